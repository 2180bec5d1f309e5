"""What one more article costs an empty store and one of 100,000 entities, and how resolution grows with the number of articles.

    python benchmarks/resolve.py [--entities 100000] [--rounds 15] [--sizes 1000,3000,10000] [--no-neo4j]

Articles come from the seeded generator `synthetic.py`. Growth is in seconds of CPU. The cost of an article is in wall clock, from the
extracted article to the acknowledged commit, in one process that has both stores open and turns from one to the other; medians of the
rounds. The processor time of this process is printed too: on a machine that others use it says more of the embedded store, which is
in the process. That store's `open` and `save` are printed apart. Two Neo4j servers are started from Maven's artifacts as the tests do.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from synthetic import NEW, articles

if TYPE_CHECKING:
    from graphbuilder.model import Extraction
    from graphbuilder.store.base import GraphStore

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "server"))

MOST = 3.0  # times the cost in an empty store
WARM = 3  # rounds that do not count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", default="1000,3000,10000")
    parser.add_argument("--no-neo4j", action="store_true")
    options = parser.parse_args()
    if options.sizes:
        growth([int(size) for size in options.sizes.split(",")])
    with tempfile.TemporaryDirectory() as folder:
        if options.entities:
            embedded(Path(folder), options.entities, options.rounds)
            if not options.no_neo4j:
                with server(Path(folder) / "one") as empty, server(Path(folder) / "two") as full:
                    print(f"Neo4j: {increments(empty, full, options.entities, options.rounds)}")


def growth(sizes: list[int]) -> None:
    """Print the time that resolution takes in memory; n log n predicts the factor from the smallest size."""
    from graphbuilder.ontology import load_ontology
    from graphbuilder.resolve.derive import derive

    derive(articles(20), [], load_ontology())  # loads the tables
    base = 0.0
    for size in sizes:
        held = list(articles(size))
        began = time.process_time()
        entities = len(derive(held, [], load_ontology()).entities)
        took = time.process_time() - began
        base = base or took / (size * math.log(size))
        print(
            f"resolve {size:>6,} articles to {entities:>7,} entities: {took:6.2f} s, {took / (base * size * math.log(size)):.2f} of n log n"
        )


def embedded(folder: Path, entities: int, rounds: int) -> None:
    from graphbuilder.store import open_store

    print(f"embedded: {increments(str(folder / 'empty.kgl'), str(folder / 'full.kgl'), entities, rounds)}")
    path = folder / "full.kgl"
    began = time.perf_counter()
    with open_store(str(path)) as store:
        opened = time.perf_counter()
        store.save()
        print(f"embedded: open {opened - began:.2f} s, save {time.perf_counter() - opened:.2f} s, {path.stat().st_size / 1e6:.0f} MB")


def increments(empty: str, full: str, entities: int, rounds: int) -> str:
    """Return the cost of an article in an empty store and in one of so many entities, as one line."""
    from graphbuilder.ontology import load_ontology
    from graphbuilder.pipeline import import_facts
    from graphbuilder.store import open_store

    count = entities // NEW + 1
    with open_store(empty) as small, open_store(full) as large:
        began = time.perf_counter()
        import_facts(large, articles(count), [], load_ontology())
        loaded = time.perf_counter() - began
        held = large.read("MATCH (e:Entity) RETURN count(e) AS n")[0]["n"]
        costs = [(add(small, extraction, emptied=True), add(large, extraction)) for extraction in articles(rounds + WARM, first=count)]
    (one, one_spent), (more, more_spent) = ([median(t) for t in zip(*side, strict=True)] for side in zip(*costs[WARM:], strict=True))
    verdict = "as it should be" if more < MOST * one else f"more than {MOST:g} times"
    return (
        f"{one * 1000:.1f} ms empty, {more * 1000:.1f} ms at {held:,} entities, {more / one:.2f} times, {verdict}; "
        f"processor time {one_spent * 1000:.1f} ms and {more_spent * 1000:.1f} ms, {more_spent / one_spent:.2f} times (loaded in {loaded:.0f} s)"
    )


def add(store: GraphStore, extraction: Extraction, *, emptied: bool = False) -> tuple[float, float]:
    """Return the time to add an article, by the clock and of this process; `emptied` takes it out again afterwards."""
    from graphbuilder.ontology import load_ontology
    from graphbuilder.store.update import apply

    began, spent = time.perf_counter(), time.process_time()
    with store.transaction() as tx:
        apply(tx, load_ontology(), add=[extraction])
    took = time.perf_counter() - began, time.process_time() - spent
    if emptied:
        with store.transaction() as tx:
            apply(tx, load_ontology(), remove=[extraction.document.id])
    return took


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Give the URL of a server of its own."""
    from neo4j_server import Server

    started = Server(home=home)
    started.prepare()
    started.start()
    try:
        yield started.url
    finally:
        started.stop()


if __name__ == "__main__":
    main()

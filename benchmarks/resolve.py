"""What one more article costs an empty store and one of 100,000 entities, and how resolution grows with the number of articles.

    python benchmarks/resolve.py [--entities 100000] [--rounds 15] [--sizes 1000,3000,10000] [--neo4j URL | --no-neo4j]

Articles come from the seeded generator `synthetic.py`. Times are seconds of wall clock, medians of the rounds, in one open process from
the extracted article to the acknowledged commit. The embedded store's `open` and `save` are printed apart. Without --neo4j a server is
started from Maven's artifacts as the tests do.
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
    from graphbuilder.store.base import GraphStore

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "server"))

MOST = 3.0  # times the cost in an empty store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", default="1000,3000,10000")
    parser.add_argument("--neo4j", metavar="URL")
    parser.add_argument("--no-neo4j", action="store_true")
    options = parser.parse_args()
    if options.sizes:
        growth([int(size) for size in options.sizes.split(",")])
    with tempfile.TemporaryDirectory() as folder:
        if options.entities:
            embedded(Path(folder) / "store.kgl", options.entities, options.rounds)
            if not options.no_neo4j:
                with server(options.neo4j, Path(folder)) as url:
                    print(f"Neo4j: {increments(url, options.entities, options.rounds)}")


def growth(sizes: list[int]) -> None:
    """Print the time that resolution takes in memory; n log n predicts the factor from the smallest size."""
    from graphbuilder.ontology import load_ontology
    from graphbuilder.resolve.derive import derive

    base = 0.0
    for size in sizes:
        held = list(articles(size))
        began = time.perf_counter()
        entities = len(derive(held, [], load_ontology()).entities)
        took = time.perf_counter() - began
        base = base or took / (size * math.log(size))
        print(
            f"resolve {size:>6,} articles to {entities:>7,} entities: {took:6.2f} s, {took / (base * size * math.log(size)):.2f} of n log n"
        )


def embedded(path: Path, entities: int, rounds: int) -> None:
    from graphbuilder.store import open_store

    print(f"embedded: {increments(str(path), entities, rounds)}")
    began = time.perf_counter()
    with open_store(str(path)) as store:
        opened = time.perf_counter()
        store.save()
        print(f"embedded: open {opened - began:.2f} s, save {time.perf_counter() - opened:.2f} s, {path.stat().st_size / 1e6:.0f} MB")


def increments(url: str, entities: int, rounds: int) -> str:
    """Return the cost of an article in an empty and in a full store, as one line."""
    from graphbuilder.ontology import load_ontology
    from graphbuilder.pipeline import import_facts
    from graphbuilder.store import open_store

    count = entities // NEW + 1
    with open_store(url) as store:
        if store.read("MATCH (n:Document) RETURN count(n) AS n")[0]["n"]:
            raise SystemExit(f"{url} is not empty; name an empty store")
        add(store, range(count - 3, count), emptied=True)
        empty = add(store, range(count, count + rounds), emptied=True)
        began = time.perf_counter()
        import_facts(store, articles(count), [], load_ontology())
        loaded = time.perf_counter() - began
        held = store.read("MATCH (e:Entity) RETURN count(e) AS n")[0]["n"]
        add(store, range(count + rounds, count + rounds + 3))
        full = add(store, range(count, count + rounds))
    verdict = "as it should be" if full < MOST * empty else f"more than {MOST:g} times"
    return f"{empty * 1000:.1f} ms empty, {full * 1000:.1f} ms at {held:,} entities, {full / empty:.2f} times, {verdict} (loaded in {loaded:.0f} s)"


def add(store: GraphStore, numbers: range, *, emptied: bool = False) -> float:
    """Return the median time to add an article; `emptied` takes each out again before the next."""
    from graphbuilder.ontology import load_ontology
    from graphbuilder.store.update import apply

    times = []
    for extraction in articles(len(numbers), first=numbers.start):
        began = time.perf_counter()
        with store.transaction() as tx:
            apply(tx, load_ontology(), add=[extraction])
        times.append(time.perf_counter() - began)
        if emptied:
            with store.transaction() as tx:
                apply(tx, load_ontology(), remove=[extraction.document.id])
    return median(times)


@contextmanager
def server(url: str | None, folder: Path) -> Iterator[str]:
    """Give the URL of a server, one of its own if none is given."""
    if url is not None:
        yield url
        return
    from neo4j_server import Server

    started = Server(home=folder / "neo4j")
    started.prepare()
    started.start()
    yield started.url
    started.stop()


if __name__ == "__main__":
    main()

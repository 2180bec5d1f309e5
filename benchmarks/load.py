"""How fast a whole graph goes into each store, beside the bare driver writing the same rows.

    python benchmarks/load.py [--documents 2000] [--neo4j URL]

Makes 2,000 documents with 20,000 entities and 100,000 claims with their sentences, from a seed. Into each store it loads them
(everything: facts, resolution, edges), loads them again (all is skipped), and asks for points, neighbourhoods and paths. Then the driver
alone writes the same rows, read from the embedded store, to a Neo4j server: `UNWIND $rows MERGE` in batches of 1,000.

Each load is in a process of its own. Each of the two that are compared has a server of its own, of the tests, that was warmed up with
a small graph written in both ways; with --neo4j both have that database, emptied in between. Processor time is that of our process and
of the server together, where the system tells (Linux); it says more than the clock on a machine that others use too.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "server"), str(ROOT / "tests")]

from neo4j_server import Server  # noqa: E402

from graphbuilder.config import Settings  # noqa: E402
from graphbuilder.model import Claim, Document, Evidence, Extraction, LocalEntity, Mention, Sentence, make_id  # noqa: E402
from graphbuilder.ontology import load_ontology  # noqa: E402
from graphbuilder.pipeline import import_facts  # noqa: E402
from graphbuilder.query.paths import shortest_path  # noqa: E402
from graphbuilder.store import open_store, records  # noqa: E402
from graphbuilder.store.base import GraphStore, Limits  # noqa: E402
from graphbuilder.store.cypher.schema import NODES  # noqa: E402
from graphbuilder.store.derived import read_graph  # noqa: E402

WARM = 50  # documents
CLAIMS = 50  # a document
NEW = 10  # entities that no earlier document names
OLD = 5
KINDS = ("SUPPLIES", "ATTACKS", "MEETS", "SUPPORTS", "CRITICIZES", "OWNS")
ONSETS = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kr", "tr", "st"]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]


def name(number: int) -> str:
    """An organisation's name that is like no other."""
    draw = random.Random(number)
    word = "".join(draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(4)).title()
    return f"{word} {''.join(draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(3)).title()} Group"


def documents(count: int) -> Iterator[Extraction]:
    """The documents, one at a time."""
    draw = random.Random(0)
    for number in range(count):
        id_ = f"doc-{number:06}"
        numbers = [*range(number * NEW, (number + 1) * NEW), *(draw.randrange((number + 1) * NEW) for _ in range(OLD))]
        names = sorted({name(one) for one in numbers})
        locals_ = [LocalEntity(id=make_id(id_, one), document=id_, name=one, label="Organization", aliases=(one,)) for one in names]
        text, sentences, mentions, claims = "", [], [], []
        for index in range(CLAIMS):
            a, b = draw.sample(range(len(names)), 2)
            verb = f"meets {make_id(number, index)[:6]}"
            quote = f"{names[a]} {verb} {names[b]}."
            start = len(text)
            spans = (start, start + len(names[a])), (start + len(quote) - 1 - len(names[b]), start + len(quote) - 1)
            evidence = Evidence(document=id_, start=start, end=start + len(quote), quote=quote)
            sentence = Sentence(id=make_id(id_, "s", index), document=id_, part="body", start=start, end=start + len(quote), text=quote)
            sentences.append(sentence)
            for local, span in ((locals_[a], spans[0]), (locals_[b], spans[1])):
                where = Evidence(document=id_, start=span[0], end=span[1], quote=local.name)
                mentions.append(Mention(id=make_id(id_, *span), sentence=sentence.id, entity=local.id, kind="name", evidence=where))
            claims.append(
                Claim(
                    id=make_id(id_, "c", index), sentence=sentence.id, subject=locals_[a].id, type=draw.choice(KINDS), object=locals_[b].id,
                    predicate="meet", subject_span=spans[0], object_span=spans[1], predicate_span=(spans[0][1] + 1, spans[0][1] + 6),
                    evidence=evidence, rule="meet", confidence=0.9,
                )
            )  # fmt: skip
            text += quote + "\n"
        document = Document(id=id_, hash=make_id(text), text=text, published=f"2024-{number % 12 + 1:02}", extractor="synthetic")
        yield Extraction(
            document=document, sentences=tuple(sentences), entities=tuple(locals_), mentions=tuple(mentions), claims=tuple(claims)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, seconds of processor time (None where the server's is not known), rows written."""

    clock: float
    processor: float | None
    rows: int

    def __str__(self) -> str:
        told = "" if self.processor is None else f", {self.processor:.1f} s of processor time"
        return f"{self.clock:8.1f} s  {self.rows / self.clock:9,.0f} rows/s{told}"


class Watch:
    """Begins to measure when it is made; `pid` is a server's process, whose processor time counts too."""

    def __init__(self, pid: int | None) -> None:
        self.pid = pid
        self.began = time.perf_counter(), self._processor()

    def cost(self, rows: int) -> Cost:
        clock, spent = self.began
        return Cost(clock=time.perf_counter() - clock, processor=None if self.pid is None else self._processor() - spent, rows=rows)

    def _processor(self) -> float:
        ticks = [] if self.pid is None else Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def load(store: GraphStore, count: int) -> Any:
    records.check_meta(store, extractor="synthetic, none 0", ontology=load_ontology().version)
    return import_facts(store, documents(count), [], load_ontology())


def count_rows(store: GraphStore) -> tuple[int, int]:
    nodes = store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
    return nodes, store.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]


def measure(settings: Settings, count: int, pid: int | None = None) -> Cost:
    """Load into an empty store and print the figures."""
    with open_store(settings) as store:
        watch = Watch(pid)
        load(store, count)
        nodes, edges = count_rows(store)
        first = watch.cost(nodes + edges)
        print(f"  first load   {first}  ({nodes:,} nodes, {edges:,} edges), peak memory {peak():,.0f} MB")
        watch = Watch(pid)
        report = load(store, count)
        again = watch.cost(0)
        assert count_rows(store) == (nodes, edges)
        print(
            f"  second load  {again.clock:8.1f} s, {again.clock / first.clock:.2f} of the first, {len(report.skipped):,} documents skipped"
        )
        ids = [row["id"] for row in store.read("MATCH (e:Entity) RETURN e.id AS id ORDER BY id LIMIT 40")]
        point = "MATCH (e:Entity {id: $id}) RETURN e.name AS name"
        for what, work in (
            ("point look-up", lambda id_: store.read(point, id=id_)),
            ("neighbourhood with evidence", lambda id_: read_graph(store, around=[id_])),
            ("shortest path", lambda id_: shortest_path(store, id_, ids[0])),
        ):
            spent = sorted(timed(lambda work=work, id_=id_: work(id_))[0] for id_ in ids[1:])
            print(f"  {what:<28} median {spent[len(spent) // 2] * 1000:8.2f} ms", flush=True)
    return first


def bare(settings: Settings, path: str, pid: int | None = None) -> Cost:
    """Write every row of an embedded store with the driver alone."""
    import neo4j

    with open_store(path, read_only=True) as store:
        nodes = {
            label: [
                {"id": row["n"]["properties"]["id"], "props": row["n"]["properties"]} for row in rows(store, f"MATCH (n:{label}) RETURN n")
            ]
            for label in NODES
        }
        kinds = store.read("MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS a, type(r) AS kind, labels(b) AS b")
        edges = {
            (a, kind, b): rows(store, f"MATCH (a:{a})-[r:{kind}]->(b:{b}) RETURN a.id AS a, b.id AS b, properties(r) AS props")
            for a, kind, b in sorted({(main(row["a"]), row["kind"], main(row["b"])) for row in kinds})
        }
    account, _, address = settings.store.partition("://")[2].partition("@")
    user, _, password = account.partition(":")
    with neo4j.GraphDatabase.driver(f"bolt://{address}", auth=(user, password)) as driver:

        def write(statement: str, found: list[dict[str, Any]]) -> None:
            for i in range(0, len(found), 1_000):
                driver.execute_query(statement, rows=found[i : i + 1_000], database_="neo4j")

        watch = Watch(pid)
        for label, found in nodes.items():
            write(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.props", found)
        for (a, kind, b), found in edges.items():
            key = "{id: row.props.id}" if found and "id" in found[0]["props"] else ""
            ends = f"MATCH (a:{a} {{id: row.a}}) MATCH (b:{b} {{id: row.b}})"
            write(f"UNWIND $rows AS row {ends} MERGE (a)-[r:{kind} {key}]->(b) SET r += row.props", found)
        return watch.cost(sum(map(len, (*nodes.values(), *edges.values()))))


def warm_up(settings: Settings, path: str) -> None:
    """Let a server meet the statements of both, so that its compiler has seen them; what they write is deleted."""
    with open_store(path) as small:
        load(small, WARM)
    with open_store(settings) as store:
        load(store, WARM)
        empty(store)
    bare(settings, path)
    with open_store(settings) as store:
        empty(store)


def empty(store: GraphStore) -> None:
    while store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]:
        store.query("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n", {}, limits=Limits(write=True, seconds=300))


def rows(store: GraphStore, statement: str) -> list[dict[str, Any]]:
    result = store.query(statement, {}, limits=Limits(seconds=600, rows=10**9, work=10**12))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def main(labels: list[str]) -> str:
    return next(label for label in NODES if label in labels)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(work: Callable[..., Cost], *arguments: Any) -> Cost:
    """Do work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


@contextmanager
def warm_server(folder: Path, given: str | None) -> Iterator[tuple[Settings, int | None]]:
    """Give an empty database on a server that is warm, and the number of its process."""
    folder.mkdir()
    if given is not None:
        settings = Settings(store=given)
        warm_up(settings, str(folder / "small.kgl"))
        yield settings, None
        with open_store(settings) as store:
            empty(store)
        return
    server = Server(home=folder / "server", java=())
    server.prepare()
    server.start()
    try:
        settings = Settings(store=server.url)
        warm_up(settings, str(folder / "small.kgl"))
        yield settings, server.process.pid if server.process is not None and Path("/proc/self/stat").exists() else None
    finally:
        server.kill()


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--neo4j", help="URL of an empty database; without it servers are started")
    arguments = parser.parse_args()
    count = arguments.documents
    print(f"{count:,} documents, {count * NEW:,} entities, {count * CLAIMS:,} claims")
    generating, _ = timed(lambda: sum(1 for _ in documents(count)))
    print(f"  making them takes {generating:.1f} s of each load", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/store.kgl"
        print("embedded store", flush=True)
        alone(measure, Settings(store=path), count)
        print("Neo4j", flush=True)
        with warm_server(Path(folder) / "ours", arguments.neo4j) as (settings, pid):
            ours = alone(measure, settings, count, pid)
        with warm_server(Path(folder) / "bare", arguments.neo4j) as (settings, pid):
            driver = alone(bare, settings, path, pid)
    assert ours.rows == driver.rows, f"{ours.rows} rows, and {driver.rows} by the driver alone"
    print(f"  bare driver  {driver}")
    told = "" if ours.processor is None else f", {driver.processor / ours.processor:.2f} in processor time"
    print(f"  ours / bare  {driver.clock / ours.clock:8.2f} by the clock{told}")


if __name__ == "__main__":
    run()

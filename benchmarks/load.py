"""How fast a whole graph goes into each store, beside the bare driver writing the same rows.

    python benchmarks/load.py [--documents 2000] [--neo4j URL]

Makes 2,000 documents with 20,000 entities and 100,000 claims with their sentences, from a seed. Into each store it loads them
(everything: facts, resolution, edges), loads them again (all is skipped), and asks for points, neighbourhoods and paths. For Neo4j it
then reads back every row, empties the database, and writes the same rows with the driver alone, `UNWIND $rows MERGE` in batches.
Without --neo4j it starts the server of the tests.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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


def measure(settings: Settings, count: int) -> tuple[float, int]:
    """Load into an empty store, print the figures, return the seconds and the rows."""
    with open_store(settings) as store:
        seconds, _ = timed(lambda: load(store, count))
        nodes, edges = count_rows(store)
        print(f"  first load   {seconds:8.1f} s  {(nodes + edges) / seconds:9,.0f} rows/s  ({nodes:,} nodes, {edges:,} edges)")
        again, report = timed(lambda: load(store, count))
        assert count_rows(store) == (nodes, edges)
        print(f"  second load  {again:8.1f} s  {again / seconds:9.2f} of the first, {len(report.skipped):,} documents skipped")
        ids = [row["id"] for row in store.read("MATCH (e:Entity) RETURN e.id AS id ORDER BY id LIMIT 40")]
        point = "MATCH (e:Entity {id: $id}) RETURN e.name AS name"
        for what, work in (
            ("point look-up", lambda id_: store.read(point, id=id_)),
            ("neighbourhood with evidence", lambda id_: read_graph(store, around=[id_])),
            ("shortest path", lambda id_: shortest_path(store, id_, ids[0])),
        ):
            spent = sorted(timed(lambda work=work, id_=id_: work(id_))[0] for id_ in ids[1:])
            print(f"  {what:<28} median {spent[len(spent) // 2] * 1000:8.2f} ms")
    return seconds, nodes + edges


def bare(settings: Settings) -> tuple[float, int]:
    """Read every row back, empty the database and write the same rows with the driver alone."""
    import neo4j

    with open_store(settings) as store:
        nodes = {
            label: [
                {"id": row["n"]["properties"]["id"], "props": row["n"]["properties"], "labels": row["n"]["labels"]}
                for row in rows(store, f"MATCH (n:{label}) RETURN n")
            ]
            for label in NODES
        }
        kinds = store.read("MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS a, type(r) AS kind, labels(b) AS b")
        triples = sorted({(main(row["a"]), row["kind"], main(row["b"])) for row in kinds})
        edges = {
            (a, kind, b): rows(store, f"MATCH (a:{a})-[r:{kind}]->(b:{b}) RETURN a.id AS a, b.id AS b, properties(r) AS props")
            for a, kind, b in triples
        }
        account = settings.store.partition("://")[2].partition("@")
        while store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]:
            store.query("MATCH (n) WITH n LIMIT 1000 DETACH DELETE n", {}, limits=Limits(write=True, seconds=300))
        url = store.url
    user, _, password = account[0].partition(":")
    written = 0
    with neo4j.GraphDatabase.driver(url, auth=(user, password)) as driver:

        def write(statement: str, batch: list[dict[str, Any]]) -> None:
            driver.execute_query(statement, rows=batch, database_="neo4j")

        start = time.perf_counter()
        for label, found in nodes.items():
            for i in range(0, len(found), 1_000):
                write(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.props", found[i : i + 1_000])
            written += len(found)
        for (a, kind, b), found in edges.items():
            key = "{id: row.props.id}" if found and "id" in found[0]["props"] else ""
            statement = f"UNWIND $rows AS row MATCH (a:{a} {{id: row.a}}) MATCH (b:{b} {{id: row.b}}) MERGE (a)-[r:{kind} {key}]->(b) SET r += row.props"
            for i in range(0, len(found), 1_000):
                write(statement, found[i : i + 1_000])
            written += len(found)
        return time.perf_counter() - start, written


def rows(store: GraphStore, statement: str) -> list[dict[str, Any]]:
    result = store.query(statement, {}, limits=Limits(seconds=600, rows=10**9, work=10**12))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def main(labels: list[str]) -> str:
    return next(label for label in NODES if label in labels)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--neo4j", help="URL of an empty database; without it a server is started")
    arguments = parser.parse_args()
    count = arguments.documents
    print(f"{count:,} documents, {count * NEW:,} entities, {count * CLAIMS:,} claims")
    generating, _ = timed(lambda: sum(1 for _ in documents(count)))
    print(f"  making them takes {generating:.1f} s of each load; peak memory {peak():,.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        print("embedded store")
        measure(Settings(store=f"{folder}/store.kgl"), count)
        print(f"  peak memory {peak():,.0f} MB")
        print("Neo4j")
        server = None
        if arguments.neo4j is None:
            server = Server(home=Path(folder) / "server", java=())
            server.prepare()
            server.start()
        settings = Settings(store=arguments.neo4j or server.url)
        try:
            seconds, total = measure(settings, count)
            alone, written = bare(settings)
            print(f"  bare driver  {alone:8.1f} s  {written / alone:9,.0f} rows/s  ({written:,} rows)")
            print(
                f"  ours / bare  {(total / seconds) / (written / alone):8.2f}   (without making the documents {(total / (seconds - generating)) / (written / alone):.2f})"
            )
        finally:
            if server is not None:
                server.stop()


if __name__ == "__main__":
    run()

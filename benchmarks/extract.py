"""How fast texts are read, beside the bare language model: `python benchmarks/extract.py PATH...`.

PATH is what `graphbuilder extract` takes: articles as text files, folders or JSON Lines. Three readers, each in a process of its own, take
turns over the same texts, so that a busy machine disturbs all alike:

    ours         files to JSON Lines: ingest, parsing, mentions, claims, records, rows written to a file; parts of speech and lemmas are
                 remembered from word to word (`graphbuilder.extract.tagging`), which is where the time for the rest comes from
    bare         `nlp.pipe` over the same paragraphs in the same batches (one document's, at most 64), with the same operations
    as it comes  `nlp.pipe` over the same paragraphs in batches across documents, with spaCy's default operations

Prints words (tokens) a CPU second, the median of the ratios round by round, and peak memory. With --processes N a second table gives
words a second of the clock for N processes: ours, and `nlp.pipe(n_process=N)`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from graphbuilder.config import Settings
from graphbuilder.extract import BATCH, LINE_BREAK, extract_all
from graphbuilder.ingest import read_documents
from graphbuilder.ingest.layout import passages
from graphbuilder.model import Document

READERS = ("ours", "bare", "as it comes")
Texts = list[list[str]]


def paragraphs(paths: list[str]) -> Texts:
    """The paragraphs of each document, as the extractor hands them to the model."""
    documents = (found for found in read_documents(paths) if isinstance(found, Document))
    return [[LINE_BREAK.sub(" ", d.text[p.start : p.end]) for p in passages(d)] for d in documents]


def ours(paths: list[str], nlp: Any, processes: int) -> None:
    from graphbuilder.extract.format import to_line, to_row
    from graphbuilder.ontology import load_ontology

    ontology = load_ontology()
    with tempfile.TemporaryFile("w", encoding="utf-8") as file:
        for extraction in extract_all(read_documents(paths), Settings(processes=processes), nlp=nlp):
            file.write(to_line(to_row(extraction, ontology)) + "\n")


def bare(texts: Texts, nlp: Any) -> None:
    for document in texts:
        for _ in nlp.pipe(document, batch_size=BATCH):
            pass


def as_it_comes(texts: Texts, nlp: Any, processes: int) -> None:
    for _ in nlp.pipe((text for document in texts for text in document), n_process=processes):
        pass


def reader(kind: str, paths: list[str], processes: int) -> Callable[[], None]:
    """What one round of a reader does. One process reads with a model that is loaded already; several load their own."""
    from graphbuilder.extract.nlp import load_nlp

    nlp = load_nlp(ops="spacy" if kind == "as it comes" else "openblas")
    if kind == "ours":
        return lambda: ours(paths, nlp if processes == 1 else None, processes)
    texts = paragraphs(paths)
    return (lambda: bare(texts, nlp)) if kind == "bare" else (lambda: as_it_comes(texts, nlp, processes))


def serve(kind: str, paths: list[str], processes: int, pipe: Connection) -> None:
    """A process that runs a round of one reader when it is told to, and answers with CPU seconds and seconds of the clock."""
    run = reader(kind, paths, processes)
    if processes == 1:
        run()  # tables, caches and the tokenizer's memory are filled
    pipe.send(None)
    while pipe.recv():
        cpu, clock = time.process_time(), time.perf_counter()
        run()
        pipe.send((time.process_time() - cpu, time.perf_counter() - clock))
    pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def compare(kinds: tuple[str, ...], paths: list[str], processes: int, rounds: int) -> dict[str, tuple[list[tuple[float, float]], float]]:
    """Run the readers in turns; returns for each its rounds (CPU seconds, seconds of the clock) and its peak memory in MB."""
    context = multiprocessing.get_context("spawn")
    pipes = {}
    for kind in kinds:
        pipes[kind], end = context.Pipe()
        context.Process(target=serve, args=(kind, paths, processes, end)).start()
        pipes[kind].recv()
    spent: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, pipe in pipes.items():
            pipe.send(True)
            spent[kind].append(pipe.recv())
    peaks = {}
    for kind, pipe in pipes.items():
        pipe.send(False)
        peaks[kind] = pipe.recv()
    return {kind: (spent[kind], peaks[kind]) for kind in kinds}


def table(found: dict[str, tuple[list[tuple[float, float]], float]], words: int, unit: int, what: str) -> None:
    first = next(iter(found))
    for kind, (spent, peak) in found.items():
        speed = words / statistics.median(times[unit] for times in spent)
        ratio = statistics.median(other[unit] / mine[unit] for mine, other in zip(found[first][0], spent, strict=True))
        beside = "" if kind == first else f"   {first} reads {ratio:.3f} as many"
        print(f"  {kind:12} {speed:8,.0f} words a {what}   peak {peak:5,.0f} MB{beside}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from graphbuilder.extract.nlp import load_nlp

    texts = paragraphs(arguments.paths)
    tokenizer = load_nlp().tokenizer
    words = sum(len(tokenizer(text)) for document in texts for text in document)
    print(f"{len(texts):,} documents, {sum(map(len, texts)):,} paragraphs, {words:,} words; {arguments.rounds} rounds")
    print("One process")
    table(compare(READERS, arguments.paths, 1, arguments.rounds), words, 0, "CPU second")
    if arguments.processes > 1:
        print(f"{arguments.processes} processes, the loading of the model in each included")
        table(compare(("ours", "as it comes"), arguments.paths, arguments.processes, arguments.rounds), words, 1, "second")


if __name__ == "__main__":
    main()

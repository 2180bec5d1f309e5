"""Extract: documents to mentions, local entities and claims.

A text is parsed (`nlp`, `tagging`, `tree`) and read in steps, each with a package of its own and none looking at a later one: `times`,
`grammar` (who does what to whom), `mentions` (names), `events`, `references` (pronouns and the like), `claims`. What is known so far is
a `reading`; at the end it becomes records (`assemble`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from graphbuilder import __version__
from graphbuilder.model import Document, Extraction, Failure

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuilder.config import Settings
    from graphbuilder.extract.reading import Reading
    from graphbuilder.ontology import Ontology

BATCH = 64  # passages that are parsed at once
LARGE = 200_000  # characters (some 90 articles) from which on more processes are likely to pay for loading the language model
LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]|[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")  # and what is not seen

__all__ = ["extract_all", "extract_document", "extractor_name", "read"]


def extractor_name(nlp: Language) -> str:
    """Return who extracts, with versions ("graphbuilder 0.1.0, en_core_web_md 3.7.1")."""
    from graphbuilder.extract.nlp import model_name

    return f"graphbuilder {__version__}, {model_name(nlp)}"


def read(document: Document, nlp: Language) -> Reading:
    """Parse the passages of a document and find the mentions in them and what they mean.

    The passages of one document are parsed in batches of their own, so that no document's parse hangs on another's.
    """
    from graphbuilder.extract.events.find import find_events
    from graphbuilder.extract.mentions.capitals import find_capitals
    from graphbuilder.extract.mentions.casing import ordinary_words, recased
    from graphbuilder.extract.mentions.find import find_mentions
    from graphbuilder.extract.mentions.groups import find_groups
    from graphbuilder.extract.reading import Reading
    from graphbuilder.extract.references.coref import find_references
    from graphbuilder.extract.tagging import load_tagging
    from graphbuilder.extract.tree import make_trees
    from graphbuilder.ingest.layout import passages

    pieces = passages(document)
    texts = [LINE_BREAK.sub(" ", document.text[p.start : p.end]) for p in pieces]
    tagging = load_tagging(nlp)
    docs = nlp.pipe(recased(texts, ordinary_words(nlp)), batch_size=BATCH, disable=tagging.skipped)
    trees = make_trees(docs, pieces, tagging)
    reading = Reading(document=document, trees=trees, at=[{} for _ in trees])
    find_mentions(reading)
    find_capitals(reading)
    find_events(reading)
    find_groups(reading)
    find_references(reading)
    return reading


def extract_document(document: Document, nlp: Language, *, ontology: Ontology | None = None) -> Extraction:
    """Read one document: its sentences, mentions, local entities and claims.

    Args:
        document: What ingest gives, or `Document(id=..., hash=..., text=...)`.
        nlp: The language model, from `load_nlp`.
        ontology: The relation types; None takes the packaged ones.
    """
    from graphbuilder.extract.assemble import assemble
    from graphbuilder.extract.claims.codes import give_codes
    from graphbuilder.extract.claims.relations import read_claims
    from graphbuilder.extract.references.titles import find_titles

    reading = read(document, nlp)
    drafts = read_claims(reading, ontology)
    find_titles(reading)
    give_codes(reading, drafts)
    return assemble(reading, drafts, extractor=extractor_name(nlp))


def extract_all(
    documents: Iterable[Document | Failure], settings: Settings, *, nlp: Language | None = None
) -> Iterator[Extraction | Failure]:
    """Read documents in their order; a document that fails, and a failure of ingest, takes its place as a failure.

    Unless the settings name a number of processes, this one begins to read, and workers go on when the input turns out to be large.

    Args:
        documents: What `read_documents` yields.
        settings: Model, ontology, operations and processes.
        nlp: A language model that is loaded already and reads all documents in this process; None loads the one that the settings name.
    """
    from graphbuilder.extract.workers import cores, extract_in_workers

    documents = iter(documents)
    processes = settings.processes if nlp is None else 1
    if processes < 2:
        read = None
        size = 0
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            read = read or careful_reader(settings, nlp=nlp)  # the language model is loaded only when there is something to read
            yield read(document)
            size += len(document.text)
            if processes == 0 and size >= LARGE and cores() > 1:
                break
        del read, nlp  # gives the memory of the language model free
    yield from extract_in_workers(documents, settings, processes or cores())


def careful_reader(settings: Settings, *, nlp: Language | None = None) -> Callable[[Document | Failure], Extraction | Failure]:
    """Return what reads one document; whatever goes wrong in it costs only this document and is reported.

    Raises:
        ModelError: The language model cannot be loaded.
        OntologyError: The ontology file cannot be used.
    """
    from graphbuilder.extract.grammar.frames import load_lexicon
    from graphbuilder.extract.nlp import load_nlp
    from graphbuilder.ontology import load_ontology

    ontology = load_ontology(settings.ontology)
    load_lexicon(ontology)  # a wrong frame is no fault of a document
    model = nlp or load_nlp(settings.model, ops=settings.ops)

    def read_one(document: Document | Failure) -> Extraction | Failure:
        if isinstance(document, Failure):
            return document
        try:
            return extract_document(document, model, ontology=ontology)
        except Exception as error:
            return Failure(source=document.id, reason=f"{type(error).__name__}: {' '.join(str(error).split())}", document=document.id)

    return read_one

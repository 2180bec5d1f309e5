"""Explain: how one text is read, for whoever adds a frame: mentions, tree, claims with their rules, and the rules that nearly fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from graphbuilder.extract.grammar.frames import Lexicon
    from graphbuilder.extract.grammar.reader import ClaimDraft, Miss
    from graphbuilder.extract.reading import Found, Reading
    from graphbuilder.extract.tree import Tree
    from graphbuilder.ontology import Ontology


def explain(text: str, nlp: Language, *, ontology: Ontology | None = None, published: str | None = None) -> str:
    """Return how `text` is read, as lines to print.

    Args:
        text: A sentence or a few.
        nlp: The language model, from `load_nlp`.
        ontology: The relation types and frames; None takes the packaged ones.
        published: Date (EDTF) from which relative times count.
    """
    from graphbuilder.extract import read
    from graphbuilder.extract.claims.codes import give_codes
    from graphbuilder.extract.claims.relations import read_claims
    from graphbuilder.extract.grammar.frames import load_lexicon
    from graphbuilder.ontology import load_ontology

    ontology = ontology or load_ontology()
    reading = read(Document(id="explain", hash="explain", text=text, published=published), nlp)
    missed: list[Miss] = []
    drafts = read_claims(reading, ontology, missed=missed.append)
    give_codes(reading, drafts)
    sections = (
        ("Mentions: what is named, and what it is", _mentions(reading)),
        ("Tree: which word hangs on which", _trees(reading)),
        ("Words that may state a relation, and what stands in their slots", _predicates(reading, load_lexicon(ontology))),
        ("Claims, with the rule that made each", _claims(reading, drafts)),
        ("Nearly: rules whose word stands in the text, and what they lack", _nearly(missed)),
    )
    return "\n\n".join("\n".join([title, *(list(lines) or ["  none"])]) for title, lines in sections)


def _words(reading: Reading, tree: int, start: int, end: int) -> str:
    here = reading.trees[tree]
    return " ".join(reading.document.text[here.starts[start] : here.ends[end - 1]].split())


def _mentions(reading: Reading) -> Iterator[str]:
    for found in sorted(reading.found, key=lambda f: (f.tree, f.start)):
        thing = found.thing
        code = thing.iso3 or thing.country
        more = [
            found.kind,
            *(["group"] if thing.group else []),
            *([code] if code else []),
            *([f"stands for {found.stands_for}"] if found.stands_for else []),
        ]
        yield f"  {_words(reading, found.tree, found.start, found.end)!r}  {thing.label} {thing.name!r} ({', '.join(more)})"


def _trees(reading: Reading) -> Iterator[str]:
    from spacy.glossary import GLOSSARY

    used: set[str] = set()
    for tree in reading.trees:
        for start, end in tree.sentences:
            for root in (i for i in range(start, end) if tree.heads[i] == i):
                yield from _branch(tree, root, 1)
            used.update(tree.deps[i] for i in range(start, end) if tree.deps[i] != "punct")
    yield f"  ({'; '.join(f'{dep} {GLOSSARY[dep]}' for dep in sorted(used) if dep in GLOSSARY)})"


def _branch(tree: Tree, node: int, depth: int) -> Iterator[str]:
    if tree.deps[node] != "punct":
        yield f"{'  ' * depth}{tree.deps[node]}: {tree.words[node]} ({tree.tags[node]})"
    for child in tree.children[node]:
        yield from _branch(tree, child, depth + 1)


def _predicates(reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    from graphbuilder.extract.grammar.predicates import predicates
    from graphbuilder.extract.grammar.reader import Reader

    for t, tree in enumerate(reading.trees):
        reader = Reader(reading, t, lexicon)
        for start, end in tree.sentences:
            for predicate in predicates(reader, start, end):
                slots = (f"{name} {' '.join(repr(tree.words[i]) for i in tokens)}" for name, tokens in predicate.slots.items() if tokens)
                frames = "" if predicate.frames else "  (no frame has this word)"
                yield f"  {predicate.kind} {predicate.lemma!r}: {', '.join(slots) or 'nothing'}{frames}"


def _claims(reading: Reading, drafts: list[ClaimDraft]) -> Iterator[str]:
    for draft in drafts:
        tree, start, end = draft.predicate_span
        yield f"  {draft.subject.thing.name} {draft.type} {draft.object.thing.name}"
        yield f"      rule {draft.rule!r} at {_words(reading, tree, start, end)!r}, confidence {draft.confidence:.2f}"
        yield f"      {', '.join(_qualifiers(draft))}"


def _qualifiers(draft: ClaimDraft) -> Iterator[str]:
    yield draft.polarity
    yield draft.modality
    for name in ("theme", "role", "time"):
        value = getattr(draft, name)
        if value is not None:
            yield f"{name} {value!r}"
    ends: dict[str, Found | None] = {"attributed to": draft.attributed_to, "place": draft.place}
    for name, found in ends.items():
        if found is not None:
            yield f"{name} {found.thing.name}"


def _nearly(missed: list[Miss]) -> Iterator[str]:
    for miss in missed:
        yield f"  {miss.frame.type} by {miss.frame.name!r} ({miss.predicate.kind} {miss.predicate.lemma!r}): {miss.reason}"

"""Graphs for the tests of the page and the explorer, made by hand: a small story, a hostile one, and a large one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from graphbuilder.model import Claim, Document, Entity, Evidence, Graph, Relation, make_id

Statement = tuple[str, str, str, str, dict[str, Any]]

LABELS = {
    "NATO": "Organization", "Anadolu Agency": "Organization", "Ukraine": "Country", "Russia": "Country", "Iran": "Country",
    "North Korea": "Country", "China": "Country", "Jens Stoltenberg": "Person", "Mark Rutte": "Person", "Washington": "Place",
    "Russia-Ukraine War": "Event", "summit in Washington": "Event", "Recep Tayyip Erdoğan": "Person", "Ivory Coast rebels": "Organization",
    "Netherlands": "Country", "Indo-Pacific": "Place",
}  # fmt: skip
ALIASES = {"North Korea": ("DPRK", "N.Korea"), "Jens Stoltenberg": ("Stoltenberg",), "NATO": ("North Atlantic Treaty Organization",)}
ASSERTING = "Asserting that Iran and North Korea help Russia by providing drones and that China is propping Russia up, Stoltenberg 🛰 spoke."
STORY: tuple[Statement, ...] = (
    ("a", "Iran", "SUPPLIES", "Russia", {"quote": ASSERTING, "theme": "drones", "says": "Jens Stoltenberg"}),
    ("b", "Iran", "SUPPLIES", "Russia", {"quote": "🛰🛰 Again Iran sold drones to Russia, an aide said.", "theme": "drones"}),
    ("c", "Iran", "SUPPLIES", "Russia", {"quote": "Iran denied that Iran ever armed Russia.", "polarity": "negative", "says": "Iran"}),
    ("a", "North Korea", "SUPPLIES", "Russia", {"quote": ASSERTING, "says": "Jens Stoltenberg"}),
    ("a", "China", "SUPPORTS", "Russia", {"quote": ASSERTING, "says": "Jens Stoltenberg"}),
    ("a", "NATO", "SUPPLIES", "Ukraine", {"quote": "NATO members will continue to provide Ukraine with arms.", "modality": "planned"}),
    ("a", "NATO", "SUPPORTS", "Ukraine", {"quote": "NATO will work more closely with Ukraine."}),
    ("b", "Ukraine", "SUPPORTS", "NATO", {"quote": "Ukraine backs NATO in return."}),
    ("a", "Jens Stoltenberg", "LEADS", "NATO", {"quote": "Jens Stoltenberg, chief of NATO, spoke.", "role": "secretary general"}),
    ("a", "Mark Rutte", "SUCCEEDS", "Jens Stoltenberg", {"quote": "Mark Rutte follows Jens Stoltenberg."}),
    ("b", "Russia", "ATTACKS", "Ukraine", {"quote": "Russia attacked Ukraine."}),
    ("b", "Russia", "PARTICIPATES_IN", "Russia-Ukraine War", {"quote": "Russia wages the Russia-Ukraine War."}),
    ("b", "Ukraine", "PARTICIPATES_IN", "Russia-Ukraine War", {"quote": "Ukraine fights the Russia-Ukraine War."}),
    ("a", "NATO", "HOSTS", "summit in Washington", {"quote": "NATO holds a summit in Washington."}),
    ("a", "summit in Washington", "TAKES_PLACE_IN", "Washington", {"quote": "The summit in Washington opens; Washington prepares."}),
    ("c", "Recep Tayyip Erdoğan", "MEETS", "Mark Rutte", {"quote": "Recep Tayyip Erdoğan met Mark Rutte."}),
    ("c", "Ivory Coast rebels", "ATTACKS", "Netherlands", {"quote": "Ivory Coast rebels may attack Netherlands.", "modality": "possible"}),
    ("c", "Mark Rutte", "RELATED_TO", "Netherlands", {"quote": "Mark Rutte left Netherlands."}),
)
DOCUMENTS = (
    Document(
        id="a", hash="a", text="", title="NATO and Ukraine", source="Anadolu Agency", url="https://example.org/a", published="2024-07-05"
    ),
    Document(id="b", hash="b", text="", title="Arms trade", source="Example News", url="https://example.org/b", published="2024-06-11"),
    Document(id="c", hash="c", text="", title="A denial", source="Third Wire", url="https://example.org/c", published="2024-05-02"),
)


def make_graph(
    statements: Iterable[Statement],
    labels: dict[str, str],
    documents: tuple[Document, ...],
    *,
    aliases: dict[str, tuple[str, ...]] | None = None,
    ids: dict[str, str] | None = None,
) -> Graph:
    """Return the graph that these statements make: (document, subject, type, object, {quote, theme, says, polarity, ...})."""
    names = list(labels)
    ids = ids or {name: f"Q{index + 1}" for index, name in enumerate(names)}
    behind: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    mentions: dict[str, int] = defaultdict(int)
    for document, subject, type_, object_, more in statements:
        claim = _claim(document, subject, type_, object_, ids, **more)
        behind[(subject, type_, object_, claim.polarity, claim.modality)].append(claim)
        mentions[subject] += 1
        mentions[object_] += 1
    published = {document.id: document.published for document in documents}
    relations = []
    for (subject, type_, object_, polarity, modality), claims in sorted(behind.items()):
        dates = sorted(filter(None, (published[claim.evidence.document] for claim in claims)))
        denials = len(behind.get((subject, type_, object_, "negative", modality), ())) if polarity == "positive" else 0
        relations.append(
            Relation(
                id=make_id(subject, type_, object_, polarity, modality), subject=ids[subject], type=type_, object=ids[object_], polarity=polarity,
                modality=modality, claims=len(claims), denials=denials, documents=len({c.evidence.document for c in claims}),
                sources=len({c.evidence.document for c in claims}), first_seen=dates[0] if dates else None, last_seen=dates[-1] if dates else None,
                themes=tuple(sorted({c.theme for c in claims if c.theme})), roles=tuple(sorted({c.role for c in claims if c.role})), confidence=0.9,
            )
        )  # fmt: skip
    entities = tuple(
        Entity(
            id=ids[name], label=labels[name], name=name, aliases=(name, *(aliases or {}).get(name, ())), mentions=mentions[name], documents=1,
            group="rebels" in name, wikidata="Q794" if name == "Iran" else None, iso3="IRN" if name == "Iran" else None,
        )
        for name in names
    )  # fmt: skip
    return Graph(
        entities=entities, relations=tuple(relations), claims=tuple(claim for claims in behind.values() for claim in claims), documents=documents,
        resolved={id_: id_ for id_ in ids.values()}, total_entities=len(entities), total_relations=len(relations),
    )  # fmt: skip


def _claim(
    document: str, subject: str, type_: str, object_: str, ids: dict[str, str], *, quote: str, says: str | None = None, **more: Any
) -> Claim:
    start = 100
    at = quote.find(subject)
    to = quote.rfind(object_)
    assert at >= 0, (subject, quote)
    assert to >= 0, (object_, quote)
    return Claim(
        id=make_id(document, subject, type_, object_, quote), sentence=make_id(document, quote), subject=ids[subject], type=type_, object=ids[object_],
        predicate=type_.lower(), subject_span=(start + at, start + at + len(subject)), object_span=(start + to, start + to + len(object_)),
        predicate_span=(start, start), evidence=Evidence(document=document, start=start, end=start + len(quote), quote=quote), rule="test",
        confidence=0.9, attributed_to=ids[says] if says else None, **more,
    )  # fmt: skip


def story() -> Graph:
    """Sixteen entities and their relations: parallel, reverse, denied, planned and possible ones, and one fallback."""
    return make_graph(STORY, LABELS, DOCUMENTS, aliases=ALIASES)


EVIL = (
    "<script>window.hacked=1</script>", "</script><script>window.hacked=2</script>", "<img src=x onerror=window.hacked=3>", "javascript:window.hacked=4",
    "href='javascript:window.hacked=5'", "{{7*7}}{% raw %}", "<!--<script>", "\u2028alert(1)\u2029", "'\"`;window.hacked=6//", "\ud800 lone surrogate",
)  # fmt: skip


def hostile() -> Graph:
    """Names, ids, themes, titles and URLs that try to run script or to break out of the page's data."""
    labels = dict.fromkeys(EVIL, "Person")
    statements = [("a", a, "SUPPORTS", b, {"quote": f"{a} says {b}", "theme": EVIL[0], "role": EVIL[2]}) for a, b in pairwise(EVIL)]
    statements.append(("a", EVIL[0], "<IMG SRC=X>", EVIL[2], {"quote": f"{EVIL[0]} {EVIL[2]}"}))
    document = Document(id="a", hash="a", text="", title=EVIL[1], source=EVIL[2], url="javascript:window.hacked=7", published="2024-01-01")
    return make_graph(statements, labels, (document,), aliases={EVIL[0]: EVIL}, ids={name: name for name in EVIL})


def large(count: int, *, links: int = 3) -> Graph:
    """`count` entities with `links` times as many relations, some of them in communities; the same on every run."""
    kinds = ("Person", "Organization", "Country", "Place", "Event")
    names = [f"{kinds[i % 5]} number {i}" for i in range(count)]
    types = ("SUPPLIES", "SUPPORTS", "MEETS", "ATTACKS", "LEADS", "FUNDS", "CRITICIZES")
    documents = tuple(
        Document(
            id=f"d{i}", hash="", text="", title=f"Article {i}", source=f"Wire {i % 9}", published=f"2024-{1 + i % 12:02}-{1 + i % 28:02}"
        )
        for i in range(60)
    )
    statements: list[Statement] = []
    for n in range(count * links):
        a = n % count
        jump = 1 + (n * 7919) % 29 if n % 10 else 1 + (n * 104729) % (count - 1)
        b = (a // 30 * 30 + (a + jump) % 30) % count if n % 10 else (a + jump) % count
        if a == b:
            b = (a + 1) % count
        modality = ("asserted", "planned", "possible")[n % 3] if n % 7 == 0 else "asserted"
        quote = f"{names[a]} is said to deal with {names[b]} in the matter of number {n}, officials told reporters."
        statements.append((f"d{n % 60}", names[a], types[n % 7], names[b], {"quote": quote, "modality": modality}))
    return make_graph(statements, dict(zip(names, (kinds[i % 5] for i in range(count)), strict=True)), documents)

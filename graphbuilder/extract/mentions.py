"""Mentions: where a text names a person, an organization, a country, a place or an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.reading import Found, Reading, Thing

if TYPE_CHECKING:
    from graphbuilder.model import Label

LABEL_OF: dict[str, Label] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "NORP": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "EVENT": "Event",
}


def find_mentions(reading: Reading) -> None:
    """Fill `reading` with the names that the model finds, one thing for each name."""
    things: dict[str, Thing] = {}
    for t, tree in enumerate(reading.trees):
        for start, end, kind in tree.ents:
            label = LABEL_OF.get(kind)
            if label is None:
                continue
            name = reading.document.text[tree.starts[start] : tree.ends[end - 1]]
            thing = things.setdefault(name.lower(), Thing(label=label, name=name))
            thing.aliases.add(name)
            reading.add(Found(tree=t, start=start, end=end, head=end - 1, kind="name", thing=thing))

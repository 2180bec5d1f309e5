"""Find the entity that a name means: by id, name or alias, with accents and case folded, or say which come near."""

from __future__ import annotations

from graphbuilder.errors import InputError
from graphbuilder.model import Entity
from graphbuilder.query.fold import fold
from graphbuilder.query.index import Names
from graphbuilder.store import derived
from graphbuilder.store.base import GraphStore


def search(store: GraphStore, text: str, *, limit: int = 20) -> tuple[list[Entity], int]:
    """Return the entities whose name or an alias holds the text, and how many there are (`Names.search`)."""
    return Names(derived.entities(store)).search(text, limit=limit)


def one(store: GraphStore, name: str) -> tuple[Entity, list[Entity]]:
    """Return the most mentioned entity of this id, name or alias, and the others of the same name.

    Raises InputError, with the nearest names, if there is none.
    """
    found = derived.find_entities(store, name)
    if not found:
        folded = fold(name)
        found = [entity for entity in search(store, name)[0] if folded in {fold(n) for n in (entity.name, *entity.aliases)}]
    if found:
        return found[0], found[1:]
    near = nearest(store, name)
    hint = f"; near are {', '.join(near)}" if near else "; `graphbuilder status` shows what the store holds"
    raise InputError(f"there is no entity {name!r} in {store.url}{hint}")


def nearest(store: GraphStore, name: str, *, limit: int = 5) -> list[str]:
    """Return the names of entities that hold this one, then of those of which a name, an alias or a word is spelled most like it."""
    from rapidfuzz import fuzz, process

    entities = list(derived.entities(store))
    holding = [entity.name for entity in Names(entities).search(name, limit=limit)[0]]
    spelled = [
        (spelling, entity.name)
        for entity in entities
        for other in {fold(each): None for each in (entity.name, *entity.aliases)}
        for spelling in dict.fromkeys((other, *other.split()))
    ]
    found = process.extract(fold(name), [spelling for spelling, _ in spelled], scorer=fuzz.ratio, limit=4 * limit, score_cutoff=65)
    return list(dict.fromkeys([*holding, *(spelled[number][1] for _, _, number in found)]))[:limit]

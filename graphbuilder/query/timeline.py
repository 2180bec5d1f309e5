"""When things were claimed: the number of claims by the month in which their document was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher import explore as cypher

_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Claims by month ("2024-07"), in order; months without claims are not named. `undated` have no month of publication."""

    months: tuple[tuple[str, int], ...]
    undated: int = 0


def timeline(store: GraphStore, entities: Sequence[str] | None = None) -> Timeline:
    """Count the claims of each month: all, or those whose subject or object is one of these entities.

    Args:
        store: the store.
        entities: ids; a claim between two of them counts once.
    """
    rows = store.read(cypher.PUBLISHED) if entities is None else store.read(cypher.PUBLISHED_OF, ids=sorted(set(entities)))
    months: Counter[str | None] = Counter()
    for row in rows:
        month = _MONTH.match(row["published"] or "")
        months[month.group() if month else None] += row["claims"]
    undated = months.pop(None, 0)
    return Timeline(months=tuple(sorted((month, count) for month, count in months.items() if month is not None)), undated=undated)

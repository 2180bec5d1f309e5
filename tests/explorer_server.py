"""A running explorer for tests: the real server on a free port, over a store filled by hand."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from stories import story

from graphbuilder.model import Extraction
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store.base import GraphStore
from graphbuilder.store.records import make_meta, write_meta
from graphbuilder.web.live import Live
from graphbuilder.web.security import TOKEN_HEADER
from graphbuilder.web.server import serve

ONTOLOGY = load_ontology()
COUNTRIES = {
    "Iran": "Country: Iran / Islamic Republic of Iran @IRN #Q794",
    "Russia": "Country: Russia @RUS #Q159",
    "Ukraine": "Country: Ukraine @UKR #Q212",
    "China": "Country: China @CHN #Q148",
    "NATO": "Organization: NATO #Q7184",
    "Stoltenberg": "Person: Jens Stoltenberg @NOR #Q57665",
    "Erdoğan": "Person: Recep Tayyip Erdoğan @TUR #Q39259",
}
STORIES = (
    story(
        "a",
        *(COUNTRIES[name] for name in ("Iran", "Russia", "Ukraine", "Stoltenberg")),
        claims=[
            ("Iran", "SUPPLIES", "Russia", {"theme": "drones", "attributed_to": "Jens Stoltenberg"}),
            ("Russia", "ATTACKS", "Ukraine"),
            ("Iran", "RELATED_TO", "Ukraine", {"predicate": "shun"}),
        ],
        published="2024-07-05",
        title="Drones for Russia",
        source="Example News",
        url="https://example.org/a",
    ),
    story(
        "b",
        *(COUNTRIES[name] for name in ("Iran", "Russia", "NATO", "Ukraine", "Stoltenberg")),
        claims=[
            ("NATO", "SUPPORTS", "Ukraine"),
            ("NATO", "SUPPLIES", "Ukraine", {"modality": "planned"}),
            ("Iran", "SUPPLIES", "Russia", {"polarity": "negative"}),
            ("Jens Stoltenberg", "LEADS", "NATO", {"role": "secretary general"}),
        ],
        published="2024-05-02",
        title="A denial",
        source="Third Wire",
    ),
    story(
        "c",
        COUNTRIES["China"],
        COUNTRIES["Russia"],
        COUNTRIES["Erdoğan"],
        "Person: Jens Stoltenberg @NOR #Q57665",
        "Person: Nobody Known",
        claims=[("China", "SUPPORTS", "Russia"), ("Recep Tayyip Erdoğan", "MEETS", "Jens Stoltenberg")],
        published=None,
        title="Without a date",
    ),
    story("d", "Person: King Charles", "Person: Prince Charles", published="2024-07-05", title="Two names"),
)


def fill(store: GraphStore, stories: Sequence[Extraction] = STORIES) -> None:
    """Write the stories into an empty store, as the product does."""
    with store.transaction() as tx:
        write_meta(tx, make_meta(extractor="test 1, none 1", ontology=ONTOLOGY.version))
    import_facts(store, stories, [], ONTOLOGY)


@contextmanager
def running(store: GraphStore, *, read_only: bool = False) -> Iterator[str]:
    """Serve a store from a thread; yield the address of the explorer."""
    servers: list[Any] = []
    addresses: list[str] = []
    listening = threading.Event()

    def ready(address: str) -> None:
        addresses.append(address)
        listening.set()

    live = Live(store, ONTOLOGY, by="Maria", read_only=read_only)
    thread = threading.Thread(target=serve, args=(live,), kwargs={"port": 0, "ready": ready, "server": servers.append})
    thread.start()
    assert listening.wait(20)
    try:
        yield addresses[0].rstrip("/")
    finally:
        servers[0].should_exit = True
        thread.join(20)
    assert not thread.is_alive()


class Client(httpx.Client):
    """A program that uses the API: it has read the token from the page."""

    def __init__(self, address: str) -> None:
        super().__init__(base_url=address, timeout=30)
        found = re.search(r'name="graphbuilder-token" content="([^"]+)"', httpx.get(f"{address}/").text)
        assert found is not None
        self.token = found.group(1)

    def ask(self, path: str, **values: Any) -> dict[str, Any]:
        """Return the answer of an operation that reads."""
        return self._answer(self.get(path, params=values))

    def tell(self, path: str, **values: Any) -> dict[str, Any]:
        """Return the answer of an operation that takes a POST."""
        return self._answer(self.post(path, json=values, headers={TOKEN_HEADER: self.token}))

    def _answer(self, response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        assert isinstance(answer["total"], int)
        return answer

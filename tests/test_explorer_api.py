"""The API of the explorer, asked over HTTP from a running server, on each store."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from explorer_server import Client, fill, running
from stories import story

from graphbuilder import pipeline
from graphbuilder.errors import InputError, MissingExtraError
from graphbuilder.store import open_store
from graphbuilder.store.base import GraphStore
from graphbuilder.web.live import Live
from graphbuilder.web.operations import OPERATIONS
from graphbuilder.web.security import MOST_BODY, POLICY, TOKEN_HEADER
from graphbuilder.web.server import serve


@pytest.fixture
def api(store: GraphStore) -> Iterator[Client]:
    """A client of an explorer of seven well-known entities, on each store in turn."""
    fill(store)
    with running(store) as address, Client(address) as client:
        yield client


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Client]:
    """The same on the embedded store only, for what does not touch the store."""
    with open_store(str(tmp_path / "plain.kgl")) as store:
        fill(store)
        with running(store) as address, Client(address) as client:
            yield client


def names(entities: list[dict[str, Any]]) -> list[str]:
    return [entity["name"] for entity in entities]


def test_status_counts(api: Client) -> None:
    answer = api.ask("/api/status")
    assert answer["total"] == answer["counts"]["entities"] == 10
    assert (answer["counts"]["documents"], answer["counts"]["claims"], answer["read_only"]) == (4, 9, False)


@pytest.mark.parametrize(
    ("q", "found"),
    [("erdogan", ["Recep Tayyip Erdoğan"]), ("islamic", ["Iran"]), ("CHARLES", ["King Charles", "Prince Charles"]), ("xyz", [])],
)
def test_search_finds_names_and_aliases_whatever_the_accents(api: Client, q: str, found: list[str]) -> None:
    answer = api.ask("/api/search", q=q)
    assert (names(answer["entities"]), answer["total"]) == (found, len(found))


def test_search_says_how_many_there_are_beyond_its_limit(api: Client) -> None:
    answer = api.ask("/api/search", q="a", limit=2)
    assert len(answer["entities"]) == 2
    assert answer["total"] > 2


def test_top_is_the_most_mentioned_of_a_type(api: Client) -> None:
    every = api.ask("/api/top", limit=3)
    mentions = [entity["mentions"] for entity in every["entities"]]
    assert mentions == sorted(mentions, reverse=True)
    assert (every["total"], len(mentions)) == (10, 3)
    persons = api.ask("/api/top", label="Person")
    assert {entity["type"] for entity in persons["entities"]} == {"Person"}
    assert persons["total"] == len(persons["entities"]) == 5


def test_communities_hold_what_belongs_together(api: Client) -> None:
    answer = api.ask("/api/communities")
    assert answer["total"] == len(answer["communities"]) >= 1
    assert all(community["size"] >= len(community["entities"]) > 2 for community in answer["communities"])
    assert any({"Iran", "Russia"} <= set(names(community["entities"])) for community in answer["communities"])


def test_an_entity_has_its_relation_types_with_numbers_of_neighbours(api: Client) -> None:
    answer = api.ask("/api/entity", entity="Q794")
    assert answer["entity"]["aliases"] == ["Islamic Republic of Iran"]
    assert [(kind["name"], kind["reads"], kind["neighbours"]) for kind in answer["types"]] == [
        ("SUPPLIES", "supplies", 1),
        ("RELATED_TO", "is linked to", 1),
    ]


def test_neighbours_come_strongest_first_and_leave_out_what_is_here(api: Client) -> None:
    every = api.ask("/api/neighbours", entity="Q159")
    assert set(names(every["entities"])) == {"Iran", "Ukraine", "China"}
    assert every["entities"][0]["name"] == "Iran"
    assert every["total"] == 3
    rest = api.ask("/api/neighbours", entity="Q159", without=["Q794"], limit=1)
    assert (len(rest["entities"]), rest["total"]) == (1, 3)
    assert rest["entities"][0]["name"] != "Iran"
    assert names(api.ask("/api/neighbours", entity="Q159", relation="SUPPLIES")["entities"]) == ["Iran"]
    assert names(api.ask("/api/neighbours", entity="Q794", relation="RELATED_TO")["entities"]) == ["Ukraine"]


def test_a_graph_is_what_the_page_draws(api: Client) -> None:
    answer = api.ask("/api/graph", ids=["Q794", "Q159", "Q212", "nothing"], arrange=True)
    page = answer["page"]
    assert answer["total"] == len(page["nodes"]) == 3
    assert answer["missing"] == ["nothing"]
    assert len({(node["x"], node["y"]) for node in page["nodes"]}) == 3
    assert answer["neighbours"] == {"Q794": 1, "Q159": 3, "Q212": 2}
    edges = {(edge["from"], edge["type"], edge["to"], edge["polarity"]) for edge in page["edges"]}
    assert edges == {
        ("Q794", "SUPPLIES", "Q159", "positive"),
        ("Q794", "SUPPLIES", "Q159", "negative"),
        ("Q159", "ATTACKS", "Q212", "positive"),
        ("Q794", "RELATED_TO", "Q212", "positive"),
    }
    claim = next(claim for claim in page["claims"] if claim.get("theme") == "drones")
    text = page["sentences"][claim["sentence"]]["text"]
    assert (text[slice(*claim["subject"])], text[slice(*claim["object"])], claim["speaker"]) == ("Iran", "Russia", "Jens Stoltenberg")


def test_a_graph_holds_so_many_claims_of_each_relation_as_asked(tmp_path: Path) -> None:
    iran, russia = "Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159"
    with open_store(str(tmp_path / "many.kgl")) as store:
        fill(store, [story(f"n{n}", iran, russia, claims=[("Iran", "SUPPLIES", "Russia")]) for n in range(5)])
        with running(store) as address, Client(address) as client:
            page = client.ask("/api/graph", ids=["Q794", "Q159"], claims=2)["page"]
            assert (page["edges"][0]["claims"], len(page["claims"])) == (5, 2)
            assert len(client.ask("/api/graph", ids=["Q794", "Q159"], claims=1000)["page"]["claims"]) == 5


def test_a_relation_says_when_its_claims_were_published_where_not_all_are_there(store: GraphStore) -> None:
    iran, russia = "Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159"
    dates = ["2024-05-02", "2024-05-02T10:00:00Z", "2024-06-30", None]
    fill(store, [story(f"n{n}", iran, russia, claims=[("Iran", "SUPPLIES", "Russia")], published=date) for n, date in enumerate(dates)])
    with running(store) as address, Client(address) as client:
        cut, whole = (client.ask("/api/graph", ids=["Q794", "Q159"], claims=most)["page"]["edges"][0] for most in (1, 4))
    assert cut["dates"] == {"2024-05-02": 2, "2024-06-30": 1}
    assert "dates" not in whole


def test_a_graph_of_nothing_is_empty(api: Client) -> None:
    answer = api.ask("/api/graph")
    assert (answer["total"], answer["page"]["nodes"], answer["now"]) == (0, [], {})


def test_a_path_names_the_relations_of_each_step(api: Client) -> None:
    answer = api.ask("/api/path", start="Q148", end="Q7184")
    assert names(answer["entities"]) == ["China", "Russia", "Ukraine", "NATO"]
    assert answer["total"] == len(answer["relations"]) == 3
    assert all(answer["relations"])
    ids = [entity["id"] for entity in answer["entities"]]
    drawn = {edge["id"] for edge in api.ask("/api/graph", ids=ids)["page"]["edges"]}
    assert {id_ for step in answer["relations"] for id_ in step} <= drawn


def test_where_there_is_no_path_the_total_is_0(api: Client) -> None:
    lone = api.ask("/api/search", q="King Charles")["entities"][0]["id"]
    answer = api.ask("/api/path", start="Q148", end=lone)
    assert (answer["total"], answer["entities"], answer["relations"]) == (0, [], [])
    assert api.ask("/api/path", start="Q148", end="Q7184", steps=2)["total"] == 0


def test_a_timeline_counts_claims_by_month_of_publication(api: Client) -> None:
    every = api.ask("/api/timeline")
    assert every["months"] == [{"month": "2024-05", "claims": 4}, {"month": "2024-07", "claims": 3}]
    assert (every["undated"], every["total"]) == (2, 9)
    china = api.ask("/api/timeline", ids=["Q148"])
    assert (china["months"], china["undated"], china["total"]) == ([], 1, 1)


def test_documents_of_an_entity_the_newest_first(api: Client) -> None:
    answer = api.ask("/api/documents", entity="Q159", limit=2)
    assert [document["id"] for document in answer["documents"]] == ["a", "b"]
    assert answer["documents"][0] == {"id": "a", "title": "Drones for Russia", "source": "Example News", "published": "2024-07-05"}
    assert answer["total"] == 3


def test_a_document_has_every_mention_and_claim_at_its_place(api: Client) -> None:
    answer = api.ask("/api/document", document="a")
    text = answer["text"]
    assert answer["document"]["url"] == "https://example.org/a"
    assert answer["characters"] == len(text)
    assert answer["total"] == len(answer["mentions"]) == 11
    assert {text[m["start"] : m["end"]] for m in answer["mentions"] if m["entity"] == "Q794"} == {"Iran", "Islamic Republic of Iran"}
    supplies = next(claim for claim in answer["claims"] if claim["type"] == "SUPPLIES")
    assert text[supplies["start"] : supplies["end"]] == "Iran supplies Russia."
    assert [text[slice(*supplies[end]["span"])] for end in ("subject", "object")] == ["Iran", "Russia"]
    assert (supplies["speaker"], supplies["theme"], supplies["subject"]["entity"]) == ("Jens Stoltenberg", "drones", "Q794")
    assert next(claim["reads"] for claim in answer["claims"] if claim["type"] == "RELATED_TO") == "shun"


def test_cypher_answers_a_table_and_the_entities_in_it(api: Client) -> None:
    statement = "MATCH (a:Entity)-[r:SUPPLIES]->(b:Entity) RETURN a, r.themes AS what, b.id AS recipient"
    answer = api.tell("/api/cypher", statement=statement)
    assert answer["columns"] == ["a", "what", "recipient"]
    (row,) = answer["rows"]
    assert (row[0]["properties"]["name"], row[1], row[2]) == ("Iran", ["drones"], "Q159")
    assert (answer["total"], answer["truncated"]) == (1, False)
    assert (set(answer["entities"]), answer["entities_total"]) == ({"Q794", "Q159"}, 2)


def test_cypher_says_when_there_are_more_rows(api: Client) -> None:
    answer = api.tell("/api/cypher", statement="MATCH (e:Entity) RETURN e.name", rows=3)
    assert (answer["total"], answer["truncated"]) == (3, True)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("MATCH (e:Entity) SET e.name = 'x' RETURN e", "write|read"),
        ("CREATE (:Entity {id: 'x'})", "write|read"),
        ("LOAD CSV FROM '/etc/hostname' AS row RETURN row", "LOAD CSV reads files"),
        ("CALL dbms.components()", "refused"),
        ("MATCH (", ""),
        ("  ", "empty"),
    ],
)
def test_cypher_that_may_not_run_is_refused_in_one_line(api: Client, statement: str, message: str) -> None:
    response = api.post("/api/cypher", json={"statement": statement}, headers={TOKEN_HEADER: api.token})
    assert response.status_code == 400
    error = response.json()["error"]
    assert re.search(message, error)
    assert "\n" not in error
    assert api.ask("/api/status")["counts"]["entities"] == 10


def test_merge_split_and_undo_change_the_graph_and_old_ids_still_work(api: Client) -> None:
    king, prince = (api.ask("/api/search", q=name)["entities"][0]["id"] for name in ("King Charles", "Prince Charles"))
    decision = api.tell("/api/merge", a=king, b=prince, reason="one man")["decision"]
    assert (decision["judgement"], decision["reason"], decision["by"]) == ("same", "one man", "Maria")
    merged = api.ask("/api/graph", ids=[king, prince])
    assert merged["total"] == 1
    assert set(merged["now"].values()) == {merged["page"]["nodes"][0]["id"]}
    parts = api.ask("/api/parts", entity=prince)
    assert {part["name"] for part in parts["parts"]} == {"King Charles", "Prince Charles"}
    (told,) = api.ask("/api/decisions")["decisions"]
    assert {told["a"]["text"], told["b"]["text"]} == {"King Charles", "Prince Charles"}
    assert (told["state"], told["a"]["entity"]) == ("stands", merged["page"]["nodes"][0]["id"])
    api.tell("/api/undo", decision=decision["id"])
    assert api.ask("/api/graph", ids=[king, prince])["total"] == 2
    assert api.ask("/api/decisions")["total"] == 2


def test_a_part_is_split_off_and_search_knows_it_at_once(api: Client) -> None:
    before = api.ask("/api/search", q="Stoltenberg")
    assert before["total"] == 1
    parts = api.ask("/api/parts", entity="Q57665")
    part = next(part for part in parts["parts"] if part["document"] == "c")
    assert (parts["total"], part["name"]) == (3, "Jens Stoltenberg")
    api.tell("/api/split", a="Q57665", b=part["local"], reason="a namesake")
    assert api.ask("/api/search", q="Stoltenberg")["total"] == 2
    assert [other["document"] for other in api.ask("/api/parts", entity=part["local"])["parts"]] == ["c"]
    rest = next(other["local"] for other in parts["parts"] if other["document"] == "a")
    assert {other["document"] for other in api.ask("/api/parts", entity=rest)["parts"]} == {"a", "b"}
    api.tell("/api/undo")
    assert api.ask("/api/search", q="Stoltenberg")["total"] == 1


def test_a_contradiction_is_refused_with_409(api: Client) -> None:
    king, prince = (api.ask("/api/search", q=name)["entities"][0]["id"] for name in ("King Charles", "Prince Charles"))
    api.tell("/api/merge", a=king, b=prince)
    response = api.post("/api/merge", json={"a": king, "b": prince}, headers={TOKEN_HEADER: api.token})
    assert response.status_code == 409
    assert "the same entity already" in response.json()["error"]


def test_what_another_process_adds_is_found_after_a_while(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuilder.web.live.LOOK_AGAIN", 0.0)
    fill(store)
    with running(store) as address, Client(address) as client:
        assert client.ask("/api/search", q="Atlantis")["total"] == 0
        pipeline.import_facts(store, [story("late", "Country: Atlantis")], [], pipeline.load_ontology())
        assert client.ask("/api/search", q="Atlantis")["total"] == 1


def test_a_snapshot_is_the_offline_page_of_the_workspace(plain: Client) -> None:
    response = plain.get("/snapshot.html", params={"ids": ["Q794", "Q159"], "title": "Arms & men"})
    assert response.headers["content-disposition"] == 'attachment; filename="graph.html"'
    assert '<h1 id="title">Arms &amp; men</h1>' in response.text
    found = re.search(r'id="data">(.*?)</script>', response.text)
    assert found is not None
    assert {node["id"] for node in json.loads(found.group(1))["nodes"]} == {"Q794", "Q159"}


def test_a_snapshot_is_drawn_as_the_workspace_is(plain: Client) -> None:
    def drawn(places: list[str]) -> set[tuple[str, int, int]]:
        response = plain.get("/snapshot.html", params={"ids": ["Q794", "Q159"], "places": places})
        found = re.search(r'id="data">(.*?)</script>', response.text)
        assert found is not None
        return {(node["id"], node["x"], node["y"]) for node in json.loads(found.group(1))["nodes"]}

    assert drawn(["Q794 10 -20", "Q159 300 0"]) == {("Q794", 10, -20), ("Q159", 300, 0)}
    assert drawn(["Q794 10 -20"]) == drawn([])


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        ("/api/search", {}, "q is missing"),
        ("/api/search", {"q": "x" * 201}, "at most 200 characters"),
        ("/api/search", {"q": "a", "limit": "0"}, "a whole number from 1 to 100"),
        ("/api/search", {"q": "a", "limit": "many"}, "a whole number from 1 to 100"),
        ("/api/search", {"q": "a", "color": "red"}, "does not take 'color'; it takes limit, q"),
        ("/api/top", {"label": "Animal"}, "one of Person, Organization"),
        ("/api/entity", {"entity": "Q1"}, "no entity with the id 'Q1'; search by name first"),
        ("/api/neighbours", {"entity": "Q794", "limit": "101"}, "from 1 to 100"),
        ("/api/graph", {"ids": [str(n) for n in range(501)]}, "500 is the most"),
        ("/api/graph", {"claims": "1001"}, "from 1 to 1,000"),
        ("/api/path", {"start": "Q794"}, "end is missing"),
        ("/api/path", {"start": "Q794", "end": "Q0"}, "no entity with the id 'Q0'"),
        ("/api/documents", {"entity": "Q1"}, "no entity with the id 'Q1'"),
        ("/api/parts", {"entity": "Q1"}, "no entity with the id 'Q1'"),
        ("/api/document", {"document": "zzz"}, "no document with the id 'zzz'"),
        ("/snapshot.html", {"ids": "Q794", "places": "Q794 here"}, "an id and two whole numbers, as in 'Q159 120 -40'"),
        ("/snapshot.html", {"ids": "Q794", "places": "Q794 1 x"}, "an id and two whole numbers"),
    ],
)
def test_bad_input_is_refused_in_one_line(plain: Client, path: str, values: dict[str, Any], message: str) -> None:
    response = plain.get(path, params=values)
    assert response.status_code == 400
    error = response.json()["error"]
    assert message in error
    assert "\n" not in error


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(plain: Client, body: bytes) -> None:
    response = plain.post("/api/cypher", content=body, headers={TOKEN_HEADER: plain.token})
    assert (response.status_code, response.json()["error"]) == (400, "the body is no JSON object")


def test_nothing_else_is_there(plain: Client) -> None:
    for path in ("/api/nothing", "/static/nothing.js", "/static/..%2fapi.py", "/static/%2e%2e/app.py", "/favicon.ico"):
        response = plain.get(path)
        assert response.status_code == 404
        assert "/openapi.json describes what there is" in response.json()["error"]
    assert plain.get("/api/merge").status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:1", "localhost", "[::1]", ""])
def test_a_foreign_host_is_refused(plain: Client, host: str) -> None:
    response = plain.get("/api/status", headers={"Host": host})
    assert response.status_code == 421
    assert "answers to 127.0.0.1 and localhost only" in response.json()["error"]


def test_localhost_is_the_same_server(plain: Client) -> None:
    assert plain.get("/api/status", headers={"Host": f"localhost:{plain.base_url.port}"}).status_code == 200


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_requests_of_other_sites_are_refused(plain: Client, headers: dict[str, str]) -> None:
    assert plain.get("/api/status", headers=headers).status_code == 403
    assert plain.post("/api/undo", json={}, headers={TOKEN_HEADER: plain.token, **headers}).status_code == 403


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.method == "POST"], ids=lambda o: o.path)
@pytest.mark.parametrize("token", [None, "", "x" * 32])
def test_every_post_needs_the_token(plain: Client, operation: Any, token: str | None) -> None:
    headers = {} if token is None else {TOKEN_HEADER: token}
    response = plain.post(operation.path, json={}, headers=headers)
    assert response.status_code == 403
    assert "needs the token of the page" in response.json()["error"]


def test_the_token_is_another_one_in_each_run(plain: Client, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "other.kgl")) as store:
        fill(store)
        with running(store) as address, Client(address) as other:
            assert other.token != plain.token
            assert other.post("/api/undo", json={}, headers={TOKEN_HEADER: plain.token}).status_code == 403


def test_a_body_that_is_too_long_or_has_no_length_is_refused(plain: Client) -> None:
    headers = {TOKEN_HEADER: plain.token}
    assert plain.post("/api/cypher", content=b" " * (MOST_BODY + 1), headers=headers).status_code == 413
    assert plain.post("/api/cypher", content=iter([b"{}"]), headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/api/status", "/api/nothing", "/snapshot.html", "/openapi.json"])
def test_every_answer_carries_the_policy(plain: Client, path: str) -> None:
    headers = plain.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "script-src 'self';" in POLICY
    assert "default-src 'none';" in POLICY
    assert "unsafe" not in POLICY
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert "access-control-allow-origin" not in headers
    assert plain.get(path, headers={"Host": "evil.example"}).headers["content-security-policy"] == POLICY


def test_the_page_has_no_script_or_style_of_its_own(plain: Client) -> None:
    html = plain.get("/").text
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL) == ["", "", ""]
    assert "<style" not in html
    assert not re.search(r"\son\w+=", html)
    for address in re.findall(r'(?:src|href)="(/[^"]*)"', html):
        assert plain.get(address).status_code == 200


def test_it_listens_on_this_computer_only(plain: Client) -> None:
    assert plain.base_url.host == "127.0.0.1"
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}
    for address in others:
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"http://{address}:{plain.base_url.port}/")


def test_read_only_takes_no_decisions(tmp_path: Path) -> None:
    url = str(tmp_path / "news.kgl")
    with open_store(url) as store:
        fill(store)
    with open_store(url, read_only=True) as store, running(store, read_only=True) as address, Client(address) as client:
        assert client.ask("/api/status")["read_only"] is True
        assert len(client.tell("/api/cypher", statement="MATCH (e:Entity) RETURN e LIMIT 1")["rows"]) == 1
        response = client.post("/api/merge", json={"a": "Q794", "b": "Q159"}, headers={TOKEN_HEADER: client.token})
        assert response.status_code == 400
        assert "started with --read-only" in response.json()["error"]


def test_without_its_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with (
        open_store(str(tmp_path / "a.kgl")) as store,
        pytest.raises(MissingExtraError, match=r"needs uvicorn: run `pip install '\.\[explore\]'`"),
    ):
        serve(Live(store, pipeline.load_ontology(), by="x"), ready=print)


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken, open_store(str(tmp_path / "a.kgl")) as store:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port} of 127.0.0.1 cannot be taken: .*; give another, or 0 for a free one"):
            serve(Live(store, pipeline.load_ontology(), by="x"), port=port, ready=print)


def test_the_openapi_description_names_every_route_and_every_value(plain: Client) -> None:
    described = plain.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {(method.upper(), path) for path, methods in described["paths"].items() for method in methods} == {
        (operation.method, operation.path) for operation in OPERATIONS
    }
    for operation in OPERATIONS:
        told = described["paths"][operation.path][operation.method.lower()]
        given = told.get("parameters") or [
            {"name": name, **value}
            for name, value in told.get("requestBody", {})
            .get("content", {})
            .get("application/json", {})
            .get("schema", {})
            .get("properties", {})
            .items()
        ]
        assert [value["name"] for value in given] == [field.name for field in operation.fields]
        assert told["summary"]
        assert all(value["description"] for value in given)
        assert ("security" in told) == (operation.method == "POST")
    ids = [told["operationId"] for methods in described["paths"].values() for told in methods.values()]
    assert len(set(ids)) == len(ids)


ASKED: dict[str, dict[str, Any]] = {
    "/api/search": {"q": "iran"},
    "/api/entity": {"entity": "Q794"},
    "/api/neighbours": {"entity": "Q794"},
    "/api/graph": {"ids": ["Q794", "Q159"]},
    "/api/path": {"start": "Q794", "end": "Q7184"},
    "/api/timeline": {"ids": ["Q794"]},
    "/api/documents": {"entity": "Q794"},
    "/api/document": {"document": "a"},
    "/api/parts": {"entity": "Q794"},
    "/api/cypher": {"statement": "RETURN 1"},
    "/api/merge": {"a": "Q794", "b": "Q159"},
    "/api/split": {"a": "Q57665", "b": ""},
    "/api/undo": {},
}


def test_answers_are_as_the_openapi_description_says(plain: Client) -> None:
    described = plain.get("/openapi.json").json()
    ASKED["/api/split"]["b"] = plain.ask("/api/parts", entity="Q57665")["parts"][0]["local"]
    for operation in OPERATIONS:
        if operation.path == "/snapshot.html":
            continue
        values = ASKED.get(operation.path, {})
        answer = plain.ask(operation.path, **values) if operation.method == "GET" else plain.tell(operation.path, **values)
        schema = described["paths"][operation.path][operation.method.lower()]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer, schema)
        assert set(answer) == set(schema["properties"]), operation.path


def test_texts_that_are_no_unicode_are_served(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "odd.kgl")) as store:
        fill(store, [story("x", "Person: <script>alert(1)</script>", "Person: O'\u2028Brien")])
        with running(store) as address, Client(address) as client:
            assert names(client.ask("/api/top")["entities"])
            assert client.ask("/api/search", q="\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))["total"] == 0
            assert "<script>alert(1)" not in client.get("/snapshot.html").text

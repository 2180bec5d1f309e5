"""The explorer in Chromium, on a running server, used as a person uses it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from explorer_server import STORIES, fill, running
from page_graphs import EVIL
from stories import story

from graphbuilder.model import Extraction
from graphbuilder.store import open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
on_both_stores = pytest.mark.parametrize("explore", ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True)
Explore = Callable[..., "Page"]
CAUSED = ("status of 4", "ERR_INTERNET_DISCONNECTED")  # the browser's own lines about answers that a test provokes


@pytest.fixture
def explore(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Explore]:
    """Open the explorer of some stories; the test fails if it asks another server, or has an error that nobody caused.

    On Neo4j, which `on_both_stores` asks for, it opens one explorer a test.
    """
    closing: list[Callable[[], Any]] = []
    troubles: list[str] = []
    on_neo4j = getattr(request, "param", "embedded") == "neo4j"

    def explore_(stories: Sequence[Extraction] = STORIES, *, hash_: str = "", read_only: bool = False, **options: Any) -> Page:
        url = request.getfixturevalue("neo4j_settings").store if on_neo4j else str(tmp_path / f"store{len(closing)}.kgl")
        with open_store(url) as store:
            fill(store, stories)
        store = open_store(url, read_only=read_only)
        served = running(store, read_only=read_only)
        address = served.__enter__()
        context = chromium.new_context(reduced_motion="reduce", viewport=options.pop("viewport", {"width": 1440, "height": 900}), **options)
        closing.extend((store.close, lambda: served.__exit__(None, None, None), context.close))
        tab = context.new_page()
        tab.on(
            "request",
            lambda request: request.url.startswith((f"{address}/", "blob:", "data:")) or troubles.append(f"asked for {request.url}"),
        )
        tab.on("pageerror", lambda error: troubles.append(f"error: {error.message}"))
        tab.on(
            "console",
            lambda message: (
                troubles.append(message.text) if message.type == "error" and not any(caused in message.text for caused in CAUSED) else None
            ),
        )
        tab.goto(f"{address}/{hash_}")
        settle(tab)
        return tab

    yield explore_
    for close in reversed(closing):
        close()
    assert not troubles


def settle(tab: Page) -> None:
    """Wait until the page has the server's answers to what was done."""
    tab.wait_for_selector("html[data-ready]", state="attached")
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    tab.wait_for_function("() => api.waiting === 0")
    tab.evaluate("() => workspace.working")


def find(tab: Page, words: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(words)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    settle(tab)


def press(tab: Page, name: str, *, within: str = "body", exact: bool = True) -> None:
    tab.locator(within).get_by_role("button", name=name, exact=exact).first.click()
    settle(tab)


def here(tab: Page) -> set[str]:
    """The names on the canvas."""
    return set(tab.evaluate("() => [...filter.nodes].map((id) => model.nodes.get(id).name)"))


def place(tab: Page, name: str) -> dict[str, float]:
    at: dict[str, float] = tab.evaluate(
        """name => { const node = model.data.nodes.find((n) => n.name === name); const box = byId("canvas").getBoundingClientRect();
        const at = draw.network.canvasToDOM(draw.network.body.nodes[node.id]); return {x: at.x + box.x, y: at.y + box.y}; }""",
        name,
    )
    return at


def click(tab: Page, name: str, *, times: int = 1) -> None:
    at = place(tab, name)
    tab.mouse.click(at["x"], at["y"], click_count=times)
    settle(tab)


def text(tab: Page, selector: str) -> str:
    return tab.locator(selector).inner_text()


def panel(tab: Page) -> Locator:
    return tab.locator("#evidence")


def test_an_empty_workspace_is_called_so(explore: Explore) -> None:
    tab = explore()
    assert text(tab, "#count") == "The workspace is empty"
    find(tab, "russia")
    assert text(tab, "#count") == "4 entities, 4 of 5 relations"


def test_it_starts_from_the_most_mentioned_and_communities_not_from_the_whole_graph(explore: Explore) -> None:
    tab = explore()
    assert text(tab, "#start h2") == "4 articles, 10 entities, 9 relations in store0.kgl"
    assert tab.locator("#top li").count() == 10
    assert here(tab) == set()
    press(tab, "Person", within="#start .labels")
    assert tab.locator("#top li").count() == 5
    assert tab.locator("#start .labels [aria-pressed=true]").inner_text() == "Person"
    press(tab, "All", within="#start .labels")
    press(tab, "Iran", within="#top", exact=False)
    assert tab.locator("#graph").is_visible()
    assert here(tab) == {"Iran", "Russia"}
    assert text(tab, "#evidence .name") == "Iran"


@on_both_stores
def test_a_community_is_put_into_the_workspace(explore: Explore) -> None:
    tab = explore()
    names = tab.locator("#start .card").first.locator("p").inner_text()
    tab.locator("#start .card").first.get_by_role("button").click()
    settle(tab)
    assert set(names.split(", ")) <= here(tab)


@on_both_stores
def test_entities_are_added_by_search_whatever_the_accents(explore: Explore) -> None:
    tab = explore()
    find(tab, "islamic rep")
    assert here(tab) == {"Iran", "Russia"}
    find(tab, "erdogan")
    assert here(tab) == {"Iran", "Russia", "Recep Tayyip Erdoğan"}
    assert text(tab, "#evidence .name") == "Recep Tayyip Erdoğan"
    tab.fill("#search", "iran")
    tab.locator("#hits li", has_text="Iran").get_by_text("here").wait_for()
    tab.fill("#search", "atlantis")
    tab.locator("#hits", has_text="No name found").wait_for()


def test_enter_waits_for_the_answer_to_all_that_was_typed(explore: Explore) -> None:
    tab = explore()

    def late(route: Any) -> None:
        tab.wait_for_timeout(400)
        route.continue_()

    tab.fill("#search", "e")
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.route("**/api/search?q=erdogan*", late)
    tab.fill("#search", "erdogan")
    tab.locator("#search").press("Enter")
    tab.locator("#evidence .name", has_text="Erdoğan").wait_for()
    settle(tab)
    assert here(tab) == {"Recep Tayyip Erdoğan", "Jens Stoltenberg"}


@on_both_stores
def test_the_strongest_neighbours_come_first_and_how_many_there_are_is_said(explore: Explore) -> None:
    hub, others = "Country: Russia @RUS #Q159", [f"Organization: Works Number {n:02}" for n in range(30)]
    stories = [story(f"s{n}", hub, other, claims=[(other.split(": ")[1], "SUPPLIES", "Russia")]) for n, other in enumerate(others)]
    stories += [story(f"t{n}", hub, others[n], claims=[(others[n].split(": ")[1], "SUPPLIES", "Russia")]) for n in range(20, 30)]
    tab = explore(stories)
    find(tab, "russia")
    assert len(here(tab)) == 13
    assert {f"Works Number {n}" for n in range(20, 30)} <= here(tab)
    row = panel(tab).locator(".type", has_text="supplies")
    assert "12 of 30" in row.inner_text()
    row.get_by_role("button").click()
    settle(tab)
    assert len(here(tab)) == 25
    assert "24 of 30" in row.inner_text()
    assert "12 of 30 neighbours of Russia" in text(tab, "#notice")
    press(tab, "Expand", within="#evidence")
    assert "30 of 30" in row.inner_text()
    assert row.get_by_role("button").is_disabled()
    press(tab, "Expand", within="#evidence")
    assert "All 30 neighbours of Russia are here." in text(tab, "#notice")
    places = tab.evaluate("() => Object.values(draw.places()).map(({x, y}) => [x, y])")
    assert all(abs(a[0] - b[0]) >= 60 or abs(a[1] - b[1]) >= 40 for i, a in enumerate(places) for b in places[:i])


def test_what_is_there_stays_where_it_is(explore: Explore) -> None:
    tab = explore()
    find(tab, "iran")
    before = tab.evaluate("() => draw.places()")
    click(tab, "Russia", times=2)
    after = tab.evaluate("() => draw.places()")
    assert here(tab) == {"Iran", "Russia", "Ukraine", "China"}
    assert {id_: after[id_] for id_ in before} == before


def test_what_is_linked_with_nothing_stands_in_rows(explore: Explore) -> None:
    tab = explore([story("s", *(f"Organization: Works Number {n:02}" for n in range(40)))])
    tab.evaluate("() => api.get('/api/top', {limit: 100}).then(({entities}) => workspace.add(entities.map(({id}) => id)))")
    settle(tab)
    assert len(here(tab)) == 40
    places = tab.evaluate("() => Object.values(draw.places()).map(({x, y}) => [x, y])")
    wide, high = (max(values) - min(values) for values in zip(*places, strict=True))
    assert 0.5 < wide / high < 2


def test_no_new_line_passes_through_what_is_there(explore: Explore) -> None:
    tab = explore()
    hub = {"hub": {"x": 0, "y": 0}, "old": {"x": 0, "y": -200}}
    nodes = [{"id": id_} for id_ in ("hub", "old", *"abcdefgh")]
    edges = [{"from": "hub", "to": node["id"]} for node in nodes[1:]]
    places = tab.evaluate("([data, places]) => placing.place(data, places)", [{"nodes": nodes, "edges": edges}, hub])
    directions = sorted(math.atan2(at["y"], at["x"]) for id_, at in places.items() if id_ != "hub")
    assert all(b - a > 0.1 for a, b in pairwise(directions))


def test_what_the_filters_hide_of_what_was_added_is_said(explore: Explore) -> None:
    tab = explore()
    find(tab, "iran")
    press(tab, "Expand", within="#evidence")
    assert text(tab, "#notice span") == "The one neighbour of Iran is here."
    tab.locator("#facet-entity label", has_text="Country").locator("input").uncheck()
    find(tab, "russia")
    press(tab, "Expand", within="#evidence")
    assert text(tab, "#notice span") == "2 of 3 neighbours of Russia added, hidden by the filters."
    press(tab, "Reset")
    press(tab, "Arrange", within=".tools")
    assert tab.locator("#notice").is_hidden()


def test_where_nothing_was_added_there_is_nothing_to_undo(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    every = here(tab)
    for _ in range(3):
        press(tab, "Expand", within="#evidence")
    assert here(tab) == every
    press(tab, "Undo", within=".tools")
    assert here(tab) == set()


def test_a_relation_without_a_type_is_shown_when_one_expands_by_it(explore: Explore) -> None:
    tab = explore()
    find(tab, "iran")
    press(tab, "Add 1 more by is linked to", within="#evidence")
    assert here(tab) == {"Iran", "Russia", "Ukraine"}
    assert "shun" in panel(tab).inner_text()


@on_both_stores
def test_remove_undo_and_redo(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    every = here(tab)
    click(tab, "China")
    press(tab, "Remove", within="#evidence")
    assert here(tab) == every - {"China"}
    assert text(tab, "#notice span") == "Removed China."
    press(tab, "Undo", within="#notice")
    assert here(tab) == every
    tab.keyboard.press("Control+z")
    settle(tab)
    assert here(tab) == set()
    assert tab.locator("#undo").is_disabled()
    press(tab, "Redo", within=".tools")
    assert here(tab) == every
    tab.keyboard.press("Control+Shift+z")
    settle(tab)
    assert here(tab) == every - {"China"}
    click(tab, "Iran")
    tab.keyboard.press("Delete")
    settle(tab)
    assert here(tab) == every - {"China", "Iran"}


def test_undo_brings_back_places(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    at = place(tab, "China")
    tab.mouse.move(at["x"], at["y"])
    tab.mouse.down()
    tab.mouse.move(at["x"] + 90, at["y"] + 60, steps=4)
    tab.mouse.up()
    moved = tab.evaluate("() => draw.places()")
    press(tab, "Arrange", within=".tools")
    assert tab.evaluate("() => draw.places()") != moved
    press(tab, "Undo", within=".tools")
    assert tab.evaluate("() => draw.places()") == moved


def test_arranging_uses_the_window_as_it_is(explore: Explore) -> None:
    tab = explore(viewport={"width": 1440, "height": 600})
    find(tab, "russia")
    tab.keyboard.press("Escape")
    shapes = []
    for size in ({"width": 1440, "height": 600}, {"width": 600, "height": 1000}):
        tab.set_viewport_size(size)
        press(tab, "Arrange", within=".tools")
        shapes.append(tab.evaluate("() => { const { width, height } = draw.bounds(); return height / width; }"))
    assert shapes[1] > 1.3 * shapes[0]


def test_what_is_pinned_keeps_its_place_and_stays_when_the_rest_goes(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    click(tab, "China")
    press(tab, "Pin", within="#evidence")
    assert tab.locator("#evidence [data-key=pin]").get_attribute("aria-pressed") == "true"
    id_ = tab.evaluate("() => state.selected.id")
    at = tab.evaluate("() => { draw.network.moveNode(state.selected.id, 777, 555); return draw.places()[state.selected.id]; }")
    press(tab, "Arrange", within=".tools")
    assert tab.evaluate("(id) => draw.places()[id]", id_) == at
    press(tab, "Clear", within=".tools")
    assert here(tab) == {"China"}
    tab.keyboard.press("p")
    press(tab, "Clear", within=".tools")
    assert tab.locator("#start").is_visible()


def test_several_are_selected_with_shift_and_treated_together(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    tab.keyboard.down("Shift")
    click(tab, "Iran")
    tab.keyboard.up("Shift")
    assert "2 ENTITIES" in panel(tab).inner_text().upper()
    assert "Iran supplies Russia." in panel(tab).inner_text()
    press(tab, "Pin", within="#evidence")
    assert tab.evaluate("() => workspace.pinned.size") == 2
    press(tab, "Keep only these", within="#evidence")
    assert here(tab) == {"Russia", "Iran"}
    press(tab, "Path", within="#evidence")
    assert "Russia to Iran" in panel(tab).inner_text()
    press(tab, "Undo", within=".tools")
    tab.keyboard.press("Escape")
    click(tab, "China")
    tab.keyboard.down("Shift")
    click(tab, "Ukraine")
    click(tab, "China")
    tab.keyboard.up("Shift")
    assert text(tab, "#evidence .name") == "Ukraine"


def test_two_that_are_selected_are_merged(explore: Explore) -> None:
    tab = explore()
    find(tab, "king charles")
    find(tab, "prince charles")
    tab.keyboard.down("Shift")
    click(tab, "King Charles")
    tab.keyboard.up("Shift")
    press(tab, "Merge…", within="#evidence")
    press(tab, "Merge", within="dialog")
    assert len(here(tab)) == 1


def test_the_canvas_says_how_many_neighbours_are_not_here(explore: Explore) -> None:
    tab = explore()
    find(tab, "iran")
    assert tab.evaluate("() => [workspace.neighbours.Q159 - expand.near('Q159'), workspace.neighbours.Q794 - expand.near('Q794')]") == [
        2,
        0,
    ]
    drawn = tab.evaluate(
        """() => { const seen = []; const text = labels.text; labels.text = (c, o) => { seen.push(o.lines[0]); text.call(labels, c, o); };
        draw.network.redraw(); labels.text = text; return seen; }"""
    )
    assert "+2" in drawn


@on_both_stores
def test_a_way_between_two_shows_the_sentences_of_each_step(explore: Explore) -> None:
    tab = explore()
    find(tab, "china")
    press(tab, "Path to…", within="#evidence")
    dialog = tab.locator("dialog")
    assert dialog.get_by_role("button", name="Find a path").is_disabled()
    dialog.get_by_role("combobox").fill("north atl")
    dialog.get_by_role("combobox").fill("nato")
    dialog.locator("li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    assert "NATO" in dialog.locator(".chosen-name").inner_text()
    tab.keyboard.press("Enter")
    settle(tab)
    assert here(tab) == {"China", "Russia", "Ukraine", "NATO"}
    shown = panel(tab).inner_text()
    assert "China to NATO" in shown
    for sentence in ("China supports Russia.", "Russia attacks Ukraine.", "NATO supports Ukraine."):
        assert sentence in shown
    assert tab.evaluate("() => draw.litEdges.size") >= 3
    tab.locator("#facet-type label.choice", has_text="attacks").click()
    shown = panel(tab).inner_text()
    assert "The relations shown do not connect them." in shown
    assert "China supports Russia." in shown
    assert "Russia attacks Ukraine." not in shown


@on_both_stores
def test_where_there_is_no_way_it_says_so(explore: Explore) -> None:
    tab = explore()
    find(tab, "china")
    press(tab, "Path to…", within="#evidence")
    tab.locator("dialog").get_by_role("combobox").fill("king ch")
    tab.locator("dialog li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    press(tab, "Find a path", within="dialog")
    assert "There is no path" in text(tab, "#notice")
    press(tab, "Path to…", within="#evidence")
    tab.keyboard.press("Escape")
    assert tab.locator("dialog").count() == 0


@on_both_stores
def test_an_article_shows_all_mentions_and_claims_in_its_text(explore: Explore) -> None:
    tab = explore()
    find(tab, "iran")
    panel(tab).get_by_role("button", name="Open the article Drones for Russia").first.click()
    settle(tab)
    article = tab.locator("#article")
    assert article.is_visible()
    assert article.locator(".mention").count() == 11
    assert article.locator(".claimed").all_inner_texts() == ["Iran supplies Russia.", "Russia attacks Ukraine.", "Iran related_to Ukraine."]
    assert article.locator(".claimed.on").inner_text() == "Iran supplies Russia."
    assert article.get_by_role("link", name="the article on the web").get_attribute("href") == "https://example.org/a"
    claims = panel(tab).locator(".block")
    assert claims.count() == 3
    assert claims.locator("figure").first.locator("mark").all_inner_texts() == ["Iran", "supplies", "Russia"]
    assert "says Jens Stoltenberg · of drones" in claims.first.inner_text()
    claims.nth(1).get_by_role("button", name="In the text").click()
    assert article.locator(".claimed.on").inner_text() == "Russia attacks Ukraine."
    article.locator(".claimed").nth(2).click(position={"x": 2, "y": 2})
    assert "article=a" in tab.url
    article.get_by_role("link", name="Jens Stoltenberg").first.click()
    settle(tab)
    assert text(tab, "#evidence .name") == "Jens Stoltenberg"
    assert "Added Jens Stoltenberg to the workspace." in text(tab, "#notice")
    press(tab, "← Back to the graph")
    assert "Jens Stoltenberg" in here(tab)
    assert text(tab, "#evidence .name") == "Iran"


def test_the_articles_of_an_entity_are_listed_and_the_address_holds_the_one_read(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    panel(tab).locator("summary", has_text="Articles").click()
    settle(tab)
    titles = panel(tab).locator("details", has_text="Articles").locator("li button").all_inner_texts()
    assert titles == ["Drones for Russia", "A denial", "Without a date"]
    press(tab, "A denial", within="#evidence")
    assert tab.locator("#article .text").is_visible()
    tab.reload()
    settle(tab)
    assert "NATO supports Ukraine." in text(tab, "#article")
    tab.go_back()
    tab.locator("#graph").wait_for()


@on_both_stores
def test_the_timeline_is_about_the_workspace_or_what_is_selected_and_filters(explore: Explore) -> None:
    tab = explore()
    find(tab, "iran")
    assert text(tab, "#timeline p:first-child") == "3 claims about Iran"
    assert tab.locator(".months span").count() == 3
    tab.locator(".months span").first.click()
    assert text(tab, "#period-text").startswith("2024-05 to 2024-05")
    assert "from=2024-05" in tab.url
    assert tab.locator(".months i").evaluate_all("(bars) => bars.map((bar) => bar.className)") == ["", "out", "out"]
    tab.locator(".months span").nth(2).click(modifiers=["Shift"])
    assert "to=2024-07" in tab.url
    tab.keyboard.press("Escape")
    settle(tab)
    assert "about this workspace" in text(tab, "#timeline p:first-child")


@on_both_stores
def test_the_console_answers_a_table_first_and_then_the_workspace(explore: Explore) -> None:
    tab = explore()
    press(tab, "Cypher", within=".views")
    press(tab, "Run", within="#console")
    assert tab.locator("#answer th").all_inner_texts() == ["a", "what", "b", "sources"]
    assert tab.locator("#answer tbody td").all_inner_texts() == ["Iran", "drones", "Russia", "1"]
    press(tab, "Show 2 entities in the workspace")
    assert here(tab) == {"Iran", "Russia"}


@on_both_stores
def test_the_examples_of_the_console_all_run(explore: Explore) -> None:
    tab = explore()
    press(tab, "Cypher", within=".views")
    count = tab.locator("#examples option").count() - 1
    assert count >= 5
    for number in range(count):
        tab.select_option("#examples", str(number))
        tab.locator("#statement").press("Control+Enter")
        settle(tab)
        assert tab.locator("#answer .error").all_inner_texts() == []
        assert "row" in text(tab, "#answer [role=status]")
    tab.locator("#statement").press("Alt+ArrowUp")
    tab.locator("#statement").press("Alt+ArrowUp")
    assert "WORKS_FOR" not in tab.locator("#statement").input_value()


@on_both_stores
def test_the_console_only_reads_and_says_what_is_wrong(explore: Explore) -> None:
    tab = explore()
    press(tab, "Cypher", within=".views")
    for statement, message in (
        ("CREATE (:Entity {id: 'x'})", "may only read"),
        ("MATCH (", ""),
        ("MATCH (e:Entity) RETURN e.name AS name LIMIT 0", "0 rows"),
    ):
        tab.fill("#statement", statement)
        press(tab, "Run", within="#console")
        assert message in text(tab, "#answer")
    tab.fill("#statement", "MATCH (d:Document {id: 'd'})<-[:IN]-(s:Sentence) RETURN s.text")
    press(tab, "Run", within="#console")
    assert tab.locator("#show-found").count() == 0


@on_both_stores
def test_two_entities_are_merged_with_a_reason_and_that_is_taken_back(explore: Explore) -> None:
    tab = explore()
    find(tab, "king charles")
    find(tab, "prince charles")
    press(tab, "Merge…", within="#evidence")
    tab.locator("dialog").get_by_role("combobox").fill("king")
    tab.locator("dialog li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    tab.locator("dialog input[name=reason]").fill("crowned in 2023")
    press(tab, "Merge", within="dialog")
    assert len(here(tab)) == 1
    assert text(tab, "#notice span") == "Merged."
    press(tab, "Decisions", within=".views")
    row = tab.locator("#decisions tbody tr")
    assert "is the same as" in row.inner_text()
    assert "crowned in 2023" in row.inner_text()
    assert "Maria" in row.inner_text()
    row.get_by_role("button", name="Take back").click()
    settle(tab)
    assert row.count() == 2
    assert "taken back: Prince Charles and King Charles" in row.first.inner_text()
    press(tab, "Graph", within=".views")
    find(tab, "king charles")
    assert here(tab) == {"King Charles", "Prince Charles"}


@on_both_stores
def test_a_part_is_split_off_and_that_is_taken_back(explore: Explore) -> None:
    tab = explore()
    find(tab, "stoltenberg")
    panel(tab).locator("summary", has_text="Put together from").click()
    settle(tab)
    press(tab, "Jens Stoltenberg in Without a date is something else", within="#evidence")
    tab.locator("dialog input[name=reason]").fill("a namesake")
    press(tab, "Split off", within="dialog")
    assert tab.evaluate("() => model.data.nodes.filter((n) => n.name === 'Jens Stoltenberg').length") == 2
    press(tab, "Take back", within="#notice")
    assert tab.evaluate("() => model.data.nodes.filter((n) => n.name === 'Jens Stoltenberg').length") == 1


def test_a_merge_that_contradicts_is_said(explore: Explore) -> None:
    tab = explore()
    find(tab, "king charles")
    press(tab, "Merge…", within="#evidence")
    tab.locator("dialog").get_by_role("combobox").fill("king")
    tab.locator("dialog li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    press(tab, "Merge", within="dialog")
    assert "the same entity already" in text(tab, "#notice.trouble")


def test_read_only_offers_no_decisions(explore: Explore) -> None:
    tab = explore(read_only=True)
    find(tab, "russia")
    assert panel(tab).get_by_role("button", name="Merge…").count() == 0
    panel(tab).locator("summary", has_text="Put together from").click()
    settle(tab)
    assert panel(tab).get_by_role("button", name="is something else").count() == 0


def test_a_workspace_is_saved_by_name_and_opened_again(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    tab.evaluate("() => draw.network.moveNode('Q159', 321, 123)")
    tab.locator("#save summary").click()
    press(tab, "Workspace…")
    tab.locator("dialog input[name=name]").fill("Arms")
    press(tab, "Save", within="dialog")
    assert text(tab, "#title") == "Arms"
    press(tab, "Clear", within=".tools")
    assert here(tab) == set()
    press(tab, "Arms", within="#saved", exact=False)
    assert here(tab) == {"Iran", "Russia", "Ukraine", "China"}
    assert tab.evaluate("() => draw.places()['Q159']") == {"x": 321, "y": 123}
    press(tab, "Start", within=".views")
    press(tab, "Delete Arms", within="#saved")
    assert tab.locator("#saved li").count() == 0
    press(tab, "Undo", within="#notice")
    assert tab.locator("#saved li").count() == 1


def test_a_workspace_goes_into_a_file_and_comes_out_of_it(explore: Explore, tmp_path: Path) -> None:
    tab = explore()
    find(tab, "russia")
    with tab.expect_download() as waiting:
        tab.evaluate("() => saving.file()")
    file = tmp_path / "a.workspace.json"
    waiting.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == "graphbuilder-workspace/1"
    press(tab, "Clear", within=".tools")
    tab.set_input_files("#workspace-file", file)
    tab.locator("#graph").wait_for()
    settle(tab)
    assert here(tab) == {"Iran", "Russia", "Ukraine", "China"}
    file.write_text('{"format": "other"}', encoding="utf-8")
    press(tab, "Start", within=".views")
    tab.set_input_files("#workspace-file", file)
    tab.locator("#notice.trouble", has_text="this is no saved workspace").wait_for()


@on_both_stores
def test_loading_the_page_again_brings_the_workspace_back(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    click(tab, "China")
    places = tab.evaluate("() => draw.places()")
    tab.reload()
    settle(tab)
    assert here(tab) == {"Iran", "Russia", "Ukraine", "China"}
    assert tab.evaluate("() => draw.places()") == places
    assert text(tab, "#evidence .name") == "China"


@on_both_stores
def test_the_workspace_is_saved_as_a_snapshot(explore: Explore, tmp_path: Path, chromium: Browser) -> None:
    tab = explore()
    find(tab, "russia")
    places = tab.evaluate("() => draw.places()")
    tab.locator("#save summary").click()
    with tab.expect_download() as waiting:
        tab.click("#save-snapshot")
    file = tmp_path / "graph.html"
    waiting.value.save_as(file)
    offline = chromium.new_page()
    offline.goto(file.as_uri())
    offline.wait_for_selector("html[data-ready]", state="attached")
    assert offline.locator("#count").inner_text() == "4 entities, 4 of 5 relations"
    assert offline.evaluate("() => draw.places()") == {name: {"x": round(at["x"]), "y": round(at["y"])} for name, at in places.items()}
    offline.close()


def test_filters_and_table_are_those_of_the_page(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    tab.locator("#facet-entity label.choice", has_text="Country").click()
    assert text(tab, "#count") == "1 of 4 entities, 0 of 5 relations"
    press(tab, "Reset")
    tab.keyboard.press("t")
    assert tab.locator("#table tbody tr").count() == 4
    tab.locator("#table").get_by_role("button", name="China").first.click()
    settle(tab)
    assert text(tab, "#evidence .name") == "China"


@on_both_stores
def test_a_period_finds_relations_by_all_their_claims_also_those_that_the_page_does_not_hold(explore: Explore, tmp_path: Path) -> None:
    iran, russia = "Country: Iran #Q794", "Country: Russia #Q159"
    days = [f"2024-06-{day:02}" for day in range(1, 31)]
    tab = explore([story(f"s{n:02}", iran, russia, claims=[("Iran", "SUPPLIES", "Russia")], published=day) for n, day in enumerate(days)])
    find(tab, "iran")
    find(tab, "russia")
    held = set(tab.evaluate("() => model.data.documents.map((document) => document.published)"))
    lacking = next(day for day in days if day not in held)
    assert tab.locator("#period .bars i").count() == 30
    tab.evaluate("day => state.set({ from: day, to: day })", lacking)
    assert here(tab) == {"Iran", "Russia"}
    tab.locator("#save summary").click()
    with tab.expect_download() as saved:
        tab.locator("#save-csv").click()
    saved.value.save_as(tmp_path / "claims.csv")
    lines = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert lacking in lines[1]


def test_all_claims_are_saved_also_those_that_the_page_does_not_hold(explore: Explore, tmp_path: Path) -> None:
    stories = [
        story(f"s{n:02}", "Country: Iran #Q794", "Country: Russia #Q159", claims=[("Iran", "SUPPLIES", "Russia")]) for n in range(13)
    ]
    tab = explore(stories)
    find(tab, "russia")
    assert tab.evaluate("() => model.data.claims.length") == 10
    for button, file in (("#save-csv", tmp_path / "claims.csv"), ("#save-json", tmp_path / "data.json")):
        tab.locator("#save summary").click()
        with tab.expect_download() as waiting:
            tab.click(button)
        assert "-of-" not in waiting.value.suggested_filename
        waiting.value.save_as(file)
    assert len((tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()) == 14
    data = json.loads((tmp_path / "data.json").read_text(encoding="utf-8"))
    assert len(data["claims"]) == 13
    assert [document["id"] for document in data["documents"]] == [f"s{n:02}" for n in range(13)]


def test_a_workspace_has_a_limit_and_says_so(explore: Explore) -> None:
    tab = explore()
    tab.evaluate("() => doing(() => workspace.add(Array.from({length: 501}, (_, n) => `Q${n}`)))()")
    settle(tab)
    assert "a workspace holds 500 entities, this would make it 501" in text(tab, "#notice.trouble")


def test_a_server_that_is_gone_is_said(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    tab.context.set_offline(True)
    press(tab, "Expand", within="#evidence")
    assert "the server does not answer" in text(tab, "#notice.trouble")
    press(tab, "Cypher", within=".views")
    press(tab, "Run", within="#console")
    assert "the server does not answer" in text(tab, "#answer .error")
    tab.context.set_offline(False)
    press(tab, "Run", within="#console")
    assert "1 row" in text(tab, "#answer")


HOSTILE = tuple(name for name in EVIL if not set(name) & set("@#!\ud800\u2028\u2029{"))


def hostile_stories() -> list[Extraction]:
    """Names, titles, addresses and ids of documents that try to run script."""
    things = [f"Person: {name}" for name in HOSTILE]
    claims = [(a, "SUPPORTS", b, {"theme": EVIL[0], "predicate": EVIL[2]}) for a, b in pairwise(HOSTILE)]
    fields = {"title": EVIL[1], "source": EVIL[2], "author": EVIL[0], "url": "javascript:window.hacked=8"}
    return [story(EVIL[2], *things, claims=claims, **fields), story("b", *things[:2], claims=claims[:1])]


def test_hostile_data_runs_nothing(explore: Explore, tmp_path: Path) -> None:
    tab = explore(hostile_stories())
    assert len(HOSTILE) >= 5
    tab.locator("#top li button").first.click()
    settle(tab)
    find(tab, "window")
    press(tab, "Expand", within="#evidence")
    for name in here(tab):
        at = place(tab, name)
        tab.mouse.move(at["x"], at["y"])
    for summary in ("Articles", "Put together from"):
        panel(tab).locator("summary", has_text=summary).click()
        settle(tab)
    assert EVIL[1] in panel(tab).inner_text()
    panel(tab).get_by_role("button", name="Open the article").first.click()
    settle(tab)
    assert tab.locator("#article .mention").count() >= len(HOSTILE)
    assert tab.locator("#article a[href^=javascript]").count() == 0
    press(tab, "← Back to the graph")
    press(tab, "Cypher", within=".views")
    tab.fill("#statement", f"MATCH (e:Entity) RETURN e, e.name AS `{EVIL[2]}`, {{a: e.name}} AS map")
    press(tab, "Run", within="#console")
    assert EVIL[2] in text(tab, "#answer thead")
    press(tab, "Graph", within=".views")
    press(tab, "Merge…", within="#evidence")
    other = next(name for name in HOSTILE if name != text(tab, "#evidence .name"))
    tab.locator("dialog").get_by_role("combobox").fill(other[:30])
    tab.locator("dialog li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    tab.locator("dialog input[name=reason]").fill(EVIL[0])
    press(tab, "Merge", within="dialog")
    press(tab, "Decisions", within=".views")
    assert EVIL[0] in text(tab, "#decisions")
    tab.keyboard.press("t")
    file = tmp_path / "evil.json"
    file.write_text(
        json.dumps(
            {"format": "graphbuilder-workspace/1", "name": EVIL[0], "ids": [EVIL[0]], "places": {EVIL[0]: {"x": EVIL[0]}}, "pinned": 7}
        )
    )
    press(tab, "Start", within=".views")
    tab.set_input_files("#workspace-file", file)
    tab.locator("#title", has_text=EVIL[0]).wait_for()
    settle(tab)
    assert tab.evaluate("() => window.hacked") is None
    assert tab.locator("img").count() == 0
    assert tab.evaluate("() => document.querySelectorAll('script').length") == 3


def axe(tab: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(tab, options={"resultTypes": ["violations"]})
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(explore: Explore, scheme: str) -> None:
    tab = explore(color_scheme=scheme)
    axe(tab)
    find(tab, "russia")
    panel(tab).locator("summary", has_text="Articles").click()
    panel(tab).locator("summary", has_text="Put together from").click()
    settle(tab)
    axe(tab)
    tab.locator("#save summary").click()
    axe(tab)
    tab.keyboard.press("Escape")
    press(tab, "Merge…", within="#evidence")
    tab.locator("dialog").get_by_role("combobox").fill("king")
    tab.locator("dialog li[aria-selected=true]").wait_for()
    axe(tab)
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    press(tab, "Table", within=".views")
    axe(tab)
    panel(tab).get_by_role("button", name="Open the article").first.click()
    settle(tab)
    axe(tab)
    press(tab, "Cypher", within=".views")
    press(tab, "Run", within="#console")
    axe(tab)
    tab.fill("#statement", "MATCH (")
    press(tab, "Run", within="#console")
    axe(tab)
    find(tab, "king charles")
    find(tab, "prince charles")
    press(tab, "Merge…", within="#evidence")
    tab.locator("dialog").get_by_role("combobox").fill("king")
    tab.locator("dialog li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    press(tab, "Merge", within="dialog")
    press(tab, "Decisions", within=".views")
    axe(tab)


@pytest.mark.parametrize("view", ["start", "graph", "cypher"])
def test_axe_finds_nothing_on_a_narrow_screen_and_nothing_sticks_out(explore: Explore, view: str) -> None:
    tab = explore(viewport={"width": 390, "height": 844}, hash_=f"#view={view}")
    if view == "graph":
        find(tab, "russia")
    axe(tab)
    assert tab.evaluate("() => document.documentElement.scrollWidth") == 390


def test_on_a_narrow_screen_the_evidence_stays_with_its_graph(explore: Explore) -> None:
    tab = explore(viewport={"width": 390, "height": 844})
    find(tab, "russia")
    assert panel(tab).is_visible()
    for view in ("Start", "Cypher", "Decisions"):
        press(tab, view)
        assert panel(tab).is_hidden()
    press(tab, "Graph")
    assert text(tab, "#evidence .name") == "Russia"


def test_everything_can_be_reached_with_tab(explore: Explore) -> None:
    tab = explore()
    find(tab, "russia")
    tab.locator("#skip").focus()
    seen = set()
    for _ in range(80):
        tab.keyboard.press("Tab")
        seen.add(
            tab.evaluate("() => document.activeElement.id || document.activeElement.ariaLabel || document.activeElement.textContent.trim()")
        )
    assert {
        "search",
        "Start",
        "Cypher",
        "Save",
        "undo",
        "arrange",
        "canvas",
        "Expand",
        "Pin",
        "Remove",
        "Path to…",
        "Merge…",
        "Articles 3",
    } <= seen

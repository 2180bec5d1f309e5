"""The page in Chromium, used as a person uses it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from page_graphs import DOCUMENTS, EVIL, hostile, large, make_graph, story

from graphbuilder.model import Graph
from graphbuilder.viz import page, page_data, snapshot, top

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]
LINES = "() => lines.looks.reduce((count, look) => count + look.lines.length, 0)"


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the snapshot of a graph; the test fails if the page asks for anything but itself or has an error."""
    contexts, troubles = [], []

    def open_(graph: Graph | None = None, *, hash_: str = "", html: str | None = None, **options: Any) -> Page:
        file = tmp_path / "page.html"
        file.write_text(html or snapshot(graph or story(), title="Suppliers"), encoding="utf-8")
        context = chromium.new_context(reduced_motion="reduce", viewport=options.pop("viewport", {"width": 1500, "height": 900}), **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: request.url.split("#")[0] == file.as_uri() or troubles.append(f"asked for {request.url}"))
        tab.on("pageerror", lambda error: troubles.append(f"error: {error.message}"))
        tab.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        tab.goto(file.as_uri() + hash_)
        tab.wait_for_selector("html[data-ready]", state="attached")
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert not troubles


def place(tab: Page, name: str) -> dict[str, float]:
    """Where an entity is drawn, in the window."""
    at: dict[str, float] = tab.evaluate(
        """name => { const node = model.data.nodes.find((n) => n.name === name); const box = byId("canvas").getBoundingClientRect();
        const at = draw.network.canvasToDOM(draw.network.body.nodes[node.id]); return {x: at.x + box.x, y: at.y + box.y}; }""",
        name,
    )
    return at


def click(tab: Page, name: str, *, times: int = 1) -> None:
    at = place(tab, name)
    tab.mouse.click(at["x"], at["y"], click_count=times)


def choice(tab: Page, facet: str, text: str) -> Any:
    return tab.locator(f"#facet-{facet} label.choice", has_text=text)


def save(tab: Page, what: str) -> None:
    tab.locator("#save summary").click()
    tab.click(what)


def text(tab: Page, selector: str) -> str:
    return tab.locator(selector).inner_text()


def test_it_asks_for_nothing_and_draws_everything(open_page: Open) -> None:
    tab = open_page()
    assert text(tab, "#title") == "Suppliers"
    assert text(tab, "#count") == "14 of 16 entities, 16 of 17 relations"
    assert text(tab, "#foot") == (
        "Made by graphbuilder 0.1.0 from the claims of 3 articles (Anadolu Agency, Example News, Third Wire, 2024-05-02 to 2024-07-05). Claims found in text, not verified."
    )
    assert tab.evaluate("() => draw.network.body.nodeIndices.length") == 14
    assert tab.evaluate(LINES) == 16


def test_a_click_shows_the_sentence_with_subject_and_object_marked(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Iran")
    panel = tab.locator("#evidence")
    assert panel.locator(".name").inner_text() == "Iran"
    first = panel.locator("figure").first
    assert "Asserting that Iran and North Korea" in first.inner_text()
    assert [mark.inner_text() for mark in first.locator("mark").all()] == ["Iran", "Russia"]
    assert "2024-07-05 · Anadolu Agency · says Jens Stoltenberg · of drones" in first.locator("figcaption").inner_text()
    assert first.locator("a").get_attribute("href") == "https://example.org/a"
    assert first.locator("a").get_attribute("rel") == "noopener noreferrer"
    assert [mark.inner_text() for mark in panel.locator("figure").nth(1).locator("mark").all()] == ["Iran", "Russia"]
    assert "1 denial" in panel.inner_text()


def test_a_click_on_a_line_shows_all_claims_also_the_denials(open_page: Open) -> None:
    tab = open_page()
    at = tab.evaluate(
        """() => { const edge = model.data.edges.find((e) => e.type === "SUPPLIES" && e.sources === 2); const box = byId("canvas").getBoundingClientRect();
        const at = draw.network.canvasToDOM(lines.point(edge, 0.25)); return [at.x + box.x, at.y + box.y]; }"""
    )
    tab.mouse.click(*at)
    panel = tab.locator("#evidence")
    assert "RELATION" in panel.locator("h2").inner_text().upper()
    assert panel.locator("figure").count() == 3
    assert "Iran denied that Iran ever armed Russia." in panel.inner_text()
    assert "relation=" in tab.url


def test_a_type_filter_hides_entities_and_relations_and_counts_follow(open_page: Open) -> None:
    tab = open_page()
    assert choice(tab, "entity", "Country").locator(".number").inner_text() == "6"
    choice(tab, "entity", "Country").click()
    assert text(tab, "#count") == "6 of 16 entities, 5 of 17 relations"
    assert choice(tab, "type", "supplies").locator(".number").inner_text() == "0"
    assert choice(tab, "entity", "Country").locator(".number").inner_text() == "6"
    assert tab.evaluate(LINES) == 5
    tab.get_by_role("button", name="all entity types").click()
    assert text(tab, "#count") == "14 of 16 entities, 16 of 17 relations"


def test_relations_are_filtered_and_the_fallback_is_hidden_at_first(open_page: Open) -> None:
    tab = open_page()
    assert not choice(tab, "type", "is linked to").locator("input").is_checked()
    choice(tab, "type", "is linked to").click()
    assert text(tab, "#count") == "14 of 16 entities, 17 relations"
    tab.get_by_role("button", name="no relations").click()
    assert text(tab, "#count") == "0 of 16 entities, 0 of 17 relations"
    assert tab.locator("#empty").is_visible()
    choice(tab, "type", "takes place in").click()
    assert text(tab, "#count") == "2 of 16 entities, 1 of 17 relations"


def test_entities_without_relations_can_be_shown(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#isolated").check()
    assert text(tab, "#count") == "16 entities, 16 of 17 relations"


def test_what_a_filter_brings_back_is_in_the_window(open_page: Open) -> None:
    tab = open_page(large(90, links=1), hash_="#around=1&center=Q1")
    shown = tab.evaluate("() => filter.nodes.size")
    tab.click("#fit")
    tab.evaluate("() => state.set({ around: 0, center: null, hidden: { ...state.hidden, entity: new Set(LABELS) } })")
    tab.get_by_role("button", name="all entity types").click()
    assert tab.evaluate("() => filter.nodes.size") > shown
    assert not tab.evaluate("() => draw.outside()")


def test_modality_and_polarity_filter(open_page: Open) -> None:
    tab = open_page()
    choice(tab, "polarity", "denied").click()
    assert text(tab, "#count") == "14 of 16 entities, 15 of 17 relations"
    choice(tab, "modality", "asserted").click()
    assert text(tab, "#count") == "4 of 16 entities, 2 of 17 relations"
    assert choice(tab, "modality", "asserted").locator(".number").inner_text() == "13"


def test_the_period_filter_goes_by_publication(open_page: Open) -> None:
    tab = open_page()
    assert tab.locator(".bars i").count() == 3
    tab.locator("#period-from").press("ArrowRight")
    assert text(tab, "#period-text") == "2024-06 to 2024-07, undated hidden"
    assert text(tab, "#count") == "11 of 16 entities, 13 of 17 relations"
    tab.locator("#period-to").press("ArrowLeft")
    assert text(tab, "#count") == "5 of 16 entities, 5 of 17 relations"
    click(tab, "Iran")
    assert "1 sentence outside the period" in text(tab, "#evidence")
    assert tab.locator("#evidence figure").count() == 1


def test_the_least_number_of_sources_filters(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#sources").press("ArrowRight")
    assert text(tab, "#count") == "2 of 16 entities, 1 of 17 relations"
    assert text(tab, "#sources-text") == "At least 2 sources"


@pytest.mark.parametrize(
    ("typed", "name"), [("erdogan", "Recep Tayyip Erdoğan"), ("n.kor", "North Korea"), ("  STOLT", "Jens Stoltenberg")]
)
def test_search_finds_names_and_aliases_whatever_the_accents(open_page: Open, typed: str, name: str) -> None:
    tab = open_page()
    tab.keyboard.press("/")
    tab.keyboard.type(typed)
    assert tab.locator("#hits li").count() == 1
    tab.keyboard.press("Enter")
    assert text(tab, "#evidence .name") == name
    assert tab.locator("#hits").is_hidden()


def test_a_whole_name_comes_before_longer_ones_that_are_mentioned_more(open_page: Open) -> None:
    graph = story()
    counted = tuple(replace(entity, mentions=99) if entity.name == "Russia-Ukraine War" else entity for entity in graph.entities)
    tab = open_page(replace(graph, entities=counted))
    tab.keyboard.press("/")
    tab.keyboard.type("russia")
    assert [name.split("\n")[0] for name in tab.locator("#hits li").all_inner_texts()] == ["Russia", "Russia-Ukraine War"]
    tab.keyboard.press("Enter")
    assert text(tab, "#evidence .name") == "Russia"


def test_search_says_when_nothing_is_found(open_page: Open) -> None:
    tab = open_page()
    tab.fill("#search", "atlantis")
    assert text(tab, "#hits") == "No name found"


def test_a_double_click_shows_the_neighbours_only(open_page: Open) -> None:
    tab = open_page()
    at = place(tab, "Iran")
    tab.mouse.dblclick(at["x"], at["y"])
    assert text(tab, "#count") == "2 of 16 entities, 2 of 17 relations"
    tab.get_by_label("2 steps").check()
    assert text(tab, "#count") == "6 of 16 entities, 7 of 17 relations"
    click(tab, "China")
    assert text(tab, "#evidence .name") == "China"
    assert text(tab, "#count") == "6 of 16 entities, 7 of 17 relations"
    tab.locator("#evidence").get_by_role("button", name="Close").click()
    assert "center=Q5" in tab.url
    tab.locator("#around").get_by_label("all").check()
    assert text(tab, "#count") == "14 of 16 entities, 16 of 17 relations"
    click(tab, "Iran", times=2)
    assert tab.evaluate("() => draw.outside()") is False
    for _ in range(2):
        tab.keyboard.press("Escape")
    assert text(tab, "#count") == "14 of 16 entities, 16 of 17 relations"
    assert tab.evaluate("() => draw.outside()") is False


def find_path(tab: Page, name: str) -> None:
    """Ask for the path from what is selected."""
    tab.locator("#evidence").get_by_role("button", name="Path to…").click()
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")


def test_a_path_between_two_shows_the_sentences_of_each_step(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Iran")
    panel = tab.locator("#evidence")
    find_path(tab, "stolt")
    assert text(tab, "#evidence .name") == "Iran to Jens Stoltenberg"
    assert "4 steps: a shortest path over the relations shown" in panel.inner_text()
    steps = ["Iran – Russia", "Russia – Ukraine", "Ukraine – NATO", "NATO – Jens Stoltenberg"]
    assert [name.split(". ")[1].casefold() for name in panel.locator("h3").all_inner_texts()] == [step.casefold() for step in steps]
    assert "Russia attacked Ukraine." in panel.inner_text()
    assert tab.evaluate("() => [...draw.lit].map((id) => model.nodes.get(id).name).sort()") == sorted(
        ["Iran", "Russia", "Ukraine", "NATO", "Jens Stoltenberg"]
    )
    choice(tab, "type", "supplies").click()
    tab.fill("#search", "iran")
    tab.keyboard.press("Enter")
    find_path(tab, "stolt")
    assert "The relations shown do not connect them." in panel.inner_text()
    assert panel.locator("h3").count() == 0


def test_a_path_follows_the_filters(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Iran")
    panel = tab.locator("#evidence")
    find_path(tab, "ukraine")
    assert "2 steps: a shortest path" in panel.inner_text()
    assert "Russia attacked Ukraine." in panel.inner_text()
    choice(tab, "type", "attacks").click()
    assert "3 steps: a shortest path" in panel.inner_text()
    assert "Russia wages the Russia-Ukraine War." in panel.inner_text()
    assert "Russia attacked Ukraine." not in panel.inner_text()
    choice(tab, "type", "supplies").click()
    assert "The relations shown do not connect them." in panel.inner_text()
    choice(tab, "type", "supplies").click()
    choice(tab, "type", "attacks").click()
    assert "2 steps: a shortest path" in panel.inner_text()


def test_a_path_that_the_filters_hide_is_offered(open_page: Open) -> None:
    tab = open_page()
    choice(tab, "type", "attacks").click()
    choice(tab, "type", "succeeds").click()
    click(tab, "Mark Rutte")
    find_path(tab, "Netherlands")
    assert "The relations shown do not connect them. Hidden ones do." in text(tab, "#evidence")
    tab.get_by_role("button", name="Show all relations").click()
    assert "1 step: a shortest path" in text(tab, "#evidence")
    assert text(tab, "#count") == "14 of 16 entities, 17 relations"


def test_a_path_has_two_ends(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Iran")
    tab.locator("#evidence").get_by_role("button", name="Path to…").click()
    tab.keyboard.type("iran")
    assert text(tab, "#hits-path") == "No name found"
    tab.keyboard.press("Enter")
    assert text(tab, "#evidence .name") == "Iran"


def test_parallel_and_reverse_relations_are_apart_and_denials_and_plans_look_different(open_page: Open) -> None:
    tab = open_page()
    middles = tab.evaluate(
        "() => filter.edges.map((e) => lines.point(e, 0.5)).map(({x, y}) => `${Math.round(x / 8)} ${Math.round(y / 8)}`)"
    )
    assert len(set(middles)) == len(middles)
    look = tab.evaluate("() => lines.looks.flatMap(({ dash, lines: same }) => same.map(({ edge }) => [model.status(edge), dash]))")
    dashes = {status: json.dumps(value) for status, value in look}
    assert dashes[""] == "[]"
    assert len(set(dashes.values())) == len(dashes) == 4
    color = tab.evaluate(
        """() => { const edge = model.data.edges.find((e) => e.polarity === "negative"); const at = draw.network.canvasToDOM(lines.point(edge, 0.5));
        const canvas = draw.network.canvas.frame.canvas; const r = canvas.width / canvas.clientWidth;
        return [-4, 4].map((d) => [...canvas.getContext("2d").getImageData((at.x + d) * r, (at.y + d) * r, 1, 1).data]); }"""
    )
    assert all(red > 150 and green < 120 for red, green, _, _ in color)


@pytest.mark.parametrize("width", [1500, 390])
def test_no_name_covers_another(open_page: Open, width: int) -> None:
    tab = open_page(large(300), viewport={"width": width, "height": 844})
    boxes = tab.evaluate("() => labels.nameBoxes.map(({x, y, width, height}) => [x, y, width, height])")
    assert len(boxes) > 5
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[:i]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_every_relation_is_named_where_there_are_few(open_page: Open) -> None:
    tab = open_page()
    assert tab.evaluate("() => labels.relationBoxes.length") == 16
    assert tab.evaluate("() => labels.nameBoxes.length") == 14


def test_what_relations_say_covers_nothing_and_lies_along_them(open_page: Open) -> None:
    tab = open_page(large(120))
    tab.keyboard.press("/")
    tab.keyboard.type("number 1")
    tab.keyboard.press("Enter")
    laid = tab.evaluate("() => labels.relationBoxes.map((item) => ({ angle: item.angle, parts: Boxes.parts(item), id: item.id }))")
    assert len(laid) >= 3
    covering = """() => { const names = labels.nameBoxes; const laid = labels.relationBoxes.map((item) => Boxes.parts(item));
        const meet = (some, others) => some.some((a) => others.some((b) => overlap(a, b) > 0));
        return laid.filter((parts, index) => meet(parts, names) || laid.slice(0, index).some((others) => meet(parts, others))).length; }"""
    assert tab.evaluate(covering) == 0
    off = tab.evaluate(
        """() => labels.relationBoxes.filter(({ angle }) => angle !== undefined).map((item) => { const { x, y } = item.parts.at(0); const { translation, scale } = draw.network.body.view;
        return Math.min(...Array.from({ length: 200 }, (_, i) => lines.point(model.edges.get(item.id), i / 199)).map((at) => Math.hypot(at.x * scale + translation.x - x - 7, at.y * scale + translation.y - y - 7))); })"""
    )
    assert off
    assert max(off) < 8


def test_the_relation_below_the_pointer_is_named(open_page: Open) -> None:
    tab = open_page(large(100))
    assert tab.evaluate("() => labels.relationBoxes.length") == 0
    at = tab.evaluate(
        """() => { const node = (id) => draw.network.body.nodes[id]; const box = byId("canvas").getBoundingClientRect();
        const long = filter.edges.map((e) => [Math.hypot(node(e.from).x - node(e.to).x, node(e.from).y - node(e.to).y), e]).sort((a, b) => b[0] - a[0]);
        const at = draw.network.canvasToDOM(lines.point(long[0][1], 0.5)); return [at.x + box.x, at.y + box.y]; }"""
    )
    tab.mouse.move(*at)
    tab.wait_for_function("() => labels.relationBoxes.length === 1")


def test_the_table_shows_the_same_and_sorts(open_page: Open) -> None:
    tab = open_page()
    tab.keyboard.press("t")
    rows = tab.locator("#table tbody tr")
    assert rows.count() == 16
    assert rows.first.inner_text().split() == [
        "Iran",
        "supplies",
        "Russia",
        "asserted",
        "drones",
        "2",
        "2",
        "1",
        "2024-06-11",
        "2024-07-05",
    ]
    tab.locator("#table").get_by_role("button", name="Subject").click()
    assert tab.locator("th[aria-sort=ascending]").inner_text().startswith("Subject")
    assert rows.first.locator("td").first.inner_text() == "China"
    tab.locator("#table").get_by_role("button", name="Subject").click()
    assert rows.first.locator("td").first.inner_text() == "Ukraine"
    choice(tab, "entity", "Country").click()
    assert rows.count() == 5
    rows.first.get_by_role("button").nth(1).click()
    assert "RELATION" in text(tab, "#evidence").upper()


def test_a_long_table_shows_more_when_asked_and_prints_whole(open_page: Open) -> None:
    tab = open_page(large(100), hash_="#view=table")
    rows = tab.locator("#table tbody tr")
    assert rows.count() == 50
    assert text(tab, "caption") == "300 relations shown, the first 50 here"
    tab.locator("#table").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    tab.wait_for_function("() => document.querySelectorAll('#table tbody tr').length === 150")
    more = tab.get_by_role("button", name="Show 100 more of 150")
    more.evaluate("button => { button.focus({ preventScroll: true }); button.click(); }")
    assert rows.count() == 250
    tab.get_by_role("button", name="Show 50 more of 50").evaluate("button => { button.focus({ preventScroll: true }); button.click(); }")
    assert rows.count() == 300
    assert text(tab, "caption") == "300 relations shown"
    assert rows.nth(250).evaluate("row => row.contains(document.activeElement)")
    rows.last.get_by_role("button").nth(1).click()
    assert rows.count() == 300
    assert rows.last.get_attribute("class") == "chosen"
    assert rows.evaluate_all("rows => rows.map((row) => row.ariaRowIndex)") == [str(index) for index in range(2, 302)]
    choice(tab, "type", "meets").click()
    assert rows.count() == 50
    again = open_page(large(100), hash_="#view=table")
    again.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert again.locator("#table tbody tr").count() == 300
    again.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert again.locator("#table tbody tr").count() == 50


def test_the_picture_is_of_the_whole_graph(open_page: Open, tmp_path: Path) -> None:
    tab = open_page()
    tab.evaluate("() => { draw.network.moveTo({ scale: 3, position: { x: 0, y: 0 } }); }")
    before = place(tab, "NATO")
    with tab.expect_download() as waiting:
        save(tab, "#save-png")
    assert waiting.value.suggested_filename == "suppliers.png"
    file = tmp_path / "picture.png"
    waiting.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert place(tab, "NATO") == before
    spots = tab.evaluate(
        """() => { const canvas = exporter.picture(); const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set(); for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 3).join()); return [canvas.width, canvas.height, [...seen]]; }"""
    )
    assert spots[0] >= 900
    assert {"68,119,170", "34,136,51", "224,85,106", "47,159,196", "181,157,30", "255,255,255"} <= set(spots[2])


def test_the_data_can_be_taken_away_as_filtered(open_page: Open, tmp_path: Path) -> None:
    tab = open_page()
    choice(tab, "entity", "Country").click()
    with tab.expect_download() as waiting:
        save(tab, "#save-json")
    file = tmp_path / "data.json"
    waiting.value.save_as(file)
    data = json.loads(file.read_text(encoding="utf-8"))
    assert (len(data["entities"]), len(data["relations"])) == (6, 5)
    assert {claim["edge"] for claim in data["claims"]} == {relation["id"] for relation in data["relations"]}
    assert all(claim["sentence"] and claim["document"] for claim in data["claims"])


def test_the_claims_can_be_taken_into_a_spreadsheet(open_page: Open, tmp_path: Path) -> None:
    graph = story()
    formulas = ("=1+1", " =1", "\t@SUM(A1)", "\u00a0+1", "\uff1d1", "a;=1", "a; -1", "a\n@b", "-1;\uff0b1")
    plain = ("F-16; parts", "1 + 1 = 2", "a@b.org")
    hostile = iter((*formulas, *plain))
    tab = open_page(replace(graph, claims=tuple(replace(claim, theme=next(hostile, None)) for claim in graph.claims)))
    with tab.expect_download() as waiting:
        save(tab, "#save-csv")
    assert waiting.value.suggested_filename == "suppliers.csv"
    file = tmp_path / "claims.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == tab.evaluate("() => filter.edges.reduce((sum, edge) => sum + edge.claims, 0)") > 5
    [denial] = [row for row in rows if row["stated as"] == "denied"]
    assert denial["sentence"] == "Iran denied that Iran ever armed Russia."
    assert (denial["subject"], denial["relation"], denial["object"], denial["according to"]) == ("Iran", "supplies", "Russia", "Iran")
    assert (denial["article"], denial["source"], denial["link"]) == ("A denial", "Third Wire", "https://example.org/c")
    guarded = ("'=1+1", "' =1", "'\t@SUM(A1)", "'\u00a0+1", "'\uff1d1", "a;'=1", "a;' -1", "a\n'@b", "'-1;'\uff0b1")
    assert {row["theme"] for row in rows} == {"", *guarded, *plain}


def test_claims_that_the_page_does_not_hold_are_said_in_the_name_of_the_file(open_page: Open) -> None:
    graph = story()
    tab = open_page(replace(graph, claims=graph.claims[1:]))
    for button, ending in (("#save-csv", "csv"), ("#save-json", "json")):
        with tab.expect_download() as waiting:
            save(tab, button)
        assert waiting.value.suggested_filename == f"suppliers-16-of-17-claims.{ending}"


def test_a_sentence_is_copied_with_its_source(open_page: Open) -> None:
    tab = open_page(permissions=["clipboard-read", "clipboard-write"])
    click(tab, "Iran")
    figure = tab.locator("#evidence figure", has_text="denied that")
    figure.get_by_role("button", name="Copy the sentence").click()
    expected = "“Iran denied that Iran ever armed Russia.”\nA denial, Third Wire, 2024-05-02, https://example.org/c\nRead as: Iran supplies Russia (denied), according to Iran"
    assert tab.evaluate("() => navigator.clipboard.readText()") == expected
    assert figure.get_by_text("copied").is_visible()


def test_where_the_clipboard_is_kept_from_pages_the_sentence_is_copied_all_the_same(open_page: Open) -> None:
    tab = open_page()
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not here')); }")
    click(tab, "Iran")
    tab.locator("#evidence figure").first.get_by_role("button", name="Copy the sentence").click()
    tab.fill("#search", "")
    tab.keyboard.press("Control+V")
    assert tab.input_value("#search").startswith("“Asserting that Iran and North Korea")


def test_that_nothing_was_copied_is_said_also_beside_the_table(open_page: Open) -> None:
    tab = open_page(hash_="#view=table&entity=Q5")
    tab.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not here')); document.execCommand = () => false; }"
    )
    figure = tab.locator("#evidence figure").first
    figure.get_by_role("button", name="Copy the sentence").click()
    assert figure.get_by_text("could not copy").is_visible()
    said = tab.locator("#said")
    assert said.inner_text() == "Could not copy."
    assert said.evaluate("said => said.checkVisibility()")


def test_what_someone_says_of_others_is_in_the_panel(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Jens Stoltenberg")
    said = tab.locator("#evidence details", has_text="Says")
    assert said.locator("summary").inner_text() == "Says 3"
    said.locator("summary").click()
    assert said.locator(".head").first.inner_text().startswith("Iran supplies Russia")
    assert said.locator("figure").count() == 3
    tab.click("#theme")
    tab.evaluate("() => state.set({ sort: 'subject' })")
    assert said.locator("figure").count() == 3
    click(tab, "Mark Rutte")
    assert tab.locator("#evidence details").count() == 0


def test_who_denies_a_relation_is_said_beside_it(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Iran")
    head = tab.locator("#evidence .head", has_text="2 sources")
    assert head.inner_text() == "Iran supplies Russia 2 sources, 1 denial, by Iran"
    assert tab.locator("#evidence .head").nth(1).inner_text() == "Iran supplies denied Russia 1 source"
    assert "denied by Iran" in tab.locator("#evidence figure", has_text="denied that").inner_text()


def test_dark_and_light(open_page: Open) -> None:
    tab = open_page(color_scheme="dark")
    shade = "() => getComputedStyle(document.body).backgroundColor"
    dark = tab.evaluate(shade)
    assert tab.evaluate("() => draw.colors.page") == "#0f1419"
    tab.click("#theme")
    assert tab.evaluate(shade) == "rgb(255, 255, 255)" != dark
    assert tab.evaluate("() => draw.colors.page") == "#ffffff"
    assert "theme=light" in tab.url


def test_the_address_holds_the_state(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Russia")
    choice(tab, "type", "attacks").click()
    tab.locator("#period-from").press("ArrowRight")
    tab.keyboard.press("t")
    tab.locator("body").press("t")
    count = text(tab, "#count")
    address = tab.url.split("#")[1]
    again = open_page(hash_="#" + address)
    assert text(again, "#evidence .name") == "Russia"
    assert text(again, "#count") == count
    assert not choice(again, "type", "attacks").locator("input").is_checked()
    assert again.url.split("#")[1] == address


def test_a_strange_address_is_no_trouble(open_page: Open) -> None:
    tab = open_page(hash_="#entity=Q999&no-type=.&from=x&sources=-3&around=9&view=<b>&sort=__proto__&no-entity=Person.Nothing&theme=%00")
    assert text(tab, "#count") == "11 of 16 entities, 13 of 17 relations"


def test_back_goes_to_the_view_before(open_page: Open) -> None:
    tab = open_page()
    click(tab, "Russia")
    tab.get_by_role("button", name="Table").click()
    assert tab.locator("#table").is_visible()
    tab.go_back()
    assert tab.locator("#graph").is_visible()
    assert text(tab, "#evidence .name") == "Russia"


def test_the_focus_stays_where_it_was_when_a_choice_is_made(open_page: Open) -> None:
    tab = open_page(hash_="#entity=Q5")
    name = "() => document.activeElement.textContent"
    button = tab.locator("#evidence").get_by_role("button", name="Only its neighbours")
    button.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate(name) == "Show all again"
    tab.keyboard.press("t")
    row = tab.locator("#table tbody").get_by_role("button", name="Russia").first
    row.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate(name) == "Russia"
    assert tab.evaluate("() => byId('table').contains(document.activeElement)")


def test_the_save_menu_opens_and_closes_with_the_keyboard(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#save summary").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#save-json").is_visible()
    tab.keyboard.press("Escape")
    assert tab.locator("#save-json").is_hidden()
    assert tab.evaluate("() => document.activeElement.matches('#save summary')")


def test_the_buttons_on_the_canvas_zoom_and_fit(open_page: Open) -> None:
    tab = open_page()
    scale = "() => draw.network.getScale()"
    before = tab.evaluate(scale)
    tab.get_by_role("button", name="Nearer").click()
    assert tab.evaluate(scale) > before
    tab.get_by_role("button", name="Farther").click()
    tab.get_by_role("button", name="Farther").click()
    assert tab.evaluate(scale) < before
    tab.get_by_role("button", name="Fit").click()
    assert tab.evaluate(scale) == pytest.approx(before)


def test_reset_brings_everything_back(open_page: Open) -> None:
    tab = open_page(hash_="#no-entity=Country&view=table")
    tab.click("#reset")
    assert text(tab, "#count") == "14 of 16 entities, 16 of 17 relations"
    assert tab.locator("#graph").is_visible()


def test_the_keyboard_walks_through_the_graph(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#canvas").focus()
    tab.keyboard.press("ArrowDown")
    first = text(tab, "#evidence .name")
    assert text(tab, "#said").startswith(f"{first}, ")
    names = set()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        tab.keyboard.press(key)
        names.add(text(tab, "#evidence .name"))
    assert names - {first}
    tab.keyboard.press("Enter")
    assert tab.locator("#count").inner_text() != "14 of 16 entities, 16 of 17 relations"
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    assert text(tab, "#count") == "14 of 16 entities, 16 of 17 relations"


def test_everything_can_be_reached_with_tab(open_page: Open) -> None:
    tab = open_page()
    seen = set()
    for _ in range(70):
        tab.keyboard.press("Tab")
        seen.add(tab.evaluate("() => document.activeElement.id || document.activeElement.textContent.trim()"))
    assert {"skip", "Graph", "Table", "Save", "reset", "search", "isolated", "period-from", "sources", "canvas", "zoom-in", "fit"} <= seen
    assert "Iran" in seen


def test_a_narrow_screen_has_the_filters_in_a_drawer(open_page: Open) -> None:
    tab = open_page(viewport={"width": 390, "height": 844})
    assert tab.locator("#filters").is_hidden()
    tab.click("#show-filters")
    choice(tab, "entity", "Country").click()
    tab.click("#show-filters")
    assert text(tab, "#count") == "6 of 16 entities, 5 of 17 relations"
    click(tab, "NATO")
    assert text(tab, "#evidence .name") == "NATO"
    assert tab.evaluate("() => document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("leave", ["search", "Escape", "a click beside it"])
def test_the_drawer_of_filters_closes_when_one_goes_on(open_page: Open, leave: str) -> None:
    tab = open_page(viewport={"width": 390, "height": 844})
    tab.click("#show-filters")
    assert tab.locator("#filters").is_visible()
    if leave == "search":
        tab.fill("#search", "NATO")
        tab.keyboard.press("Enter")
        assert text(tab, "#evidence .name") == "NATO"
    elif leave == "Escape":
        tab.keyboard.press("Escape")
    else:
        tab.mouse.click(380, 500)
    assert tab.locator("#filters").is_hidden()
    assert tab.get_attribute("#show-filters", "aria-expanded") == "false"


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("hash_", ["#view=table", "#view=table&entity=Q4"])
def test_the_table_fits_into_the_window_and_stays_a_table(open_page: Open, width: int, hash_: str) -> None:
    tab = open_page(viewport={"width": width, "height": 844}, hash_=hash_)
    assert tab.evaluate("() => byId('table').scrollWidth - byId('table').clientWidth") == 0
    assert tab.get_by_role("row").count() == 17
    assert tab.get_by_role("cell", name="2024-07-05").first.is_visible()
    tab.get_by_role("columnheader", name="Subject").get_by_role("button").click()
    assert tab.locator("#table tbody td").first.inner_text() == "China"


@pytest.mark.parametrize("width", [1440, 390])
def test_long_words_and_long_names_keep_to_their_places(open_page: Open, width: int) -> None:
    word, words = "Donaudampfschifffahrtsgesellschaft" * 3, "The Permanent Representative of Ethiopia " * 4
    statements = [("a", word, "SUPPORTS", words, {"quote": f"{word} supports {words}", "theme": word})]
    tab = open_page(make_graph(statements, {word: "Organization", words: "Person"}, DOCUMENTS), viewport={"width": width, "height": 844})
    assert tab.evaluate("() => labels.nameBoxes.every(({width}) => width < 260)")
    tab.keyboard.press("t")
    wider = "() => [...document.querySelectorAll('#table td')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
    assert tab.evaluate(wider) == 0
    assert tab.evaluate("() => document.documentElement.scrollWidth") == width


def test_no_name_lies_below_the_buttons_of_a_narrow_screen(open_page: Open) -> None:
    tab = open_page(large(60), viewport={"width": 390, "height": 844})
    tab.evaluate("() => draw.network.moveTo({ scale: 0.9 })")
    tab.wait_for_timeout(100)
    below = """() => { const { x, y, width, height } = draw.buttons;
        return labels.nameBoxes.filter((box) => overlap(box, { x, y, width, height }) > 0).length; }"""
    assert tab.evaluate("() => labels.nameBoxes.length") > 3
    assert tab.evaluate(below) == 0


def test_a_high_window_is_used_from_top_to_bottom(open_page: Open) -> None:
    wide, high = (open_page(large(60), viewport={"width": width, "height": 844}) for width in (1440, 390))
    shape = "() => { const { width, height } = draw.bounds(); return height / width; }"
    assert high.evaluate(shape) > 1.3 * wide.evaluate(shape)


def test_other_data_can_take_the_place_of_the_present(open_page: Open) -> None:
    tab = open_page(top(story(), entities=6))
    tab.evaluate("() => { state.toggle('type', 'ATTACKS', false); }")
    tab.mouse.move(700, 500)
    tab.mouse.wheel(0, -200)
    before = place(tab, "Russia")
    tab.evaluate("(data) => page.update(data)", page_data(story(), title="Suppliers"))
    assert text(tab, "#count") == "12 of 16 entities, 14 of 17 relations"
    assert place(tab, "Russia") == before
    fewer = top(story(), entities=4)
    tab.evaluate("(data) => page.update(data)", page_data(fewer, title="Suppliers"))
    assert tab.evaluate("() => [Object.keys(draw.network.body.nodes).length, lines.all.size]") == [4, len(fewer.relations)]
    click(tab, "Russia")
    assert text(tab, "#evidence .name") == "Russia"


def test_a_relation_without_a_type_reads_as_its_text_does(open_page: Open) -> None:
    graph = story()
    claims = tuple(replace(claim, predicate="leave") if claim.type == "RELATED_TO" else claim for claim in graph.claims)
    tab = open_page(replace(graph, claims=claims))
    choice(tab, "type", "is linked to").click()
    tab.keyboard.press("t")
    assert "Mark Rutte leave Netherlands" in " ".join(text(tab, "#table").split())


def test_print_is_the_table(open_page: Open) -> None:
    tab = open_page()
    tab.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert tab.locator("#table tbody tr").count() == 16
    assert tab.locator("#graph").is_hidden()
    assert tab.locator("#foot").is_visible()


def test_what_is_left_out_is_said(open_page: Open) -> None:
    tab = open_page(top(story(), entities=6))
    assert "; 10 entities and 9 relations left out of this page" in text(tab, "#count")


def test_an_empty_graph_says_so(open_page: Open) -> None:
    tab = open_page(Graph(total_entities=0))
    assert text(tab, "#count") == "0 entities, 0 relations"
    assert tab.locator("#empty").is_visible()


def test_hostile_data_runs_nothing(open_page: Open) -> None:
    tab = open_page(html=snapshot(hostile(), title=EVIL[1]))
    assert tab.title() == EVIL[1]
    for _ in range(12):
        tab.locator("#canvas").focus()
        tab.keyboard.press("ArrowRight")
        tab.keyboard.press("ArrowDown")
    tab.fill("#search", "<")
    tab.keyboard.press("Enter")
    assert EVIL[0] in text(tab, "#evidence")
    assert tab.locator("#evidence a").count() == 0
    for node in tab.evaluate("() => model.data.nodes.map((n) => n.name)"):
        at = place(tab, node)
        tab.mouse.move(at["x"], at["y"])
    tab.keyboard.press("Escape")
    tab.evaluate("() => { state.set({ view: 'table' }); }")
    assert tab.locator("#table tbody tr").count() == len(EVIL)
    assert tab.evaluate("() => window.hacked") is None
    assert tab.locator("img").count() == 0


def test_it_works_in_the_sandboxed_frame_of_a_notebook(open_page: Open) -> None:
    frame = page(story(), title="Suppliers")._repr_html_()
    tab = open_page(html=f"<!DOCTYPE html><html data-ready='yes'><body>{frame}</body></html>")
    inside = tab.frame_locator("iframe")
    inside.locator("#facet-entity label.choice", has_text="Country").click()
    assert inside.locator("#count").inner_text() == "6 of 16 entities, 5 of 17 relations"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash_", ["", "#entity=Q5", "#entity=Q5&view=table", "#view=table&sort=subject"])
def test_axe_finds_nothing(open_page: Open, scheme: str, hash_: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = open_page(hash_=hash_, color_scheme=scheme)
    result = Axe().run(tab, options={"resultTypes": ["violations"]})
    assert result.violations_count == 0, result.generate_report()


def test_axe_finds_nothing_on_a_narrow_screen(open_page: Open) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = open_page(hash_="#entity=Q5", viewport={"width": 390, "height": 844})
    tab.click("#show-filters")
    result = Axe().run(tab)
    assert result.violations_count == 0, result.generate_report()

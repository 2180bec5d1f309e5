"""CPU seconds that the page takes in Chromium until it is usable and for each interaction, at several sizes.

    python benchmarks/page.py [--sizes 200,1000,3000] [--rounds 5] [--pyvis 200]

"thread" counts the page's own thread; "all" every thread of every process of the browser, less what the same act takes on an empty page,
which is printed. Nobody's script runs in the page meanwhile but its own: the mouse and the keys are the browser's, and each act is given
the time to come to rest. `--pyvis` measures pyvis's own page of the same graph beside (until its physics come to rest; pages of 1,000
entities take it minutes).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

Figures = dict[str, tuple[float, float]]

REST = 400  # milliseconds
TARGETS = {200: 0.3, 1000: 0.6, 3000: 1.2}
INTERACTION = 0.25
EMPTY = """<!DOCTYPE html><html data-ready="yes"><title>empty</title><body><div id="facet-entity"><input type="checkbox" checked></div>
<input id="search"><button data-view="table">Table</button><div id="canvas" style="height: 700px"></div>"""


def main() -> None:
    from page_graphs import large
    from playwright.sync_api import sync_playwright

    from graphbuilder.viz import snapshot

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="200,1000,3000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pyvis", type=int, default=0, metavar="ENTITIES")
    options = parser.parse_args()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-3d-apis", *sandbox])
        cdp = browser.new_browser_cdp_session()
        empty = Path(folder) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        floor = middle([measure(browser, cdp, empty) for _ in range(options.rounds)])
        print("an empty page, all: " + ", ".join(f"{act} {seconds[1]:.2f}" for act, seconds in floor.items()))
        for size in map(int, options.sizes.split(",")):
            graph = large(size)
            made = time.process_time()
            file = Path(folder) / f"{size}.html"
            file.write_text(snapshot(graph), encoding="utf-8")
            written = time.process_time() - made
            print(
                f"\n{size:,} entities, {len(graph.relations):,} relations: page of {file.stat().st_size / 1e6:.1f} MB written in {written:.2f} s of CPU"
            )
            rounds = [measure(browser, cdp, file) for _ in range(options.rounds)]
            for act, (thread, all_) in middle(rounds).items():
                threads = [figures[act][0] for figures in rounds]
                more = all_ - floor[act][1]
                judged, target = (thread, TARGETS.get(size)) if act == "usable" else (more, INTERACTION if size <= 1000 else None)
                verdict = "" if target is None else f"   under {target}: {'yes' if judged < target else 'NO'}"
                print(f"  {act:<12} thread {thread:5.3f} s (from {min(threads):.3f} to {max(threads):.3f}), all {more:5.2f} s{verdict}")
        if options.pyvis:
            print(
                f"\npyvis's own page, {options.pyvis:,} entities: {measure_pyvis(browser, cdp, Path(folder), options.pyvis):.1f} s until at rest"
            )
        browser.close()


def cpu(cdp: Any) -> float:
    """CPU seconds of all processes of the browser so far."""
    return float(sum(process["cpuTime"] for process in cdp.send("SystemInfo.getProcessInfo")["processInfo"]))


def middle(rounds: list[Figures]) -> Figures:
    """The median of each figure."""
    return {act: (median(figures[act][0] for figures in rounds), median(figures[act][1] for figures in rounds)) for act in rounds[0]}


def measure(browser: Any, cdp: Any, file: Path) -> Figures:
    """One visit: open the page, then do each thing once."""
    tab = browser.new_page(viewport={"width": 1500, "height": 900})
    tab.goto(file.parent.as_uri())
    metrics = tab.context.new_cdp_session(tab)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})

    def so_far() -> tuple[float, float]:
        tab.wait_for_timeout(REST)
        named = {metric["name"]: float(metric["value"]) for metric in metrics.send("Performance.getMetrics")["metrics"]}
        return named["TaskDuration"], cpu(cdp)

    def point(selector: str) -> Callable[[], None]:
        box = tab.locator(selector).first.bounding_box()
        return lambda: tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def spent(act: Callable[[], Any]) -> tuple[float, float]:
        before = so_far()
        act()
        after = so_far()
        return after[0] - before[0], after[1] - before[1]

    figures = {"usable": spent(lambda: tab.goto(file.as_uri()))}
    if not tab.evaluate("() => document.documentElement.dataset.ready"):
        raise SystemExit(f"{file} was not ready {REST} ms after it had loaded")
    choose = point("#facet-entity input")
    figures["filter"] = spent(choose)
    figures["filter back"] = spent(choose)
    point("#search")()
    figures["search"] = spent(lambda: tab.keyboard.insert_text("number 1"))
    figures["select"] = spent(lambda: tab.keyboard.press("Enter"))
    over = tab.locator("#canvas").bounding_box()
    tab.mouse.move(over["x"] + over["width"] / 2, over["y"] + over["height"] / 2)
    figures["zoom"] = spent(lambda: tab.mouse.wheel(0, -120))
    figures["redraw"] = spent(lambda: tab.evaluate("() => globalThis.vis && draw.network.redraw()"))
    figures["table"] = spent(point("button[data-view=table]"))
    tab.close()
    return figures


def measure_pyvis(browser: Any, cdp: Any, folder: Path, size: int) -> float:
    """pyvis as its own documentation shows it: add nodes and edges, write the page."""
    from page_graphs import large
    from pyvis.network import Network

    graph = large(size)
    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name)
    for relation in graph.relations:
        network.add_edge(relation.subject, relation.object, label=relation.type)
    file = folder / "pyvis.html"
    file.write_text(network.generate_html(name=str(file)), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1500, "height": 900})
    tab.route("http*://**", lambda route: route.abort())
    before = cpu(cdp)
    tab.goto(file.as_uri())
    tab.wait_for_function("() => getComputedStyle(document.getElementById('loadingBar')).display === 'none'", timeout=600_000)
    total = cpu(cdp) - before
    tab.close()
    return total


if __name__ == "__main__":
    main()

"""CPU seconds that the page takes in Chromium until it is usable and for each interaction, at several sizes.

    python benchmarks/page.py [--sizes 200,1000,3000] [--rounds 5] [--pyvis 200]

"usable" counts the page's own thread, from opening to the first picture; "usable, all" counts every thread of every process of the browser,
less what an empty page takes, which is printed. Interactions count all. `--pyvis` measures pyvis's own page of the same graph beside
(until its physics come to rest; pages of 1,000 entities take it minutes).
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

FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TARGETS = {200: 0.3, 1000: 0.6, 3000: 1.2}
INTERACTION = 0.25


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
        empty.write_text("<!DOCTYPE html><html data-ready><title>empty</title><body>Nothing", encoding="utf-8")
        floor = median(usable(browser, cdp, empty)[2] for _ in range(options.rounds))
        print(f"an empty page: {floor:.2f} s")
        for size in map(int, options.sizes.split(",")):
            graph = large(size)
            made = time.process_time()
            file = Path(folder) / f"{size}.html"
            file.write_text(snapshot(graph), encoding="utf-8")
            written = time.process_time() - made
            print(
                f"\n{size:,} entities, {len(graph.relations):,} relations: page of {file.stat().st_size / 1e6:.1f} MB written in {written:.2f} s of CPU"
            )
            rounds = [measure(browser, cdp, file, floor) for _ in range(options.rounds)]
            for name in rounds[0]:
                values = [figures[name] for figures in rounds]
                target = TARGETS.get(size) if name == "usable" else None if "usable" in name or size > 1000 else INTERACTION
                verdict = "" if target is None else f"   under {target}: {'yes' if median(values) < target else 'NO'}"
                print(f"  {name:<14} {median(values):6.3f} s  (from {min(values):.3f} to {max(values):.3f}){verdict}")
        if options.pyvis:
            print(
                f"\npyvis's own page, {options.pyvis:,} entities: {measure_pyvis(browser, cdp, Path(folder), options.pyvis):.1f} s until at rest"
            )
        browser.close()


def cpu(cdp: Any) -> float:
    """CPU seconds of all processes of the browser so far."""
    return float(sum(process["cpuTime"] for process in cdp.send("SystemInfo.getProcessInfo")["processInfo"]))


def spent(cdp: Any, tab: Any, act: Callable[[], Any]) -> float:
    before = cpu(cdp)
    act()
    tab.evaluate(FRAMES)
    return cpu(cdp) - before


def usable(browser: Any, cdp: Any, file: Path) -> tuple[Any, float, float]:
    """Open a page; return it, the CPU seconds of its own thread until it has drawn, and those of all processes."""
    tab = browser.new_page(viewport={"width": 1500, "height": 900})
    tab.goto(file.parent.as_uri())
    tab.evaluate(FRAMES)
    metrics = tab.context.new_cdp_session(tab)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})

    def thread() -> float:
        return next(
            float(metric["value"]) for metric in metrics.send("Performance.getMetrics")["metrics"] if metric["name"] == "TaskDuration"
        )

    def open_() -> None:
        tab.goto(file.as_uri())
        tab.wait_for_selector("html[data-ready]", state="attached")

    before = thread()
    total = spent(cdp, tab, open_)
    return tab, thread() - before, total


def measure(browser: Any, cdp: Any, file: Path, floor: float) -> dict[str, float]:
    """One visit: open, then each interaction once."""
    tab, own, total = usable(browser, cdp, file)
    figures = {"usable": own, "usable, all": total - floor}
    tab.wait_for_timeout(200)
    box = tab.locator("#facet-entity input").first
    figures["filter"] = spent(cdp, tab, box.uncheck)
    figures["filter back"] = spent(cdp, tab, box.check)
    figures["search"] = spent(cdp, tab, lambda: tab.fill("#search", "number 1"))
    figures["select"] = spent(cdp, tab, lambda: tab.keyboard.press("Enter"))
    figures["zoom"] = spent(cdp, tab, lambda: tab.evaluate("() => draw.zoom(1.3)"))
    figures["redraw"] = spent(cdp, tab, lambda: tab.evaluate("() => draw.network.redraw()"))
    figures["table"] = spent(cdp, tab, lambda: tab.click("button[data-view=table]"))
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

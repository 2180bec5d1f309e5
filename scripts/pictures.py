"""Take pictures of a snapshot page or of a running explorer, as docs/images has them.

graphbuilder build seeds/ && graphbuilder snapshot graph.html
python scripts/pictures.py graph.html docs/images/snapshot.png --find Russia
python scripts/pictures.py graph.html docs/images/dark.png --size 1000x700 --dark --find NATO --near
graphbuilder serve --port 8008 &
python scripts/pictures.py http://127.0.0.1:8008/ docs/images/explorer.png --find Airbus --expand Boeing
python scripts/pictures.py http://127.0.0.1:8008/ docs/images/article.png --find Airbus --article
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", help="a file, or the address of an explorer")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--size", default="1500x900", help="of the window, in pixels")
    parser.add_argument("--find", help="select the entity of this name; an explorer puts it into the workspace")
    parser.add_argument("--near", action="store_true", help="show only its neighbours")
    parser.add_argument("--expand", metavar="NAME", help="add the neighbours of this entity, too")
    parser.add_argument("--article", action="store_true", help="open the article of the first sentence")
    parser.add_argument("--cypher", metavar="EXAMPLE", help="run the example of this name")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-3d-apis", *sandbox])
        scheme = "dark" if options.dark else "light"
        tab = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce").new_page()
        tab.goto(options.page if "://" in options.page else Path(options.page).resolve().as_uri())
        settle(tab)
        for name in filter(None, (options.find, options.expand)):
            find(tab, name)
        if options.expand:
            tab.get_by_role("button", name="Expand", exact=True).click()
        if options.near:
            tab.get_by_role("button", name="Only its neighbours").click()
        if options.article:
            tab.get_by_role("button", name="Open the article").first.click()
        if options.cypher:
            tab.get_by_role("button", name="Cypher", exact=True).click()
            tab.select_option("#examples", label=options.cypher)
            tab.get_by_role("button", name="Run").click()
        if options.table:
            tab.get_by_role("button", name="Table", exact=True).click()
        settle(tab)
        tab.evaluate("() => { document.activeElement.blur(); if (typeof notice !== 'undefined') notice.close(); }")
        tab.wait_for_timeout(300)
        tab.screenshot(path=options.picture)
        browser.close()


def find(tab: Page, name: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(name)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.keyboard.press("Enter")
    settle(tab)


def settle(tab: Page) -> None:
    """Wait until the page stands, and an explorer has the answers to what it asked."""
    tab.wait_for_selector("html[data-ready]", state="attached")
    tab.wait_for_timeout(300)
    tab.wait_for_function("() => typeof api === 'undefined' || api.waiting === 0")
    tab.wait_for_timeout(300)


if __name__ == "__main__":
    main()

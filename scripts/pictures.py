"""Take pictures of a snapshot page, as docs/images has them.

graphbuilder build seeds/ && graphbuilder snapshot graph.html
python scripts/pictures.py graph.html docs/images/snapshot.png --find Russia
python scripts/pictures.py graph.html docs/images/dark.png --size 1000x700 --dark --find NATO --near
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--size", default="1500x900", help="of the window, in pixels")
    parser.add_argument("--find", help="select the entity of this name")
    parser.add_argument("--near", action="store_true", help="show only its neighbours")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-3d-apis", *sandbox])
        scheme = "dark" if options.dark else "light"
        tab = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce").new_page()
        tab.goto(options.page.resolve().as_uri())
        if options.find:
            tab.keyboard.press("/")
            tab.keyboard.type(options.find)
            tab.keyboard.press("Enter")
        if options.near:
            tab.get_by_role("button", name="Only its neighbours").click()
        if options.table:
            tab.get_by_role("button", name="Table").click()
        tab.evaluate("() => document.activeElement.blur()")
        tab.wait_for_timeout(300)
        tab.screenshot(path=options.picture)
        browser.close()


if __name__ == "__main__":
    main()

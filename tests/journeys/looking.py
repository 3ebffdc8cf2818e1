"""Looking at a page at both widths: nothing wider than a phone, and a picture of it where `LOOK_AT` names a folder."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.fixtures_browser import DESKTOP, PHONE


def look(page: Page, name: str) -> None:
    folder = os.environ.get("LOOK_AT")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        widest = page.evaluate("document.documentElement.scrollWidth")
        assert widest <= size["width"], f"{page.url} is {widest} pixels wide"
        if folder:
            page.screenshot(path=Path(folder, f"{name}-{size['width']}.png"), full_page=True)

"""Looking at a page at both widths: nothing wider than a phone, and a picture of it where `LOOK_AT` names a folder."""

from playwright.sync_api import Page

from tests.fixtures_browser import DESKTOP, PHONE, keep_picture


def look(page: Page, name: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        widest = page.evaluate("document.documentElement.scrollWidth")
        assert widest <= size["width"], f"{page.url} is {widest} pixels wide"
    keep_picture(page, name)

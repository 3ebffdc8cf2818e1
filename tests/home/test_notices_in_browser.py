"""Operating notices in a real browser: read by everyone, on narrow screens and on paper too."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from home import demo
from home.notices import Kind
from tests.home.notices import TEXT, a_notice

NARROW = {"width": 320, "height": 640}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def content(transactional_db: None) -> dict[str, Any]:
    return demo.load()


@pytest.mark.parametrize(("scheme", "viewport"), [("light", NARROW), ("dark", {"width": 1280, "height": 800})])
def test_promise_11_notices_are_accessible_and_fit(
    content: Any, new_page: Callable[..., Page], assert_accessible: Callable[[Page], None], scheme: str, viewport: Any
) -> None:
    a_notice(kind=Kind.WARNING, text="Störning" + "x" * 80)
    a_notice(content["section"], text_en="")
    page = new_page(color_scheme=scheme, viewport=viewport)

    for path in ("/", "/en/e-tjanster/"):
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate(SIDEWAYS) == 0, path
        expect(page.locator("section.notices .notice")).to_have_count(2)


def test_notice_is_printed_too(content: Any, page: Page) -> None:
    a_notice()
    page.goto("/kontakt/")

    page.emulate_media(media="print")

    expect(page.get_by_text(TEXT)).to_be_visible()

"""Operating notices in a real browser: they stand on paper too."""

import pytest
from playwright.sync_api import Page, expect

from home import demo
from tests.home.notices import TEXT, a_notice


@pytest.mark.django_db(transaction=True)
def test_notice_is_printed_too(page: Page) -> None:
    demo.load()
    a_notice()
    page.goto("/kontakt/")

    page.emulate_media(media="print")

    expect(page.get_by_text(TEXT)).to_be_visible()

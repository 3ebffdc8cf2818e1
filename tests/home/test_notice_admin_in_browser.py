"""An operating notice is written, shown to the public and ended in the admin, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from home import demo
from home.notices import OperatingNotice

TEXT = "Betalningar kan inte göras i kväll."


@pytest.fixture
def content(transactional_db: None) -> dict[str, Any]:
    return demo.load()


def test_notice_is_written_and_seen_by_the_public(
    content: Any, cast: Any, staff_page: Callable[..., Page], page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    editor = staff_page(cast.sixten)
    editor.goto("/admin/")
    editor.get_by_role("link", name="Driftmeddelanden").click()
    editor.get_by_role("link", name="Lägg till").first.click()
    expect(editor.get_by_role("heading", level=1)).to_have_count(1)
    assert_accessible(editor)
    editor.locator("textarea[name='text']").fill(TEXT)
    editor.get_by_role("button", name="Spara").click()

    expect(editor.get_by_role("cell", name="Visas nu")).to_be_visible()
    assert_accessible(editor)
    assert OperatingNotice.objects.get().text == TEXT
    page.goto("/")
    expect(page.get_by_text(TEXT)).to_be_visible()

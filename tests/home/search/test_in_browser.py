"""Searching with a keyboard, a pointer, a small screen, and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from home import demo
from tests.eservices.factories import a_page
from tests.fixtures_browser import PHONE

FIELD = "#sokfalt-sida"


@pytest.fixture
def services(portal: str, cast: Any) -> dict[str, Any]:
    section = demo.load()["section"]
    texts = {"Skolskjuts": "Ansök om resa till skolan.", "Skolval": "Välj skola.", "Bygglov": "Fråga om du får bygga."}
    return {
        title: a_page(cast.unit, title=title, title_en="", summary=summary, parent=section)
        for title, summary in texts.items()
    }


def type_slowly(page: Page, text: str) -> None:
    page.locator(FIELD).press_sequentially(text, delay=20)


def options(page: Page) -> list[str]:
    page.get_by_role("option").first.wait_for()
    return page.get_by_role("option").all_inner_texts()


def test_suggestions_are_walked_through_with_the_keyboard(
    services: Any, page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.goto("/sok/")
    field = page.get_by_role("combobox", name="Sök e-tjänst eller information")
    expect(field).to_have_attribute("aria-expanded", "false")

    type_slowly(page, "skols")
    shown = options(page)
    expect(page.locator(".search-form [role=status]")).to_have_text("Flera förslag. Gå till dem med pil ned.")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.get_by_role("option", selected=True)
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    assert shown[0] == chosen.inner_text()
    assert_accessible(page)
    page.keyboard.press("Enter")

    title = shown[0].split("\n")[0]
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_escape_closes_the_suggestions_and_keeps_what_is_typed(services: Any, page: Page) -> None:
    page.goto("/sok/")
    type_slowly(page, "skols")
    options(page)

    page.keyboard.press("ArrowUp")  # from the field to the last
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value("skols")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#traffar")).to_contain_text("träff")


def test_suggestion_is_opened_with_the_pointer(services: Any, page: Page) -> None:
    page.goto("/sok/")
    type_slowly(page, "byggl")

    page.get_by_role("option", name="Bygglov").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Bygglov")


def test_nothing_to_suggest_is_said(services: Any, page: Page) -> None:
    page.goto("/sok/")
    type_slowly(page, "xyzzyx")

    expect(page.locator(".search-form [role=status]")).to_have_text("Inga förslag.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_typing_goes_on_when_suggestions_are_refused(services: Any, page: Page, problems: Any) -> None:
    problems.allow("status of 429")
    page.route("**/sok/forslag/*", lambda route: route.fulfill(status=429))
    page.goto("/sok/")
    with page.expect_response("**/sok/forslag/*"):
        type_slowly(page, "bygglov")

    page.keyboard.press("Enter")

    expect(page.locator("#traffar")).to_contain_text("träff")


@pytest.mark.parametrize("question", ["", "skola", "xyzzyx", "byglov"])
def test_promise_11_search_works_without_scripts_on_a_small_screen(
    services: Any, new_page: Callable[..., Page], question: str
) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE | {"width": 320})
    page.goto("/sok/")

    page.fill(FIELD, question)
    page.get_by_role("button", name="Sök").click()

    expect(page.locator("h1")).to_have_text("Sök")
    expect(page.locator(FIELD)).to_have_value(question)

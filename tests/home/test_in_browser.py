"""The public frame in a real browser: errors, no JavaScript, forced colours, print, language (promise 11)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from home import demo, municipality


@pytest.fixture(autouse=True)
def _content(transactional_db: None) -> None:
    municipality.forget()
    demo.load()


def test_error_summary_takes_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/demo/komponenter/")
    focused = page.evaluate("document.activeElement.id")

    page.click("#error-summary a[href='#id_bad-bus']")

    assert focused == "error-summary"
    assert page.evaluate("document.activeElement.id") == "id_bad-bus"


def test_promise_11_pages_work_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)

    page.goto("/")
    page.get_by_role("link", name="E-legitimation").first.click()
    page.get_by_text("Hur skaffar jag e-legitimation?").click()

    assert page.get_by_text("De flesta har BankID").is_visible()


def test_motion_and_forced_colours_are_respected(new_page: Callable[..., Page], assert_accessible: Any) -> None:
    page = new_page(reduced_motion="reduce", forced_colors="active")
    page.goto("/demo/komponenter/")

    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") == "0s"
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).borderTopStyle") == "solid"
    assert_accessible(page)


def test_printed_page_has_only_content(page: Page) -> None:
    page.goto("/demo/komponenter/")
    page.emulate_media(media="print")

    hidden = [".site-nav", ".button-row", ".skip-link", ".breadcrumbs", ".summary-row .change"]
    assert [page.locator(selector).first.is_visible() for selector in hidden] == [False] * len(hidden)
    assert page.locator(".summary-list").first.is_visible()


def test_language_link_leads_to_the_same_page(page: Page) -> None:
    page.goto("/personuppgifter/")

    page.get_by_role("link", name="English").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Personal data"
    page.get_by_role("link", name="Svenska").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Personuppgifter"

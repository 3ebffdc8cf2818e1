"""The catalogue in a real browser: printing and passing on, with and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from home import demo, municipality
from home.models import Category
from tests.home.catalogue import service

LIST = "/e-tjanster/"


@pytest.fixture(autouse=True)
def _content(transactional_db: None, cast: Any) -> None:
    municipality.forget()
    demo.load()
    school = Category.objects.get(slug="barn-och-skola")
    for title in ("Skolskjuts", "Förskoleplats"):
        texts = {"summary": "Kort om tjänsten.", "cost": "200 kr", "minutes": 10, "unit": cast.unit}
        service(title, category=school, **texts)


def test_promise_11_catalogue_is_walked_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)

    page.goto("/")
    page.get_by_role("link", name="Privatpersoner").click()
    page.get_by_role("link", name="Barn och skola").click()
    page.get_by_role("link", name="Skolskjuts").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Skolskjuts")
    expect(page.get_by_label("Sidans adress")).to_have_value(page.url)
    expect(page.get_by_role("button", name="Kopiera adressen")).to_have_count(0)


def test_address_is_copied_by_one_press(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{LIST}skolskjuts/")

    page.get_by_role("button", name="Kopiera adressen").click()

    expect(page.get_by_text("Adressen är kopierad.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_letter_leads_down_the_page(page: Page) -> None:
    page.goto(f"{LIST}a-o/")

    page.get_by_role("link", name="F", exact=True).click()

    assert page.evaluate("document.activeElement.textContent") == "F"


def test_printed_service_has_no_way_to_pass_it_on(page: Page) -> None:
    page.goto(f"{LIST}skolskjuts/")
    page.emulate_media(media="print")

    assert (page.locator(".share").is_visible(), page.locator("h1").is_visible()) == (False, True)

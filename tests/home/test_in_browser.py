"""The public frame in a real browser: axe, narrow screens, spacing, keyboard, no JavaScript (promise 11)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from home import demo, municipality

PATHS = ["/", "/e-tjanster/", "/sa-fungerar-det/", "/e-legitimation/", "/demo/", "/demo/mejl/", "/demo/komponenter/"]
PATHS += ["/kontakta-oss/", "/tillganglighet/", "/kakor/"]
ERROR_PATHS = [f"/demo/fel/{status}/" for status in (400, 403, 404, 408, 413, 419, 429, 431, 500, 503)]
ENGLISH = [
    "/en/",
    "/en/saving-and-sending/",
    "/en/contact/",
    "/en/accessibility/",
    "/en/kontakta-oss/",
    "/demo/komponenter/?sprak=en",
]
NARROW = {"width": 320, "height": 640}
SPACED_TEXT = """for (const element of document.querySelectorAll("*")) {
  element.style.setProperty("line-height", "1.5", "important");
  element.style.setProperty("letter-spacing", "0.12em", "important");
  element.style.setProperty("word-spacing", "0.16em", "important");
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """[...document.querySelectorAll("h1, h2, h3, p, a, label, legend, button, .tag, dt, dd")]
  .filter(element => !element.closest(".visually-hidden, .skip-link, .table-scroll") && element.checkVisibility())
  .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(element => element.textContent.trim().slice(0, 40))"""


@pytest.fixture(autouse=True)
def _content(transactional_db: None) -> None:
    municipality.forget()
    demo.load()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_promise_11_public_pages_are_accessible(
    new_page: Callable[..., Page], assert_accessible: Callable[[Page], None], scheme: str
) -> None:
    page = new_page(color_scheme=scheme)

    for path in [*PATHS, *ERROR_PATHS, *ENGLISH]:
        page.goto(path)
        assert_accessible(page)


def test_promise_11_public_pages_fit_the_narrowest_screen(
    new_page: Callable[..., Page], assert_accessible: Any
) -> None:
    page = new_page(viewport=NARROW)

    for path in [*PATHS, *ERROR_PATHS, *ENGLISH]:
        page.goto(path)
        assert (page.evaluate(SIDEWAYS), page.evaluate(CUT_OFF)) == (0, []), path
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_promise_11_pages_stand_wide_text_spacing(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800}, bypass_csp=True)

    for path in ["/", "/sa-fungerar-det/", "/demo/komponenter/"]:
        page.goto(path)
        page.evaluate(SPACED_TEXT)
        assert (page.evaluate(SIDEWAYS), page.evaluate(CUT_OFF)) == (0, []), path


def test_promise_11_skip_link_is_first_and_moves_focus(page: Page) -> None:
    page.goto("/kontakt/")

    page.keyboard.press("Tab")
    first = page.evaluate("[document.activeElement.className, document.activeElement.getBoundingClientRect().top >= 0]")
    page.keyboard.press("Enter")

    assert first == ["skip-link", True]
    assert page.evaluate("document.activeElement.id") == "innehall"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_promise_11_focus_is_always_visible(new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto("/demo/komponenter/")
    outline = (
        "(({ outlineStyle, outlineWidth }) => outlineStyle + outlineWidth)(getComputedStyle(document.activeElement))"
    )
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")

    for _press in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(outline) == "solid3px", page.evaluate("document.activeElement.outerHTML")


def test_promise_11_targets_are_large_enough(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=NARROW)
    page.goto("/demo/komponenter/")
    small = """[...document.querySelectorAll("button, .button, input, select, textarea, nav a, .choice")]
      .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 24)
      .map(element => element.outerHTML)"""

    assert page.evaluate(small) == []


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

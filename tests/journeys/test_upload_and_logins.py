"""A file chosen after a login, a logout or a rush: told as it is, and on its way again without being chosen anew."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from config.pace import RATES, Rate
from tests.fixtures_browser import PHONE
from tests.journeys.errands import tick
from tests.journeys.test_files import WAIT, a_photo, shows

Check = Callable[[Page], None]
LogIn = Callable[[Page, str], None]
ALERT = ".upload [role=alert]"


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Any, problems: Any) -> None:
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"
    for status in (401, 403, 429):
        problems.allow(f"status of {status}")


@pytest.fixture
def opened(new_page: Callable[..., Page], log_in: LogIn) -> Page:
    """Astrid, logged in, on a step that takes files, with something saved; on a phone."""
    page = new_page(viewport=PHONE)
    page.set_default_timeout(WAIT)
    page.goto("/mina-sidor/")
    log_in(page, "Astrid")
    page.goto("/e-tjanster/fraga-om-bygglov/")
    page.get_by_role("link", name="Starta", exact=True).click()
    page.wait_for_url("**/starta/**")  # with its scripts: what is typed before them saves itself at the next key
    page.get_by_label("Beskriv vad du vill göra").fill("Ett växthus")
    expect(page.locator("#save-state")).to_contain_text("Sparat")
    return page


def log_out(page: Page) -> Page:
    """In another tab of the same browser, which is returned."""
    other = page.context.new_page()
    other.goto("/logga-ut/")
    other.get_by_role("main").get_by_role("button", name="Logga ut").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(re.compile("utloggad"))
    return other


def log_in_again(page: Page, log_in: LogIn) -> None:
    other = log_out(page)
    other.goto("/logga-in/")
    log_in(other, "Astrid")
    other.wait_for_url("**/")


def test_upload_after_a_login_in_another_tab_just_goes_on(opened: Page, log_in: LogIn) -> None:
    log_in_again(opened, log_in)

    opened.get_by_label("Välj filer").set_input_files([a_photo()])

    shows(opened, ["hål.jpg"])
    expect(opened.locator(ALERT)).to_have_count(0)
    opened.get_by_label("Beskriv vad du vill göra").fill("Ett större växthus")
    expect(opened.locator("#save-state")).to_contain_text("Sparat kl.")


def test_upload_after_a_logout_is_told_and_tried_again_after_login(
    opened: Page, log_in: LogIn, assert_accessible: Check
) -> None:
    log_out(opened)
    opened.get_by_label("Välj filer").set_input_files([a_photo()])
    expect(opened.locator(ALERT)).to_contain_text("Filen är inte uppladdad. Du är utloggad.")
    assert_accessible(opened)

    with opened.context.expect_page() as other:
        opened.get_by_role("link", name="Logga in igen (öppnas i en ny flik)").click()
    log_in(other.value, "Astrid")
    expect(other.value.get_by_label("Beskriv vad du vill göra")).to_have_value("Ett växthus")
    opened.get_by_role("button", name="Försök igen hål.jpg").click()

    shows(opened, ["hål.jpg"])


def test_upload_in_somebody_elses_session_is_told_and_not_taken(opened: Page, log_in: LogIn) -> None:
    other = log_out(opened)
    other.goto("/logga-in/")
    log_in(other, "Nils")
    other.wait_for_url("**/")

    opened.get_by_label("Välj filer").set_input_files([a_photo()])

    expect(opened.locator(ALERT)).to_contain_text("Filen är inte uppladdad. Någon annan kan ha loggat in")
    expect(opened.locator(".file-list .file-name")).to_have_count(0)


def test_upload_too_soon_waits_and_goes_by_itself(
    opened: Page, assert_accessible: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, "save", Rate("1/8second", ""))
    tick(opened, "Bygga nytt")  # saved at once

    expect(opened.locator("#save-state")).to_contain_text("Sparat")
    opened.get_by_label("Välj filer").set_input_files([a_photo()])

    expect(opened.locator(".upload")).to_contain_text(re.compile("Inte uppladdad än. Sidan försöker igen om . sekund"))
    assert_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shows(opened, ["hål.jpg"])
    expect(opened.locator(ALERT)).to_have_count(0)


def test_upload_that_the_server_fails_on_is_not_called_a_bad_connection(opened: Page, problems: Any) -> None:
    problems.allow("status of 503")
    opened.route("**/utkast/**", lambda route: route.fulfill(status=503, body="<p>Strax tillbaka</p>"))
    opened.route("**/starta/**", lambda route: route.fulfill(status=503, body="<p>Strax tillbaka</p>"))

    opened.get_by_label("Välj filer").set_input_files([a_photo()])

    expect(opened.locator(ALERT)).to_contain_text("Något är fel hos oss just nu.")

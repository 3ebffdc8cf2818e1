"""The person is told before the session ends, on every page, and stays with one press (WCAG 2.2.1)."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts import sessions
from tests.journeys.errands import SchoolTransport
from tests.journeys.looking import look

LogIn = Callable[[Page, str], None]
DIALOG = "#session-warning"


def seen_ago(seconds: int, mark: str = sessions.SEEN) -> None:
    """As if so long had gone by since the person was seen, or logged in."""
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        store[mark] = int(time.time()) - seconds
        store.save()


@pytest.fixture
def on_my_pages(new_page: Callable[..., Page], log_in: LogIn) -> Page:
    """Mina sidor in a browser whose clock the test sets."""
    page = new_page()
    page.clock.install()
    page.goto("/mina-sidor/")
    log_in(page, "Astrid")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mina sidor")
    return page


def let_pass(page: Page, seconds: int) -> None:
    """So long for the page, which then asks the server; and its answer has come."""
    with page.expect_response(lambda answer: answer.url.endswith("/inloggning/")):
        page.clock.run_for(seconds * 1000)


UNTIL_WARNING = sessions.IDLE_SECONDS - sessions.WARNING_SECONDS + 1


def test_warning_comes_five_minutes_ahead_and_one_press_is_enough(
    on_my_pages: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page = on_my_pages
    seen_ago(sessions.IDLE_SECONDS - 280)
    let_pass(page, UNTIL_WARNING)

    dialog = page.get_by_role("alertdialog", name="Du loggas snart ut")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(re.compile(r"Klockan \d\d\.\d\d loggas du ut"))
    expect(dialog.get_by_role("button", name="Fortsätt vara inloggad")).to_be_focused()
    look(page, "loggas-snart-ut")
    assert_accessible(page)
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    assert all(SessionStore(row.session_key)[sessions.SEEN] > time.time() - 60 for row in Session.objects.all())


def test_work_in_another_tab_keeps_the_warning_away(on_my_pages: Page) -> None:
    seen_ago(10)  # the other tab has just been used

    let_pass(on_my_pages, UNTIL_WARNING)

    expect(on_my_pages.locator(DIALOG)).to_be_hidden()


def test_warning_goes_when_another_tab_prolongs_and_tells_when_it_is_over(
    on_my_pages: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page = on_my_pages
    seen_ago(sessions.IDLE_SECONDS - 280)
    let_pass(page, UNTIL_WARNING)
    expect(page.locator(DIALOG)).to_be_visible()
    seen_ago(10)
    let_pass(page, 16)
    expect(page.locator(DIALOG)).to_be_hidden()

    Session.objects.all().delete()
    let_pass(page, UNTIL_WARNING)

    expect(page.get_by_role("alertdialog", name="Du är utloggad")).to_be_visible()
    expect(page.locator(DIALOG).get_by_role("link", name="Logga in igen")).to_be_focused()
    look(page, "ar-utloggad")
    assert_accessible(page)


def test_promise_14_absolute_end_is_told_saves_first_and_loses_nothing(
    new_page: Callable[..., Page], log_in: LogIn, settings: Any, assert_accessible: Callable[[Page], None]
) -> None:
    page = new_page()
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    errand.applicant()
    seen_ago(settings.SESSION_COOKIE_AGE - sessions.WARNING_SECONDS - 4, sessions.BEGAN)
    page.reload()
    page.get_by_label("Barnets namn").fill("Elsa Lindberg")

    dialog = page.get_by_role("alertdialog", name="Du loggas snart ut")
    expect(dialog).to_contain_text("åtta timmar")
    expect(dialog.get_by_role("button", name="Fortsätt vara inloggad")).to_be_hidden()
    expect(page.locator("#save-state[data-state=saved]")).to_be_visible()
    look(page, "atta-timmar")
    assert_accessible(page)
    dialog.get_by_role("link", name="Logga in igen").click()
    log_in(page, "Astrid")

    expect(page.get_by_label("Barnets namn")).to_have_value("Elsa Lindberg")


def test_without_javascript_a_link_prolongs_beside_the_page(new_page: Callable[..., Page], log_in: LogIn) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/mina-sidor/")
    log_in(page, "Astrid")
    seen_ago(sessions.IDLE_SECONDS - 60)

    look(page, "inloggad-till")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Fortsätt vara inloggad").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Du är fortfarande inloggad")
    look(opened.value, "fortfarande-inloggad")
    assert all(SessionStore(row.session_key)[sessions.SEEN] > time.time() - 60 for row in Session.objects.all())

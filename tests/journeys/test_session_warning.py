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
    page = new_page()
    page.goto("/mina-sidor/")
    log_in(page, "Astrid")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mina sidor")
    return page


def test_warning_comes_five_minutes_ahead_and_one_press_is_enough(
    on_my_pages: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page = on_my_pages
    warn_soon(page)
    seen_ago(sessions.IDLE_SECONDS - 280)
    page.evaluate("window.scrollTo(0, 0)")

    dialog = page.get_by_role("alertdialog", name="Du loggas snart ut")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(re.compile(r"Klockan \d\d\.\d\d loggas du ut"))
    expect(dialog.get_by_role("button", name="Fortsätt vara inloggad")).to_be_focused()
    look(page, "loggas-snart-ut")
    assert_accessible(page)
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    assert all(SessionStore(row.session_key)[sessions.SEEN] > time.time() - 60 for row in Session.objects.all())


def warn_soon(page: Page) -> None:
    """The page's own clock: as if it had been open for 55 minutes."""
    seen_ago(sessions.IDLE_SECONDS - sessions.WARNING_SECONDS - 3)
    page.reload()
    seen_ago(sessions.IDLE_SECONDS - sessions.WARNING_SECONDS - 3)
    page.reload()


def test_work_in_another_tab_keeps_the_warning_away(on_my_pages: Page) -> None:
    page = on_my_pages
    warn_soon(page)
    seen_ago(10)  # the other tab has just been used

    page.wait_for_timeout(4500)

    expect(page.locator(DIALOG)).to_be_hidden()


def test_warning_goes_when_another_tab_prolongs_and_tells_when_it_is_over(on_my_pages: Page, settings: Any) -> None:
    page = on_my_pages
    page.clock.install()
    warn_soon(page)
    seen_ago(sessions.IDLE_SECONDS - 280)
    page.clock.run_for(5_000)
    expect(page.locator(DIALOG)).to_be_visible()
    seen_ago(10)
    page.clock.run_for(16_000)
    expect(page.locator(DIALOG)).to_be_hidden()

    Session.objects.all().delete()
    page.clock.run_for(3_600_000)

    expect(page.get_by_role("alertdialog", name="Du är utloggad")).to_be_visible()
    expect(page.locator(DIALOG).get_by_role("link", name="Logga in igen")).to_be_focused()
    look(page, "ar-utloggad")


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

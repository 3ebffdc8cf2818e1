"""A saved errand through its life: an address for reminders, a warning, a closed service, and the end."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from eservices.actions.closing import apply_closing_rules
from eservices.actions.expiry import remove_expired_drafts, warn_owners
from eservices.models import EServicePage, WhenClosed
from outbox import actions as outbox
from tests.fixtures_browser import PHONE
from tests.journeys.errands import SchoolTransport

LogIn = Callable[[Page, str], None]
Check = Callable[[Page], None]


def save_and_leave(page: Page, log_in: LogIn) -> None:
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    errand.applicant()
    page.get_by_label("Barnets namn").fill("Elsa")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Det är inte inskickat", exact=False)).to_be_visible()


def mina_sidor(new_page: Callable[..., Page], log_in: LogIn, **options: object) -> Page:
    page = new_page(**options)
    page.goto("/mina-sidor/")
    log_in(page, "Astrid")
    return page


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_address_is_given_after_spara_and_removed_again(
    new_page: Callable[..., Page], log_in: LogIn, assert_accessible: Check, java_script_enabled: bool
) -> None:
    page = new_page(java_script_enabled=java_script_enabled)
    save_and_leave(page, log_in)
    check(page, assert_accessible, java_script_enabled)

    page.get_by_label("Din e-postadress").fill("astrid@")
    page.get_by_role("button", name="Spara adressen").click()
    expect(page).to_have_title(re.compile("^Fel: "))
    check(page, assert_accessible, java_script_enabled)
    page.get_by_label("Din e-postadress").fill("astrid@post.example")
    page.get_by_role("button", name="Spara adressen").click()
    expect(page.get_by_text("Adressen är sparad.")).to_be_visible()
    expect(page.get_by_text("Vill du ha ett mejl")).to_have_count(0)
    check(page, assert_accessible, java_script_enabled)

    page.get_by_role("link", name="Kontaktuppgifter").click()
    expect(page.get_by_label("Din e-postadress")).to_have_value("astrid@post.example")
    page.get_by_role("button", name="Ta bort adressen").click()
    expect(page.get_by_text("Din e-postadress är borttagen.")).to_be_visible()


def check(page: Page, assert_accessible: Check, with_script: bool) -> None:
    if with_script:  # axe is a script
        assert_accessible(page)


def test_warning_comes_by_mail_and_on_mina_sidor_and_then_the_end(
    new_page: Callable[..., Page], log_in: LogIn, assert_accessible: Check, mailoutbox: list[EmailMessage]
) -> None:
    begun = new_page()
    save_and_leave(begun, log_in)
    begun.get_by_label("Din e-postadress").fill("astrid@post.example")
    begun.get_by_role("button", name="Spara adressen").click()
    address = begun.get_by_role("link", name=re.compile("^Fortsätt")).get_attribute("href")

    with time_machine.travel(timezone.now() + timedelta(days=85)):
        warn_owners(timezone.now())
        outbox.sweep()
        assert [mail.to for mail in mailoutbox] == [["astrid@post.example"]]
        warned = mina_sidor(new_page, log_in, viewport=PHONE)
        expect(warned.get_by_text("Ett utkast tas bort")).to_be_visible()
        expect(warned.get_by_text("Tas bort om 5 dagar")).to_be_visible()
        assert_accessible(warned)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        remove_expired_drafts(timezone.now())
        late = mina_sidor(new_page, log_in)
        late.goto(address or "")
        expect(late.get_by_role("heading", level=1)).to_have_text("Utkastet är borttaget")
        assert_accessible(late)
        late.get_by_role("link", name="Börja på nytt").click()
        expect(late.get_by_role("heading", level=1)).to_have_text("Du som ansöker")


@pytest.fixture(autouse=True)
def _what_the_browser_says_of_gone_pages(problems: list[str]) -> None:
    problems.allow("status of 410")  # type: ignore[attr-defined]
    problems.allow("status of 409")  # type: ignore[attr-defined]
    problems.allow("status of 404")  # type: ignore[attr-defined]


def close(**rules: object) -> None:
    """The choice saved, the page unpublished; when it is already, the choice holds as soon as it is saved."""
    page = EServicePage.objects.get(slug="skolskjuts")
    for name, value in rules.items():
        setattr(page, name, value)
    page.save_revision()
    EServicePage.objects.get(pk=page.pk).unpublish()
    apply_closing_rules(page)


def test_who_is_half_way_in_a_closed_service_is_told_what_holds(
    new_page: Callable[..., Page], log_in: LogIn, assert_accessible: Check
) -> None:
    page = new_page()
    save_and_leave(page, log_in)
    page.get_by_role("link", name=re.compile("^Fortsätt")).click()

    close(finish_until=timezone.localdate() + timedelta(days=7))
    page.reload()
    expect(page.get_by_text("till och med", exact=False)).to_be_visible()
    assert_accessible(page)

    close(when_closed=WhenClosed.STOP, closed_reason="Ansökan görs från och med nu hos regionen.")
    page.get_by_label("Barnets namn").fill("Elsa Maria")
    page.get_by_role("button", name="Nästa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det gick inte att spara eller skicka in")
    expect(page.get_by_text("Elsa Maria")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Läs det du har sparat").click()
    expect(page.get_by_text("Ansökan görs från och med nu hos regionen.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Till Mina sidor").click()
    expect(page.get_by_role("link", name=re.compile("^Läs"))).to_be_visible()
    assert_accessible(page)


def test_typing_in_a_service_that_stops_is_not_said_to_be_saved(new_page: Callable[..., Page], log_in: LogIn) -> None:
    page = new_page()
    save_and_leave(page, log_in)
    page.get_by_role("link", name=re.compile("^Fortsätt")).click()
    close(when_closed=WhenClosed.STOP)

    page.get_by_label("Barnets namn").press_sequentially("Elsa")

    expect(page.locator("#save-problem")).to_contain_text("E-tjänsten har stängt")
    expect(page.locator("#save-state")).to_have_text("Inte sparat")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_promise_14_what_is_saved_at_granska_is_there_after_leaving(
    new_page: Callable[..., Page], log_in: LogIn, assert_accessible: Check, java_script_enabled: bool
) -> None:
    page = new_page(java_script_enabled=java_script_enabled)
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    errand.up_to_review()
    check(page, assert_accessible, java_script_enabled)

    page.get_by_role("button", name="Spara och fortsätt senare").click()
    expect(page.get_by_text("Sparat. Det är inte inskickat.")).to_be_visible()
    expect(page.get_by_label("Din e-postadress")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Fortsätt Ansök")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska dina svar")
    page.get_by_role("link", name="Lämna utan att spara").click()
    expect(page.get_by_text("Det du sparade då finns kvar på Mina sidor.")).to_be_visible()
    page.get_by_role("button", name="Lämna utan att spara").click()

    page.get_by_role("link", name=re.compile("^Fortsätt Ansök")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska dina svar")
    expect(page.get_by_text("Elsa Lindberg")).to_be_visible()

"""Three people, each in a browser of their own: asked by mail, read, signed, declined, taken back, out of time."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from eservices.actions import packages
from eservices.models import SigningPackage
from tests.eservices.factories import Errand
from tests.eservices.parties import CANARY, Together, a_shared_page, mails
from tests.eservices.signing import logged_in
from tests.fixtures_browser import DESKTOP, PHONE, Problems

NewPage = Callable[..., Page]
Look = Callable[[Page], None]


@pytest.fixture
def begin(demo: None, cast: Any, resident_client: Any) -> Callable[..., Together]:
    """An errand that asks for so many others, ready to be reviewed."""
    people = {"Astrid": cast.astrid, "Bo": cast.bo, "Nils": cast.nils}

    def filled(*others: str) -> Together:
        errand = Errand(resident_client(cast.astrid), a_shared_page(cast.unit, others=len(others)))
        return Together(errand, resident_client, people).fill(*others, wish=CANARY)

    return filled


@pytest.fixture
def somebody(new_page: NewPage) -> Callable[..., Page]:
    """`somebody("Bo")`: his own browser, logged in; `somebody()`: one where nobody is."""

    def open_browser(name: str = "", *, script: bool = True) -> Page:
        client = {"client": logged_in(name)} if name else {}
        return new_page(java_script_enabled=script, viewport=PHONE if script else DESKTOP, **client)

    return open_browser


def link_to(email: str) -> str:
    """The link in the newest request to this address, without the host."""
    body = next(mail.body for mail in reversed(mails("signing_invitation")) if mail.to == email)
    return re.search(r"http://[^/]+(/\S+)", body).group(1)


def sign_at_the_eid(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).press("Enter")
    page.get_by_role("button", name="Skriv under").press("Enter")


@pytest.mark.parametrize("script", [True, False])
def test_promise_4_three_people_sign_and_only_then_it_is_received(
    begin: Callable[..., Together], somebody: Callable[..., Page], script: bool, assert_accessible: Look
) -> None:
    """By keyboard alone; with JavaScript on a phone, and without on a wide screen."""
    look: Look = assert_accessible if script else lambda page: None  # axe is a script
    made = begin("Bo", "Nils")
    astrid = somebody("Astrid", script=script)
    astrid.goto(made.errand.address("review"))
    expect(astrid.get_by_role("heading", name="Andra ska också skriva under")).to_be_visible()
    look(astrid)
    sign_at_the_eid(astrid, "Signera och fråga de andra")
    expect(astrid.get_by_role("heading", name="1 av 3 har skrivit under")).to_be_visible()
    look(astrid)

    bo = somebody("Bo", script=script)
    read_and_sign_as_bo(bo, made, look)
    assert made.cases() == []

    nils = somebody("Nils", script=script)
    find_and_sign_as_nils(nils, look)

    bo.goto(made.page(1))
    expect(bo.get_by_role("heading", name="Alla har skrivit under")).to_be_visible()
    astrid.goto(made.errand.address("waiting"))
    expect(astrid.get_by_role("heading", name="Ärendet är inskickat")).to_be_visible()
    assert len(made.cases()) == 1


def read_and_sign_as_bo(bo: Page, made: Together, look: Look) -> None:
    """By the link in the mail."""
    bo.goto(link_to("bo@example.se"))
    expect(bo.get_by_role("heading", name="Någon ber dig skriva under")).to_be_visible()
    expect(bo.get_by_text(CANARY)).to_have_count(0)
    look(bo)
    bo.goto(made.page(1))
    expect(bo.get_by_text(CANARY)).to_be_visible()
    look(bo)
    sign_at_the_eid(bo, "Signera")
    expect(bo.get_by_role("heading", name="Du har skrivit under")).to_be_visible()
    look(bo)


def find_and_sign_as_nils(nils: Page, look: Look) -> None:
    """On Mina sidor, without the mail."""
    nils.goto("/mina-sidor/")
    look(nils)
    nils.get_by_role("link", name="Läs och svara").press("Enter")
    sign_at_the_eid(nils, "Signera")
    expect(nils.get_by_role("heading", name="Alla har skrivit under")).to_be_visible()
    look(nils)


def test_promise_5_forwarded_link_finds_nothing_for_another_and_a_used_one_tells_how_it_went(
    begin: Callable[..., Together],
    somebody: Callable[..., Page],
    log_in: Callable[[Page, str], None],
    assert_accessible: Look,
    problems: Problems,
) -> None:
    problems.allow("status of 404")
    made = begin("Bo")
    made.ask()
    link = link_to("bo@example.se")
    nils = somebody()
    nils.goto(link)
    nils.get_by_role("link", name="Logga in och läs").click()
    log_in(nils, "Nils")
    expect(nils.get_by_role("heading", name="Här finns inget för dig att skriva under")).to_be_visible()
    expect(nils.get_by_text("Astrid")).to_have_count(0)
    assert_accessible(nils)

    made.sign("Bo")
    bo = somebody("Bo")
    bo.goto(link)
    expect(bo.get_by_role("heading", name="Någon ber dig skriva under")).to_be_visible()
    bo.goto(made.page(1))
    expect(bo.get_by_role("heading", name="Alla har skrivit under")).to_be_visible()


def test_no_then_changed_and_asked_again(
    begin: Callable[..., Together], somebody: Callable[..., Page], assert_accessible: Look
) -> None:
    made = begin("Bo")
    made.ask()
    bo, astrid = somebody("Bo"), somebody("Astrid")
    bo.goto(made.page(1))
    bo.get_by_role("link", name="Säg nej").click()
    bo.get_by_label("Varför?").fill("Det är inte min båt")
    assert_accessible(bo)
    bo.get_by_role("button", name="Säg nej").click()
    expect(bo.get_by_role("heading", name="Du har sagt nej")).to_be_visible()
    assert_accessible(bo)

    astrid.goto(made.errand.address("review"))
    expect(astrid.get_by_text("Det är inte min båt")).to_be_visible()
    assert_accessible(astrid)
    astrid.get_by_role("link", name="Ändra Vad vill du?").click()
    astrid.get_by_label("Vad vill du?").fill("Plats för kanot")
    astrid.get_by_role("button", name="Nästa").click()
    astrid.get_by_role("button", name="Nästa").click()
    astrid.get_by_role("button", name="Nästa").click()
    sign_at_the_eid(astrid, "Signera och fråga de andra")
    bo.goto(made.page(1))
    expect(bo.get_by_text("Plats för kanot")).to_be_visible()
    sign_at_the_eid(bo, "Signera")
    expect(bo.get_by_role("heading", name="Alla har skrivit under")).to_be_visible()


def test_taken_back_and_out_of_time(
    begin: Callable[..., Together], somebody: Callable[..., Page], assert_accessible: Look, problems: Problems
) -> None:
    problems.allow("status of 410")
    made = begin("Bo")
    made.ask()
    astrid, bo = somebody("Astrid"), somebody("Bo")
    astrid.goto(made.errand.address("waiting"))
    astrid.get_by_role("button", name="Ta tillbaka").click()
    expect(astrid.get_by_role("heading", name="Granska dina svar")).to_be_visible()
    expect(astrid.get_by_text("Du har tagit tillbaka det", exact=True)).to_be_visible()
    bo.goto(link_to("bo@example.se"))
    expect(bo.get_by_role("heading", name="Länken gäller inte längre")).to_be_visible()
    assert_accessible(bo)

    sign_at_the_eid(astrid, "Signera och fråga de andra")
    SigningPackage.objects.waiting().update(deadline=timezone.now())
    packages.expire_packages(timezone.now())
    bo.goto(made.page(1))
    expect(bo.get_by_role("heading", name="Det går inte att skriva under längre")).to_be_visible()
    assert_accessible(bo)
    astrid.goto(made.errand.address("waiting"))
    expect(astrid.get_by_text("Alla hann inte skriva under i tid")).to_be_visible()
    assert made.cases() == []

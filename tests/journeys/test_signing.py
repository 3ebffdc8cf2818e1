"""Signera och skicka in, in a real browser: with and without JavaScript, cancelled and done, and by way of a broker."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from casework.models import Case
from eservices.models import EServicePage
from tests.accounts.oidc.brokers import ASTRID, client_key_file, real_broker
from tests.accounts.oidc.conftest import forget
from tests.eservices.factories import Errand, a_page
from tests.faults.processes import free_port
from tests.fixtures_browser import DESKTOP, PHONE, Problems

SIGN = "Signera och skicka in"
NewPage = Callable[..., Page]


@pytest.fixture
def signed_page(demo: None, cast: Any) -> EServicePage:
    return a_page(cast.unit, signature_level="signature")


@pytest.mark.parametrize("script", [True, False])
def test_promise_11_resident_signs_and_sends(
    new_page: NewPage,
    resident_client: Any,
    cast: Any,
    signed_page: EServicePage,
    script: bool,
    problems: Problems,
    assert_accessible: Callable[[Page], None],
) -> None:
    look: Callable[[Page], None] = assert_accessible if script else lambda page: None  # axe is a script
    problems.allow("status of 403")  # the page that says that it was cancelled
    client = resident_client(cast.astrid)
    errand = Errand(client, signed_page).fill()
    page = new_page(client=client, java_script_enabled=script, viewport=PHONE if script else DESKTOP)

    page.goto(errand.address("review"))
    look(page)
    page.get_by_role("button", name=SIGN).click()
    expect(page.get_by_role("heading", name="Det här skriver du under")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Avbryt").click()
    expect(page.get_by_role("heading", name="Underskriften blev inte av")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tillbaka till granskningen").click()
    page.get_by_role("button", name=SIGN).click()
    page.get_by_role("button", name="Skriv under").click()

    expect(page.get_by_role("heading", name="Ärendet är inskickat")).to_be_visible()
    expect(page.get_by_text("Underskriven med e-legitimation")).to_be_visible()
    look(page)
    page.go_back()
    assert Case.objects.filter(applicant=cast.astrid, service_title=signed_page.title).count() == 1


@pytest.fixture
def broker(portal: str, settings: Any, tmp_path: Path) -> Iterator[str]:
    key = client_key_file(tmp_path)
    with real_broker(free_port(), key, f"{portal}/logga-in/svar/") as issuer:
        settings.EID_FILE, settings.EID_PROVIDERS = str(tmp_path / "eid.toml"), ["bankid"]
        Path(settings.EID_FILE).write_text(
            f'[bankid]\nlabel = "BankID"\nissuer = "{issuer}"\nclient_id = "portal"\nkey_file = "{key}"\n'
        )
        forget()
        yield issuer
    forget()


def test_resident_logs_in_and_signs_at_a_real_broker(
    new_page: NewPage, broker: str, signed_page: EServicePage, problems: Problems
) -> None:
    problems.allow(f"request to another host: {broker}/")
    page = new_page()
    page.goto("/logga-in/?next=/mina-sidor/")
    page.get_by_role("button", name="Logga in med BankID").click()
    identify(page)
    expect(page.get_by_role("heading", name="Mina sidor", level=1)).to_be_visible()
    errand = Errand(logged_in(page), signed_page).fill()

    page.goto(errand.address("review"))
    page.get_by_role("button", name=SIGN).click()
    identify(page)

    expect(page.get_by_role("heading", name="Ärendet är inskickat")).to_be_visible()
    assert Case.objects.get(applicant=User.everyone.get(first_name="Astrid")).is_test is False


def identify(page: Page) -> None:
    page.get_by_label("Person").fill(ASTRID)
    page.get_by_role("button", name="Legitimera").click()


def logged_in(page: Page) -> Client:
    """The same session, for what needs no browser."""
    client = Client()
    for cookie in page.context.cookies():
        client.cookies[cookie["name"]] = cookie["value"]
    return client

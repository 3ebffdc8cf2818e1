"""What `make screenshots` takes pictures of. Not among the tests: it runs when it is named."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.fixtures_browser import keep_picture
from tests.journeys.conftest import log_in
from tests.journeys.errands import SchoolTransport, next_step

__all__ = ["log_in"]
ANYBODYS = {"startsida": "/", "katalog": "/e-tjanster/", "tjanst": "/e-tjanster/skolskjuts/"} | {
    "sok": "/sok/?q=skola",
    "informationssida": "/sa-fungerar-det/",
}


@pytest.fixture(autouse=True)
def demo(portal: str) -> None:
    call_command("load_demo", verbosity=0, errands=True)


def test_pages_of_the_demo(
    new_page: Callable[..., Page],
    log_in: Callable[[Page, str], None],  # the journeys' fixture
    staff_client: Callable[[User], Client],
) -> None:
    visitor = new_page()
    for name, path in ANYBODYS.items():
        visitor.goto(path)
        keep_picture(visitor, name)
    in_the_dark = new_page(color_scheme="dark")
    in_the_dark.goto("/")
    keep_picture(in_the_dark, "startsida-mork")
    send_an_errand(new_page(), log_in)
    desk = new_page(client=staff_client(User.objects.get(username="hugo")))
    desk.goto("/admin/arenden/")
    desk.wait_for_load_state("networkidle")
    keep_picture(desk, "handlaggare-arenden")


def send_an_errand(page: Page, log_in: Callable[[Page, str], None]) -> None:
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    keep_picture(page, "steg")
    page.get_by_label("Telefon").fill("12")
    next_step(page)
    expect(page.locator("#error-summary")).to_be_focused()
    keep_picture(page, "steg-med-fel")
    errand.up_to_review()
    keep_picture(page, "granska")
    errand.review_and_send()
    keep_picture(page, "kvittens")
    page.get_by_role("link", name="Visa ärendet på Mina sidor").click()
    keep_picture(page, "arende")
    page.goto("/mina-sidor/")
    keep_picture(page, "mina-sidor")

"""The demo municipality in a running portal, and people who walk through it as they would: by way of its own pages."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page


@pytest.fixture(autouse=True)
def demo(portal: str) -> None:
    call_command("load_demo", verbosity=0)


@pytest.fixture
def log_in() -> Callable[[Page, str], None]:
    """`log_in(page, "Astrid")` on the page that asks for e-ID."""

    def through_test_eid(page: Page, first_name: str) -> None:
        page.get_by_role("button", name="Logga in med Test-e-legitimation").click()
        page.get_by_text(first_name).first.click()
        page.get_by_role("button", name="Legitimera").click()

    return through_test_eid


@pytest.fixture
def log_in_staff() -> Callable[[Page, str], None]:
    """`log_in_staff(page, "maja")`: password and the code that the demo's phone shows now, on the real login page."""

    def with_two_factors(page: Page, username: str) -> None:
        from accounts.demo import demo_codes

        login = next(login for login in demo_codes() if login.username == username)
        page.goto("/admin/")
        page.locator("#id_username").fill(login.username)
        page.locator("#id_password").fill(login.password)
        page.locator("#id_otp_token").fill(login.code)
        page.locator("button[type=submit]").first.click()
        page.wait_for_url("**/admin/")

    return with_two_factors

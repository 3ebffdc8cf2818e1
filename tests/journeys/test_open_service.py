"""Services that need no login, and one that stops."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.errands import next_step, tick
from tests.journeys.looking import look

LogIn = Callable[[Page, str], None]
Check = Callable[[Page], None]


def test_fault_is_reported_without_login(new_page: Callable[..., Page], assert_accessible: Check) -> None:
    page = new_page()
    page.goto("/e-tjanster/felanmalan-gata-och-park/")
    assert_accessible(page)
    page.get_by_role("link", name="Starta", exact=True).click()
    assert_accessible(page)
    expect(page.get_by_role("button", name="Spara", exact=True)).to_have_count(0)
    tick(page, "Hål i gatan")
    page.get_by_label("Var?").fill("Tegelgatan 3")
    next_step(page)
    next_step(page)
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")
    assert_accessible(page)

    stranger = new_page()
    stranger.goto(page.url)
    expect(stranger.get_by_role("heading", level=1)).not_to_have_text("Ärendet är inskickat")


def test_unsent_errand_without_login_is_that_browsers_alone(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/e-tjanster/felanmalan-gata-och-park/")
    page.get_by_role("link", name="Starta", exact=True).click()
    tick(page, "Nedskräpning")
    page.get_by_label("Var?").fill("Badplatsen")
    next_step(page)
    page.go_back()
    page.reload()
    expect(page.get_by_label("Var?")).to_have_value("Badplatsen")

    stranger = new_page()
    stranger.goto(page.url)
    assert "Badplatsen" not in stranger.content()


def test_stop_says_why_and_where_to_go(page: Page, assert_accessible: Check) -> None:
    page.goto("/e-tjanster/fraga-om-bygglov/")
    page.get_by_role("link", name="Starta", exact=True).click()
    assert_accessible(page)
    page.get_by_role("link", name="Fortsätt utan att logga in").click()
    tick(page, "Riva")
    expect(page.get_by_text("Rivning anmäls på papper")).to_be_visible()
    expect(page.get_by_label("Beskriv vad du vill göra")).to_be_hidden()
    assert_accessible(page)

    next_step(page)
    expect(page.get_by_text("Rivning anmäls på papper")).to_be_visible()
    tick(page, "Bygga nytt")
    expect(page.get_by_label("Beskriv vad du vill göra")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_promise_14_visitor_gets_the_text_back_when_somebody_logs_in_in_another_tab(
    new_page: Callable[..., Page],
    log_in: Callable[[Page, str], None],
    assert_accessible: Check,
    problems: Any,
    script: bool,
) -> None:
    problems.allow("status of 40")
    page = new_page(java_script_enabled=script)
    page.goto("/e-tjanster/felanmalan-gata-och-park/")
    page.get_by_role("link", name="Starta", exact=True).click()
    tick(page, "Nedskräpning")
    other = page.context.new_page()
    other.goto("/logga-in/")
    log_in(other, "Astrid")

    page.get_by_label("Var?").fill("Badplatsen")
    if script:
        expect(page.locator("#save-problem")).to_contain_text("Någon har loggat in eller ut i ett annat fönster")
    next_step(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Det gick inte att spara")
    expect(page.get_by_text("Badplatsen")).to_be_visible()
    expect(page.get_by_role("link", name="Börja om i ett nytt fönster")).to_be_visible()
    if script:  # axe is a script
        assert_accessible(page)
        look(page, "besokare-mot-inloggning")

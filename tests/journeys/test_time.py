"""Sessions that end, logins elsewhere, two windows and lost networks: nothing typed is lost (promise 14)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.errands import SchoolTransport, next_step
from tests.journeys.looking import look

LogIn = Callable[[Page, str], None]
Check = Callable[[Page], None]
KEPT = "Det du skrev innan du loggades ut finns kvar."
SAVED = "#save-state[data-state=saved]"


@pytest.fixture
def seen(assert_accessible: Check) -> Callable[[Page, str], None]:
    """`seen(page, "name")`: no wider than a phone, and accessible."""

    def check(page: Page, name: str) -> None:
        look(page, name)
        assert_accessible(page)

    return check


@pytest.fixture
def at_child(new_page: Callable[..., Page], log_in: LogIn) -> Callable[..., Page]:
    """A browser where Astrid is on the second step, where the child's name is asked for."""

    def begin(**options: Any) -> Page:
        page = new_page(**options)
        errand = SchoolTransport(page)
        errand.start()
        log_in(page, "Astrid")
        errand.applicant()
        expect(page.get_by_label("Barnets namn")).to_be_visible()
        return page

    return begin


def end_sessions() -> None:
    """As when they have been idle for too long: the browser's cookie leads to nothing."""
    Session.objects.all().delete()


def typed(page: Page, text: str) -> None:
    page.get_by_label("Barnets namn").fill(text)


@pytest.mark.parametrize("script", [True, False])
def test_promise_14_session_ends_in_mid_step(
    at_child: Callable[..., Page], log_in: LogIn, seen: Any, script: bool, problems: Any
) -> None:
    problems.allow("status of 40")
    page = at_child(java_script_enabled=script)
    end_sessions()

    typed(page, "Elsa Lindberg")
    next_step(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har blivit utloggad")
    if script:
        seen(page, "utloggad")
    page.get_by_role("link", name="Logga in igen").click()
    log_in(page, "Astrid")

    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_label("Barnets namn")).to_have_value("Elsa Lindberg")


def test_promise_14_typing_after_the_session_has_ended_is_kept_by_itself(
    at_child: Callable[..., Page], log_in: LogIn, seen: Any, problems: Any
) -> None:
    problems.allow("status of 401")
    page = at_child()
    end_sessions()

    typed(page, "Elsa")
    expect(page.locator("#save-problem")).to_contain_text("sparat i en timme")
    seen(page, "autosparat-utloggad")
    page.locator("#save-problem").get_by_role("link", name="Logga in igen").click()
    log_in(page, "Astrid")

    expect(page.get_by_label("Barnets namn")).to_have_value("Elsa")


def test_login_in_another_tab_as_the_same_person_is_not_noticed(
    at_child: Callable[..., Page], log_in: LogIn, problems: Any
) -> None:
    problems.allow("status of 403")
    page = at_child()
    other_tab(page.context, log_in, "Astrid")

    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 200):
        typed(page, "Elsa")
    expect(page.locator("#save-problem")).to_be_hidden()
    next_step(page)

    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.get_by_label("Barnets namn")).to_have_value("Elsa")
    expect(page.get_by_text(KEPT)).to_have_count(0)


def test_promise_1_login_in_another_tab_as_somebody_else(
    at_child: Callable[..., Page], log_in: LogIn, seen: Any, problems: Any
) -> None:
    problems.allow("status of 40")
    page = at_child()
    other_tab(page.context, log_in, "Nils")

    typed(page, "Elsa Kanariefågel")
    expect(page.locator("#save-problem")).to_contain_text("Någon annan kan ha loggat in")
    next_step(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan hade blivit för gammal")
    seen(page, "for-gammal")
    assert "Kanariefågel" not in page.content()
    page.goto("/mina-sidor/")
    expect(page.get_by_text("Du har inget påbörjat.")).to_be_visible()


def other_tab(context: BrowserContext, log_in: LogIn, name: str) -> None:
    tab = context.new_page()
    tab.goto("/logga-in/?next=/mina-sidor/")
    log_in(tab, name)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Mina sidor")
    tab.close()


@pytest.mark.parametrize("script", [True, False])
def test_promise_14_two_windows_and_a_choice_for_each_question(
    at_child: Callable[..., Page], seen: Any, script: bool, problems: Any
) -> None:
    problems.allow("status of 409")
    page = at_child(java_script_enabled=script)
    other = page.context.new_page()
    other.goto(page.url)
    typed(other, "Elsa Lindberg")
    other.get_by_label("Skola").fill("Heby skola")
    next_step(other)

    typed(page, "Elsa Berg")
    page.get_by_label("Skola").fill("Östervåla skola")
    next_step(page)
    expect(page.get_by_text("Samma frågor har fått olika svar")).to_be_visible()
    if script:
        seen(page, "valj-svar")
    page.get_by_role("radio", name=re.compile("Heby skola")).focus()
    page.keyboard.press("Space")
    next_step(page)

    expect(page.get_by_label("Barnets namn")).to_have_value("Elsa Berg")
    expect(page.get_by_label("Skola")).to_have_value("Heby skola")


def test_promise_14_network_cut_and_back(at_child: Callable[..., Page], seen: Any, problems: Any) -> None:
    problems.allow("ERR_INTERNET_DISCONNECTED")
    page = at_child()
    page.context.set_offline(True)

    typed(page, "Elsa")
    problem = page.locator("#save-problem")
    expect(problem).to_contain_text("ingen kontakt med nätet")
    expect(problem.locator("li")).to_have_text(["Barnets namn"])
    page.get_by_label("Skola").fill("Heby")
    expect(problem.locator("li")).to_have_text(["Barnets namn", "Skola"])
    seen(page, "utan-nat")
    next_step(page)
    expect(page.get_by_label("Skola")).to_have_value("Heby")  # still here
    page.context.set_offline(False)

    expect(page.locator(SAVED)).to_be_visible()
    expect(problem).to_be_hidden()
    page.reload()
    expect(page.get_by_label("Skola")).to_have_value("Heby")


def test_promise_14_server_that_fails_is_tried_again(at_child: Callable[..., Page], problems: Any) -> None:
    problems.allow("status of 503")
    page = at_child()
    answers = iter([503, 503])

    def fail_twice(route: Any) -> None:
        status = next(answers, None) if route.request.method == "POST" else None
        route.fulfill(status=status, body="") if status else route.continue_()

    page.route("**/utkast/**", fail_twice)
    typed(page, "Elsa")
    expect(page.locator("#save-problem")).to_contain_text("inte sparat än. Vi försöker igen")
    typed(page, "Elsa Lindberg")  # never blocked

    expect(page.locator(SAVED)).to_be_visible(timeout=15_000)
    page.reload()
    expect(page.get_by_label("Barnets namn")).to_have_value("Elsa Lindberg")


def test_promise_4_send_again_after_the_answer_was_cut_off(
    new_page: Callable[..., Page], log_in: LogIn, problems: Any
) -> None:
    problems.allow("ERR_")
    page = new_page()
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    for part in (errand.applicant, errand.child, errand.route, errand.declare):
        part()
    review = page.url

    def cut(route: Any) -> None:
        route.fetch(max_redirects=0)  # it arrives, and the answer does not
        route.abort()

    page.route("**/granska/", cut, times=1)
    page.get_by_role("button", name="Skicka in").click()
    page.wait_for_timeout(1500)
    page.goto(review)

    expect(page.get_by_text("Ärendet är redan inskickat.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")

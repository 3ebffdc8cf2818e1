"""The browser fixtures notice what a careful person would see in the console."""

from playwright.sync_api import Page

from tests.fixtures_browser import Problems


def seen(problems: Problems) -> list[str]:
    """What was noted, which this test has asked for and so allows."""
    noted = problems.unexpected()
    problems.allow("")
    return noted


def test_script_error_is_noted(page: Page, problems: Problems) -> None:
    page.goto("/logga-in/")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('slip') })")

    assert [problem.split(" (")[0] for problem in seen(problems)] == ["slip"]


def test_policy_violation_is_noted(page: Page, problems: Problems) -> None:
    page.goto("/logga-in/")
    with page.expect_console_message():
        page.evaluate("document.body.setAttribute('onclick', 'alert(1)')")

    assert "Content Security Policy" in " ".join(seen(problems))


def test_request_elsewhere_is_noted(page: Page, problems: Problems) -> None:
    with page.expect_request("http://elsewhere.example/"):
        page.evaluate("fetch('http://elsewhere.example/', {mode: 'no-cors'}).catch(() => null)")

    assert "request to another host: http://elsewhere.example/" in seen(problems)[0]


def test_quiet_page_has_no_problems(page: Page, problems: Problems) -> None:
    page.goto("/logga-in/")

    assert problems.unexpected() == []

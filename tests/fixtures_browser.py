"""A real Chromium against a live server. Script errors, policy violations and requests elsewhere fail the test."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper
    from pytest_django.live_server_helper import LiveServer

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Colours are judged when what fades in has done so.
STILL = "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => null)"
LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
SWEDISH: dict[str, Any] = {"viewport": DESKTOP, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


class Problems(list[str]):
    """What went wrong in the browser. A test that provokes something says so: `problems.allow("status of 404")`."""

    def __init__(self) -> None:
        super().__init__()
        self.allowed: list[str] = []

    def allow(self, fragment: str) -> None:
        self.allowed.append(fragment)

    def unexpected(self) -> list[str]:
        return [problem for problem in self if not any(fragment in problem for fragment in self.allowed)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium (or the one `CHROMIUM` names), else what `playwright install chromium` fetched."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[LOCAL_ONLY])
        yield chromium
        chromium.close()


@pytest.fixture
def portal(live_server: "LiveServer", settings: "SettingsWrapper") -> str:
    """The address of a running portal, which its links (in mails too) also use."""
    settings.PORTAL_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    return live_server.url


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def new_page(browser: Browser, portal: str, problems: Problems) -> Iterator[Callable[..., Page]]:
    """`new_page(viewport=PHONE, java_script_enabled=False)`: somebody's own browser, shared with nobody.

    Paths are relative to the portal: `page.goto("/logga-in/")`. Pass `client=` to come with that client's session.
    """
    contexts: list[BrowserContext] = []

    def open_page(*, client: "Client | None" = None, **options: Any) -> Page:
        options = SWEDISH | {"base_url": portal} | options
        contexts.append(context := browser.new_context(**options))
        context.set_default_timeout(10_000)
        if client:
            context.add_cookies([{"name": c.key, "value": c.value, "url": portal} for c in client.cookies.values()])
        page = context.new_page()
        watch(page, problems, urlsplit(portal).netloc)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems.unexpected() == []


def watch(page: Page, problems: Problems, host: str) -> None:
    """Note what a careful person would see in the browser's console, policy violations among it."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"{message.text} ({message.location.get('url')}, on {page.url})")

    def on_request(request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != host:
            problems.append(f"request to another host: {request.url} (on {page.url})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"{error} (on {page.url})"))
    page.on("request", on_request)


def keep_picture(page: Page, name: str) -> None:
    """The page as it stands, in both widths, where `LOOK_AT` names a folder for people to look into."""
    if folder := os.environ.get("LOOK_AT"):
        shown = page.viewport_size
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.screenshot(path=Path(folder, f"{name}-{size['width']}.png".replace("/", "_")), full_page=True)
        page.set_viewport_size(shown or DESKTOP)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One browser, nobody logged in."""
    return new_page()


@pytest.fixture
def resident_page(new_page: Callable[..., Page], resident_client: Callable[..., "Client"]) -> Callable[..., Page]:
    """`resident_page(cast.astrid, viewport=PHONE)`: a browser where the resident is logged in."""
    return lambda user, **options: new_page(client=resident_client(user), **options)


@pytest.fixture
def staff_page(new_page: Callable[..., Page], staff_client: Callable[..., "Client"]) -> Callable[..., Page]:
    """`staff_page(cast.hugo)`: a browser where the member of staff is logged in with both factors."""
    return lambda user, **options: new_page(client=staff_client(user), **options)


@pytest.fixture
def assert_accessible(request: pytest.FixtureRequest) -> Callable[[Page], None]:
    """`assert_accessible(page)`: axe finds nothing wrong with the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    numbers = itertools.count(1)

    def check(page: Page) -> None:
        page.evaluate(STILL)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        keep_picture(page, f"{request.node.name}-{next(numbers)}")

    return check

"""Every page a resident can meet is valid HTML by the W3C's checker and html-validate, and no script delays it."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import pytest

from tests.home.html import Markup
from tests.inclusion import errands, places
from tests.inclusion.places import LANGUAGES, Place
from tools import html_checker, html_validate, npm_packages

IS_THERE = html_checker.JAR.exists() and npm_packages.is_there(html_validate.FOLDER)
pytestmark = pytest.mark.skipif(not IS_THERE, reason="needs the HTML checkers; make test fetches them")
CHECKERS = [html_checker.faults, html_validate.faults]


def contents(where: Iterable[Place]) -> dict[str, bytes]:
    """By path; where one path shows several states, each has its number."""
    pages: dict[str, bytes] = {}
    for place in where:
        response = place.response
        assert response.headers["Content-Type"].startswith("text/html"), place.path
        assert "Location" not in response.headers, f"{place.path} leads to {response.headers['Location']}"
        pages[f"{place.path} #{len(pages)}"] = response.content
    return pages


def faults(pages: dict[str, bytes]) -> list[str]:
    return [fault for check in CHECKERS for fault in check(pages)] + late_pages(pages)


def late_pages(pages: dict[str, bytes]) -> list[str]:
    """Scripts that a browser must fetch and run before it goes on with the page."""
    found = []
    for name, content in pages.items():
        for script in Markup(content).all("script"):
            if not ("defer" in script or "async" in script or script.get("type") in ("module", "application/ld+json")):
                found.append(f"{name}: the script {script.get('src', 'on the page')} holds the page up")
    return found


def test_public_pages_are_valid(demo: None) -> None:
    pages = contents(chain(*(kind(one) for one in LANGUAGES for kind in (places.public, places.logins))))
    pages |= contents(places.invitations())

    assert len(pages) > 100
    assert faults(pages) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_errand_is_valid_in_every_state(resident: Any, language: str) -> None:
    pages = contents(errands.every_state(resident(language)))

    assert faults(pages) == []


@pytest.mark.parametrize("check", CHECKERS)
def test_checker_finds_what_is_wrong(check: Callable[..., list[str]]) -> None:
    page = b"<!DOCTYPE html><html lang=sv><head><title>Sida</title></head><body><p id=a></p><p id=a></p></body></html>"

    found = check({"first": page.replace(b"<p id=a></p>", b"", 1), "the page": page})

    assert [line.split(":")[0].strip('"') for line in found if line.lower().count("duplicate id")] == ["the page"]


def test_script_that_holds_the_page_up_is_found() -> None:
    good = b'<script src="/a.js" defer></script><script type="module" src="/b.js"></script>'

    assert late_pages({"good": good}) == []
    assert late_pages({"bad": good + b'<script src="/c.js"></script>'}) == ["bad: the script /c.js holds the page up"]

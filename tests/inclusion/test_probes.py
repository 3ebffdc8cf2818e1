"""Each probe of the crawl finds the fault that it is there for, and a page without faults has none."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.inclusion.visiting import ENLARGED, PROBES, PUBLIC

GOOD = """<!DOCTYPE html><html lang="sv"><head><title>Sida</title><meta name="viewport" content="width=device-width">
<style>.skip:not(:focus) { position: absolute; left: -999px } .button { padding: 1em } /* more */</style></head><body>
<a class="skip" href="#main">Hoppa till innehållet</a><header><p>Kommunen</p></header>
<nav aria-label="Meny"><a class="button" href="/">Start</a></nav>
<main id="main" tabindex="-1"><h1>Rubrik</h1><h2>Under</h2><p class="text">En text som är lång nog att brytas.</p>
<p><button class="button">Skicka</button></p></main><footer><p>Slut</p></footer></body></html>"""
STICKY = "header { position: sticky; top: 0; height: 95vh; background: white; z-index: 1 } button { margin-top: 200vh }"
FAULTS = [  # what is put in the place of what, and words of what is said of it
    ("<h2>Under</h2>", "<h1>Under</h1>", "2 h1"),
    ("<h1>Rubrik</h1>", "<p>Rubrik</p>", "0 h1"),
    ("<h2>Under</h2>", "<h3>Under</h3>", "jumps a level"),
    ("<footer><p>Slut</p></footer>", "", "no footer"),
    ("<footer>", "<div role=main>.</div><footer>", "2 main"),
    ('href="#main"', 'href="/"', "no skip link"),
    ('href="#main"', 'href="#nowhere"', "no skip link"),
    ('href="#main"', 'href="#main" onclick="return false"', "skip link does not move focus"),
    ("-999px", "-999px } .skip { position: absolute; left: -999px; top: -99px", "not seen when it has focus"),
    ("/* more */", ":focus { outline: none }", "focus is not seen"),
    ("<button ", '<button tabindex="2" ', "out of order for the keyboard"),
    ("/* more */", STICKY, "covered when it has focus"),
    ("/* more */", "button.button { padding: 0; height: 12px }", "smaller than 24 px"),
    ("/* more */", ".text { width: 500px }", "px sideways"),
    ("/* more */", "main { overflow: hidden } .text { width: 500px }", "outside the screen: <p"),
    ("/* more */", ".text { height: 1em; overflow: hidden }", "cut off: <p"),
    ("/* more */", ".text { white-space: nowrap; width: max-content }", "sideways with wide text spacing"),
    ("<h2>Under</h2>", '<img src="data:,">', "image-alt"),
    ("/* more */", ".text { color: #999; background: #fff }", "color-contrast"),
]


def told(page: Page, html: str) -> list[str]:
    page.set_content(html)
    found = page.evaluate(f"{PROBES}; probes.everything({json.dumps(PUBLIC)})")["faults"]
    page.set_viewport_size(ENLARGED)
    return [*found, *page.evaluate(f"probes.narrow({json.dumps(PUBLIC)})")]


def test_good_page_has_no_faults(page: Page) -> None:
    assert told(page, GOOD) == []


@pytest.mark.parametrize(("good", "bad", "words"), FAULTS)
def test_fault_is_found(page: Page, problems: Any, good: str, bad: str, words: str) -> None:
    problems.allow("")
    assert good in GOOD

    found = told(page, GOOD.replace(good, bad))

    assert [fault for fault in found if words in fault] != [], found

"""The editor builds a condition from lists: only what the chosen question can be compared by is on offer."""

import pytest
from playwright.sync_api import expect

from eservices.demo.builder import question, reading, stable_id, step, when
from tests.eservices.factories import a_page
from tests.eservices.test_publishing import PAIR, choices

pytestmark = pytest.mark.django_db(transaction=True)
EQUALITY, ANSWERED = ["är", "är inte", "är besvarad", "är inte besvarad"], ["är besvarad", "är inte besvarad"]
OFFERED = {
    "Hur många?": ["är", "är inte", "är större eller senare än", "är mindre eller tidigare än", *ANSWERED],
    "Vilken?": EQUALITY,
    "Vilka?": ["innehåller valet", *ANSWERED],
    "Berätta": ANSWERED,
    "Jag lovar": ANSWERED,
    "Har du båt?": EQUALITY,
}


@pytest.fixture
def editor(cast, staff_page):
    """A page with a question of several kinds, and one after them with a condition."""
    pick = {"choices": choices("pick", PAIR)}
    items = [
        question("number", "many", ("Hur många?", ""), decimals=0),
        question("single_choice", "pick", ("Vilken?", ""), style="radio", **pick),
        question("several_choices", "picks", ("Vilka?", ""), **pick),
        question("long_text", "tell", ("Berätta", ""), max_length=100),
        reading("consent", "promise", ("Jag lovar", ""), ("<p>Allt</p>", "")),
        question("yes_no", "boat", ("Har du båt?", "")),
        question("time", "last", ("Sist?", ""), show_when=when("boat", "equals", "yes")),
    ]
    page = staff_page(cast.maja)
    page.goto(f"/admin/pages/{a_page(cast.unit, steps=[step('s', ('Steg', ''), *items)]).pk}/edit/#tab-fragor")
    return page


def part(editor, name: str):
    return editor.locator(f'[name="steps-0-value-items-6-value-show_when-{name}"]')


def list_of(editor, name: str):
    return part(editor, name).locator("xpath=following-sibling::select")


def offered(editor) -> list[str]:
    """What the list of comparisons holds for somebody who opens it."""
    options = part(editor, "operator").locator("option")
    return options.evaluate_all("all => all.filter(one => !one.disabled).map(one => one.textContent.trim())")


def test_only_comparisons_of_the_questions_type_are_offered(editor):
    list_of(editor, "question").wait_for(state="attached")

    for label, operators in OFFERED.items():
        list_of(editor, "question").select_option(label=label, force=True)
        assert (label, offered(editor)) == (label, operators)
        assert part(editor, "operator").evaluate("one => one.selectedOptions[0].textContent.trim()") in operators


def test_a_comparison_without_value_asks_for_none(editor):
    list_of(editor, "question").wait_for(state="attached")
    assert list_of(editor, "value").get_attribute("hidden") is None

    list_of(editor, "question").select_option(label="Jag lovar", force=True)

    assert part(editor, "operator").input_value() == "answered"
    assert list_of(editor, "value").get_attribute("hidden") is not None
    assert part(editor, "value").get_attribute("hidden") is not None
    expect(part(editor, "question")).to_have_value(stable_id("promise"))

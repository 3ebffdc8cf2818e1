"""The second writer sees both versions and chooses per question; nothing goes before the choice (R-13)."""

import pytest
from django.test import Client

from eservices.demo.builder import choices, question, stable_id, step
from eservices.models import ParkedText
from tests.eservices.factories import Errand, a_page, answers_of, raw_answers, shown_value
from tests.eservices.pages import OpenPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_tabs(errand):
    """Two tabs of one browser with the first step open; the first has saved since."""
    errand.post(1, wish="Från början")
    first, second = OpenPage.of(errand, 1), OpenPage.of(errand, 1)
    first.post(wish="Första", email="forsta@example.se")
    return second


def choose(page: OpenPage, **chosen: str) -> dict[str, str]:
    return {f"choice-{stable_id(key)}": value for key, value in chosen.items()}


def told(page: OpenPage, **answers) -> OpenPage:
    response = page.post(**answers)
    assert response.status_code == 409
    return OpenPage(page.client, page.draft_id, page.address, response)


def test_promise_14_both_answers_stand_side_by_side_and_own_is_chosen_at_first(two_tabs):
    page = told(two_tabs, wish="Andra", email="andra@example.se").shown.content.decode()

    wish = stable_id("wish")
    assert page.count("Det här skrev du nu:") == page.count("Det här är sparat i det andra fönstret:") == 2
    assert f'id="choice-{wish}_own" value="own" checked' in page
    assert f'id="choice-{wish}_other" value="other">' in page
    assert "<strong>Första</strong>" in page
    assert "<strong>Andra</strong>" in page


def test_each_question_is_chosen_by_itself(two_tabs, owner):
    page = told(two_tabs, wish="Andra", email="andra@example.se")

    response = page.post(extra=choose(page, wish="other", email="own"), wish="Andra", email="andra@example.se")

    assert response.status_code == 302
    assert answers_of(page.draft_id, owner) == raw_answers(wish="Första", email="andra@example.se")


def test_question_with_the_same_answer_is_not_asked_about(two_tabs):
    page = told(two_tabs, wish="Andra", email="forsta@example.se").shown.content.decode()

    assert page.count("Vilket svar gäller?") == 1


def test_promise_14_choosing_the_other_when_it_has_changed_again_asks_again(two_tabs):
    page = told(two_tabs, wish="Andra", email="andra@example.se")
    third = two_tabs.client.get(page.address)  # gives what is parked: a page of its own
    OpenPage(page.client, page.draft_id, page.address, third).post(wish="Tredje", email="forsta@example.se")

    again = page.post(extra=choose(page, wish="other", email="other"), wish="Andra", email="andra@example.se")

    assert again.status_code == 409
    assert "<strong>Tredje</strong>" in again.content.decode()
    assert "<strong>Andra</strong>" in again.content.decode()
    assert f'id="choice-{stable_id("wish")}_other" value="other" checked' in again.content.decode()


def test_promise_14_page_closed_before_the_choice_comes_back(two_tabs):
    told(two_tabs, wish="Andra")

    page = two_tabs.client.get(two_tabs.address)

    assert page.status_code == 409
    assert "<strong>Andra</strong>" in page.content.decode()
    assert "<strong>Första</strong>" in page.content.decode()


def test_autosave_in_the_second_tab_is_kept_and_leads_to_the_choice(two_tabs, owner):
    answer = two_tabs.post(action="autosave", number=1, wish="Andra").json()

    assert (answer["problem"], answer["link"]["url"]) == ("conflict", two_tabs.address)
    assert answers_of(two_tabs.draft_id, owner)[stable_id("wish")] == "Första"
    assert "<strong>Andra</strong>" in two_tabs.client.get(two_tabs.address).content.decode()


def test_autosave_on_the_page_of_choices_decides_nothing(two_tabs, owner):
    page = told(two_tabs, wish="Andra")

    answer = page.post(action="autosave", number=1, wish="Andra, ändrad")

    assert answer.status_code == 200
    assert "Välj vad som gäller" in answer.json()["saved"]
    assert answers_of(page.draft_id, owner)[stable_id("wish")] == "Första"
    assert ParkedText.objects.filter(returned_at=None).count() == 1
    assert "<strong>Andra, ändrad</strong>" in page.client.get(page.address).content.decode()


def test_settled_choice_is_settled(two_tabs):
    page = told(two_tabs, wish="Andra")
    page.post(wish="Andra")

    assert page.client.get(page.address).status_code == 200
    assert page.post(wish="Andra").status_code == 302  # a double click


LETTERS = choices("q", {"a": ("Alfa", "Alpha"), "b": ("Beta", "Beta")})
ALPHA, BETA = (letter["id"] for letter in LETTERS)
OF_PARTS = ({"year": "2027", "month": "1", "day": "2"}, {"year": "2027", "month": "3", "day": "4"}, "4 mars 2027")


@pytest.mark.parametrize(
    ("kind", "options", "first", "second", "shown"),
    [
        ("date", {}, *OF_PARTS),
        ("several_choices", {"choices": LETTERS}, [ALPHA], [ALPHA, BETA], "Beta"),
        ("single_choice", {"choices": LETTERS}, ALPHA, BETA, "Beta"),
        ("yes_no", {}, "yes", "no", "Nej"),
    ],
)
def test_parts_and_choices_are_chosen_whole(cast, resident_client, owner, kind, options, first, second, shown):
    asked = question(kind, "q", ("Fråga", "Question"), **options)
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, steps=[step("s", ("Steg", "Step"), asked)]))
    errand.post(1)
    one, two = OpenPage.of(errand, 1), OpenPage.of(errand, 1)
    one.post(q=first)

    page = told(two, q=second)

    assert shown in page.shown.content.decode()
    page.post(extra=choose(page, q="other"), q=second)
    assert answers_of(errand.draft_id, owner) == raw_answers(q=first)


def test_visitor_chooses_too(open_page):
    errand = Errand(Client(), open_page)
    errand.post(1, wish="Från början")
    first, second = OpenPage.of(errand, 1), OpenPage.of(errand, 1)
    first.post(wish="Första")

    page = told(second, wish="Andra")

    assert not ParkedText.objects.exists()
    assert shown_value(page.shown, "unsettled") == ""
    assert page.post(extra=choose(page, wish="other"), wish="Andra").status_code == 302
    assert 'value="Första"' in errand.client.get(errand.address("step", 1)).content.decode()

import pytest

from questions import Invalid
from tests.questions.builders import CHOICES, display, parse, question, text


def refusal(question, raw):
    with pytest.raises(Invalid) as caught:
        parse(question, raw)
    return caught.value.code


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("no", False), ("Ja", True), ("NEJ", False)])
def test_yes_no_is_a_truth_value(raw, value):
    assert parse(question("yes_no"), raw) is value


@pytest.mark.parametrize(("value", "sv", "en"), [(True, "Ja", "Yes"), (False, "Nej", "No")])
def test_yes_no_is_shown_in_both_languages(value, sv, en):
    assert [display(question("yes_no"), value, language) for language in ("sv", "en")] == [sv, en]


@pytest.mark.parametrize("raw", ["kanske", "1", "yesno"])
def test_yes_no_refuses_anything_else(raw):
    assert refusal(question("yes_no"), raw) == "unknown_choice"


def test_single_choice_is_an_id():
    asked = question("single_choice")

    assert parse(asked, "green") == "green"
    assert display(asked, "green") == "Grön"
    assert display(asked, "green", "en") == "Green"


@pytest.mark.parametrize(
    ("raw", "code"), [("Grön", "unknown_choice"), ("pink", "unknown_choice"), (["red"], "malformed"), ({}, "malformed")]
)
def test_single_choice_refuses_what_is_not_offered(raw, code):
    assert refusal(question("single_choice"), raw) == code


def test_english_label_falls_back_to_swedish():
    asked = question("single_choice", choices=[{"id": "a", "label": text("Ändå", "")}])

    assert display(asked, "a", "en") == "Ändå"


def test_several_choices_come_in_the_order_of_the_document():
    asked = question("several_choices")

    assert parse(asked, ["blue", "", "red", "blue"]) == ["red", "blue"]
    assert display(asked, ["red", "blue"], "en") == "Red\nBlue"


def test_one_ticked_box_is_a_list_of_one():
    assert parse(question("several_choices"), "red") == ["red"]


@pytest.mark.parametrize(
    ("options", "raw", "code"),
    [
        ({"min": 2}, ["red"], "too_few"),
        ({"max": 1}, ["red", "blue"], "too_many"),
        ({"min": 2, "max": 2}, ["red"], "wrong_number"),
        ({}, ["red", "pink"], "unknown_choice"),
        ({}, {"red": "on"}, "malformed"),
        ({}, [["red"]], "malformed"),
        ({}, ["red"] * 501, "malformed"),
        ({}, ["r" * 65], "too_long"),
    ],
)
def test_several_choices_refuses(options, raw, code):
    assert refusal(question("several_choices", **options), raw) == code


def test_choices_are_ready_for_the_form():
    asked = question("several_choices")

    assert [(choice.id, choice.label.en) for choice in asked.choices] == [
        ("red", "Red"),
        ("green", "Green"),
        ("blue", "Blue"),
    ]
    assert len(CHOICES) == len(asked.choices)


@pytest.mark.parametrize("raw", ["yes", "on", "true", "1"])
def test_consent_is_a_tick(raw):
    assert parse(question("consent"), raw) is True


def test_consent_refuses_no():
    assert refusal(question("consent"), "no") == "malformed"

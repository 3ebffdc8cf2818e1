import pytest

from questions import compile_service, describe
from questions.conditions import DEEPEST, UnknownCondition, compile_condition
from questions.document import UnknownDocument
from tests.questions.builders import compiled, document, equals, item, question, state_of, step, text


def holds(condition, values, **earlier):
    questions = {id: question(type) for id, type in earlier.items()}
    for id, asked in questions.items():
        object.__setattr__(asked, "id", id)
    return compile_condition(condition, questions).holds(values)


def leaf(operator, value=None):
    return {"operator": operator, "question": "x"} | ({} if value is None else {"value": value})


# type, operator, compared with, the answer's value → whether it holds
TRUTH = [
    ("yes_no", "equals", True, True, True),
    ("yes_no", "equals", "yes", True, True),
    ("yes_no", "equals", "no", True, False),
    ("yes_no", "not_equals", True, False, True),
    ("single_choice", "equals", "red", "red", True),
    ("single_choice", "equals", "red", "blue", False),
    ("single_choice", "not_equals", "red", "blue", True),
    ("short_text", "equals", "Heby", "heby", True),
    ("several_choices", "contains", "red", ["green", "red"], True),
    ("several_choices", "contains", "red", ["green"], False),
    ("number", "equals", "10", "10.0", True),
    ("number", "greater_than", "9", "10", True),
    ("number", "greater_than", "10", "10", False),
    ("number", "less_than", "9,5", "9.4", True),
    ("amount", "greater_than", "999", "1000.00", True),
    ("amount", "less_than", "1 000", "999.99", True),
    ("date", "greater_than", "2026-11-23", "2026-11-24", True),
    ("date", "less_than", "23 november 2026", "2026-11-22", True),
    ("date", "less_than", "2026-11-23", "2026-11-23", False),
]


@pytest.mark.parametrize(("type", "operator", "wanted", "value", "expected"), TRUTH)
def test_leaf_compares(type, operator, wanted, value, expected):
    assert holds(leaf(operator, wanted), {"x": value}, x=type) is expected


@pytest.mark.parametrize(("type", "operator", "wanted"), sorted({(row[0], row[1], row[2]) for row in TRUTH}, key=str))
def test_leaf_on_an_absent_answer_is_false(type, operator, wanted):
    assert holds(leaf(operator, wanted), {}, x=type) is False


def test_answered_and_its_opposite():
    assert [holds(leaf("answered"), values, x="email") for values in ({}, {"x": "a@b.se"})] == [False, True]
    assert [holds(leaf("not_answered"), values, x="email") for values in ({}, {"x": "a@b.se"})] == [True, False]


@pytest.mark.parametrize("a", [True, False])
@pytest.mark.parametrize("b", [True, False])
def test_combinations_follow_logic(a, b):
    both, values = [equals("a", True), equals("b", True)], {"a": a, "b": b}

    assert holds({"operator": "all", "of": both}, values, a="yes_no", b="yes_no") is (a and b)
    assert holds({"operator": "any", "of": both}, values, a="yes_no", b="yes_no") is (a or b)
    assert holds({"operator": "not", "of": both[0]}, values, a="yes_no", b="yes_no") is (not a)


def test_condition_on_a_hidden_question_is_false():
    service = compiled(
        step(
            "s1",
            item("a", "yes_no"),
            item("b", "yes_no", show_when=equals("a", True)),
            item("c", show_when=equals("b", True)),
            item("d", show_when={"operator": "not_equals", "question": "b", "value": True}),
            item("e", show_when={"operator": "not_answered", "question": "b"}),
        )
    )
    state = state_of(service, a="no", b="yes")

    assert [state.applies(id) for id in "abcde"] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (equals("y", "1"), "condition_question"),
        (leaf("contains", "1"), "condition_operator"),
        (leaf("equals", "tio"), "condition_value"),
        (leaf("equals"), "condition_value"),
        (leaf("equals", True), "condition_value"),
    ],
)
def test_condition_that_means_nothing_is_not_compiled(condition, code):
    with pytest.raises(UnknownCondition) as caught:
        holds(condition, {}, x="number")

    assert caught.value.code == code


def test_condition_has_a_depth():
    condition = leaf("answered")
    for _ in range(DEEPEST + 1):
        condition = {"operator": "not", "of": condition}

    with pytest.raises(UnknownCondition):
        holds(condition, {}, x="email")


def test_condition_may_not_look_ahead():
    with pytest.raises(UnknownDocument):
        compile_service(document(step("s1", item("a", show_when=equals("b", True)), item("b", "yes_no"))))


def sentence(condition, language="sv"):
    service = compiled(
        step(
            "s1",
            item("dog", "yes_no", label=text("Har du hund?", "Do you have a dog?")),
            item("colour", "single_choice", label=text("Färg", "Colour")),
            item("born", "date", label=text("Född", "Born")),
            item("last", show_when=condition),
        )
    )
    return describe(service.question("last").show_when, service, language)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "Visas alltid."),
        (equals("dog", True), "Visas när ”Har du hund?” är ”Ja”."),
        ({"operator": "not_equals", "question": "colour", "value": "red"}, "Visas när ”Färg” inte är ”Röd”."),
        ({"operator": "not_answered", "question": "born"}, "Visas när ”Född” inte är besvarad."),
        (
            {"operator": "less_than", "question": "born", "value": "2008-11-23"},
            "Visas när ”Född” är tidigare än ”23 november 2008”.",
        ),
        (
            {"operator": "all", "of": [equals("dog", False), equals("colour", "blue")]},
            "Visas när ”Har du hund?” är ”Nej” och ”Färg” är ”Blå”.",
        ),
        (
            {"operator": "any", "of": [equals("dog", True), {"operator": "not", "of": equals("colour", "red")}]},
            "Visas när (”Har du hund?” är ”Ja” eller inte (”Färg” är ”Röd”)).",
        ),
    ],
)
def test_condition_reads_as_a_sentence(condition, words):
    assert sentence(condition) == words


def test_sentence_uses_labels_of_the_language():
    assert "Do you have a dog?" in sentence(equals("dog", True), "en")

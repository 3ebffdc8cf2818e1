import pytest

from questions import publishing_problems
from tests.questions.builders import document, equals, item, step, text


def found(*steps):
    return [(problem.code, problem.step, problem.question) for problem in publishing_problems(document(*steps))]


def choices(*ids, label=None):
    return [{"id": id, "label": label or text(id)} for id in ids]


def test_good_document_has_no_problem():
    assert found(step("s1", item("a", "yes_no"), item("b", show_when=equals("a", True)))) == []


def test_broken_schema_is_told_first():
    assert [problem.code for problem in publishing_problems({"format": 1})] == ["schema", "schema"]
    assert [problem.code for problem in publishing_problems(None)] == ["schema"]


def test_service_needs_steps_and_questions():
    assert found() == [("no_steps", None, None)]
    assert found(step("s1")) == [("step_without_items", "s1", None), ("no_questions", None, None)]
    assert found(step("s1", item("i", "information"))) == [("no_questions", None, None)]


@pytest.mark.parametrize(
    ("items", "problems"),
    [
        ([item(f"q{n}", "long_text", max_length=10_000) for n in range(60)] + [item("i", "information")], []),
        ([item(f"q{n}", "long_text", max_length=10_000) for n in range(61)], [("step_too_large", "s1", None)]),
        ([item(f"q{n}", "several_choices", choices=choices(*map(str, range(500)))) for n in range(3)], []),
        (
            [item(f"q{n}", "several_choices", choices=choices(*map(str, range(500)))) for n in range(4)],
            [("step_too_large", "s1", None)],
        ),
    ],
)
def test_step_must_fit_in_one_post(items, problems):
    assert found(step("s1", *items)) == problems


def test_duplicate_ids_are_named():
    same = found(step("s1", item("a")), step("s1", item("a")))

    assert same == [("duplicate_id", "s1", None), ("duplicate_id", "s1", "a")] * 2


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (equals("gone", True), "condition_question"),
        (equals("late", True), "condition_later"),
        (equals("b", True), "condition_itself"),
        (equals("info", True), "condition_no_answer"),
        ({"operator": "contains", "question": "yn", "value": "x"}, "condition_operator"),
        (equals("yn", "kanske"), "condition_value"),
        (equals("one", "pink"), "condition_value"),
        ({"operator": "greater_than", "question": "n", "value": "många"}, "condition_value"),
        ({"operator": "all", "of": [equals("yn", True), equals("late", True)]}, "condition_later"),
    ],
)
def test_condition_that_cannot_hold_is_named(condition, code):
    problems = found(
        step(
            "s1", item("yn", "yes_no"), item("one", "single_choice"), item("n", "number"), item("info", "information")
        ),
        step("s2", item("b", "yes_no", show_when=condition), item("late", "yes_no")),
    )

    assert problems == [(code, "s2", "b")]


def test_step_may_not_depend_on_itself():
    assert found(step("s1", item("a", "yes_no"), show_when=equals("a", True))) == [("condition_later", "s1", None)]


def test_condition_may_refer_to_an_earlier_question_of_its_step():
    assert found(step("s1", item("a", "yes_no"), item("b", show_when=equals("a", True)))) == []


@pytest.mark.parametrize(
    ("type", "options", "code"),
    [
        ("single_choice", {"choices": []}, "no_choices"),
        ("several_choices", {"choices": []}, "no_choices"),
        ("single_choice", {"choices": choices("a") + choices("a", label=text("annan"))}, "duplicate_choice"),
        ("single_choice", {"choices": choices("a", "b", label=text("Lika"))}, "same_choice_label"),
        ("several_choices", {"min": 3, "max": 2}, "min_above_max"),
        ("several_choices", {"min": 4}, "min_above_choices"),
        ("number", {"min": "10", "max": "9"}, "min_above_max"),
        ("amount", {"min": "10", "max": "9.99"}, "min_above_max"),
        ("date", {"min": "2026-02-01", "max": "2026-01-01"}, "min_above_max"),
        ("date", {"min": "future", "max": "past"}, "min_above_max"),
        ("date", {"min": "2026-02-30"}, "no_such_limit"),
        ("short_text", {"pattern": "(?=a)"}, "pattern_refused"),
        ("short_text", {"pattern": "("}, "pattern_refused"),
        ("short_text", {"pattern": r"(a)\1"}, "pattern_refused"),
    ],
)
def test_options_that_contradict_each_other_are_named(type, options, code):
    assert found(step("s1", item("q", type, **options))) == [(code, "s1", "q")]


def test_condition_on_a_broken_question_is_not_blamed():
    broken = item("a", "single_choice", choices=[])

    assert found(step("s1", broken, item("b", show_when=equals("a", "red")))) == [("no_choices", "s1", "a")]


def test_stop_that_always_applies_is_named():
    assert found(step("s1", item("a"), item("halt", "stop"))) == [("stop_always", "s1", "halt")]


def test_swedish_texts_are_required():
    empty = text(" ", "")
    problems = publishing_problems(
        document(
            step("s1", item("a", label=empty), item("i", "information", body=empty), title=empty),
            step("s2", item("c", "single_choice", choices=choices("x", label=empty))),
        )
    )

    assert [(problem.code, problem.question, problem.params["text"]) for problem in problems] == [
        ("empty_text", None, "title"),
        ("empty_text", "a", "label"),
        ("empty_text", "i", "body"),
        ("empty_text", "c", "choice"),
    ]


def test_information_needs_no_heading():
    assert found(step("s1", item("a"), item("i", "information", label=text("", "")))) == []


def test_missing_english_is_a_warning_after_the_errors():
    problems = publishing_problems(document(step("s1", item("a", label=text("Namn", "")), item("b", pattern="("))))

    assert [(problem.code, problem.level) for problem in problems] == [
        ("pattern_refused", "error"),
        ("english_missing", "warning"),
    ]


def test_missing_english_is_found_in_every_text():
    swedish = text("Svenska", "")
    asked = item("a", "number", label=swedish, hint=swedish, unit=swedish)
    problems = publishing_problems(document(step("s1", asked, title=swedish)))

    assert [problem.params["text"] for problem in problems] == ["title", "label", "hint", "unit"]

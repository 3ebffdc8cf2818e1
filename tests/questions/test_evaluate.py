import sys
from dataclasses import FrozenInstanceError

import pytest

from questions import canonical_submission, display_document, evaluate
from tests.questions.builders import FACTS, compiled, equals, item, state_of, step

VERSION = {"number": 3, "sha256": "ab"}


def journey():
    """Four steps; the second only for dogs, the third with a stop for those under way, the fourth always."""
    return compiled(
        step("s1", item("dog", "yes_no"), item("lion", "yes_no", required=False)),
        step("s2", item("name", required=True), show_when=equals("dog", True)),
        step("s3", item("halt", "stop", show_when=equals("lion", True)), item("email", "email", required=False)),
        step("s4", item("consent", "consent")),
    )


def codes(state):
    return {id: [problem.code for problem in problems] for id, problems in state.problems.items()}


def test_nothing_answered_is_incomplete():
    state = state_of(journey())

    assert not state.complete
    assert codes(state) == {"dog": ["required"], "consent": ["required"]}
    assert state.first_incomplete.position == 1


def test_steps_are_numbered_as_people_count_and_keep_their_place():
    state = state_of(journey(), dog="no")

    assert [(step.position, step.number, step.total) for step in state.steps] == [(1, 1, 3), (3, 2, 3), (4, 3, 3)]


def test_every_answer_right_is_complete():
    state = state_of(journey(), dog="yes", name="Karo", consent="yes")

    assert state.complete
    assert state.first_incomplete is None
    assert dict(state.values) == {"dog": True, "name": "Karo", "consent": True}
    assert not state.problems


def test_optional_blank_is_absent_and_no_problem():
    state = state_of(journey(), dog="no", email=" ", consent="yes")

    assert state.complete
    assert "email" not in state.values


def test_optional_wrong_is_a_problem():
    state = state_of(journey(), dog="no", email="fel", consent="yes")

    assert codes(state) == {"email": ["not_an_email"]}
    assert not state.complete
    assert state.first_incomplete.position == 3


def test_problem_knows_where_it_is():
    problem = state_of(journey(), dog="maybe").problems["dog"][0]

    assert (problem.code, problem.type, problem.step, problem.question) == ("unknown_choice", "yes_no", "s1", "dog")


def test_stop_ends_the_journey():
    state = state_of(journey(), dog="no", lion="yes", email="fel", consent="yes")

    assert state.stopped_at.id == "halt"
    assert [step.position for step in state.steps] == [1, 3]
    assert state.steps[-1].total == 2
    assert not state.complete
    assert not state.applies("email")
    assert not state.applies("consent")
    assert "consent" not in state.values
    assert state.first_incomplete.position == 3


def test_visits_go_no_further_than_the_first_incomplete_step():
    state = state_of(journey(), dog="yes")

    assert [state.may_visit(position) for position in range(6)] == [False, True, True, False, False, False]


def test_visit_beyond_a_stop_is_refused():
    state = state_of(journey(), dog="no", lion="yes")

    assert [state.may_visit(position) for position in range(1, 5)] == [True, False, True, False]


def test_every_applying_step_may_be_visited_when_complete():
    state = state_of(journey(), dog="no", consent="yes")

    assert [state.may_visit(position) for position in range(1, 5)] == [True, False, True, True]


def test_next_and_previous_skip_what_does_not_apply():
    state = state_of(journey(), dog="no")

    assert state.next_after(1).position == 3
    assert state.next_after(0).position == 1
    assert state.next_after(4) is None
    assert state.previous_before(3).position == 1
    assert state.previous_before(1) is None
    assert state.step(2) is None
    assert state.step(3).step.id == "s3"


def test_service_gives_steps_and_questions():
    service = journey()

    assert service.step_at(2).id == "s2"
    assert service.step_at(0) is service.step_at(5) is None
    assert service.question("email").type.key == "email"
    assert service.step_of("email").id == "s3"


def test_state_cannot_be_changed():
    state = state_of(journey(), dog="no")

    with pytest.raises(TypeError):
        state.values["dog"] = True
    with pytest.raises(FrozenInstanceError):
        state.stopped_at = None


def test_condition_sees_answers_of_the_same_step():
    service = compiled(step("s1", item("a", "yes_no"), item("b", show_when=equals("a", True))))

    assert state_of(service, a="no").complete
    assert codes(state_of(service, a="yes")) == {"b": ["required"]}


def test_step_without_anything_to_answer_is_complete():
    service = compiled(step("s1", item("read", "information", required=True)), step("s2", item("a")))
    state = state_of(service)

    assert state.steps[0].complete
    assert [question.id for question in state.steps[0].items] == ["read"]
    assert state.may_visit(2)


SECRET = "hemlig-4711"


@pytest.mark.parametrize("given", [{"dog": "no"}, {"dog": "maybe"}, {}])
def test_promise_13_a_hidden_answer_is_in_nothing(given):
    service = compiled(
        step("s1", item("dog", "yes_no", required=False), item("name", show_when=equals("dog", True))),
        step("s2", item("again", show_when={"operator": "answered", "question": "name"})),
        step("s3", item("whole", "long_text"), show_when=equals("dog", True)),
    )
    state = state_of(service, **given, name=SECRET, again=SECRET, whole=SECRET)

    assert not {"name", "again", "whole"} & (state.values.keys() | state.problems.keys())
    assert SECRET not in repr(state) + str(display_document(service, state))
    if state.complete:
        assert SECRET.encode() not in canonical_submission(service, state, version=VERSION, language="sv")


def test_promise_13_a_hidden_answer_is_not_validated():
    service = compiled(step("s1", item("dog", "yes_no"), item("mail", "email", show_when=equals("dog", True))))
    state = state_of(service, dog="no", mail="inte en adress")

    assert state.complete


def test_promise_13_what_stands_after_a_stop_is_in_nothing():
    service = journey()
    answers = {"dog": "no", "lion": "yes", "email": f"{SECRET}@example.se", "consent": "yes"}
    state = state_of(service, **answers)

    assert SECRET not in repr(state.values) + str(display_document(service, state))


def calls_of(service, answers):
    """Function calls that evaluate() makes, Python's and C's: work counted, not timed."""
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        evaluate(service, answers, FACTS)
    finally:
        sys.setprofile(None)
    return counted


def chain(length):
    """Each question depends on the one before it, ten to a step."""
    items = [item("q0", "number")]
    items += [item(f"q{n}", "number", show_when=equals(f"q{n - 1}", str(n - 1))) for n in range(1, length)]
    service = compiled(*[step(f"s{n}", *items[n : n + 10]) for n in range(0, length, 10)])
    return service, {f"q{n}": str(n) for n in range(length)}


def test_evaluation_costs_time_proportional_to_the_questions():
    small, large = calls_of(*chain(100)), calls_of(*chain(800))

    assert large < 8.2 * small

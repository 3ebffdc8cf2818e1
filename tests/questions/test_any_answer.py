"""Whatever a browser, or somebody with worse intentions, posts: an answer is a value or Invalid, never an error."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questions import TYPES, Facts, Invalid, canonical_submission, display_document, evaluate, message
from tests.questions.builders import ASTRID, FACTS, TODAY, compiled, display, equals, item, parse, question, step

WORDS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text("0123456789 -+.,:/@åkrSEaempclo\u00a0\u2212", max_size=30),
    st.sampled_from(
        ["2026-11-23", "0701740605", "1" * 5000, "https://a.se", "x@y.se", "red", "yes", "121212-1212", "\x00"]
    ),
)
PARTS = sorted({part for type in TYPES.values() for part in type.parts})
RAW = st.one_of(WORDS, st.lists(WORDS, max_size=4), st.dictionaries(st.sampled_from(PARTS), WORDS, max_size=6))
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.sampled_from(PARTS), inner, max_size=3)
    ),
)
ANSWERED = [key for key, type in TYPES.items() if type.has_answer]


def every_type():
    items = [item(key, key, required=False) for key in ANSWERED]
    return compiled(step("s1", *items), step("s2", item("last", show_when=equals("yes_no", True))))


@pytest.mark.parametrize("key", ANSWERED)
@settings(max_examples=200, deadline=None)
@given(raw=RAW | ANYTHING)
def test_any_answer_is_a_value_or_invalid(key, raw):
    asked = question(key)
    assume(not asked.type.is_blank(raw))
    try:
        value = parse(asked, raw)
    except Invalid:
        return

    json.dumps(value).encode()
    assert display(asked, value).encode()
    assert display(asked, value, "en").encode()
    assert isinstance(asked.type.export(value), str)


@pytest.mark.parametrize(
    "key", ["short_text", "long_text", "number", "amount", "date", "time", "email", "phone", "web_address", "yes_no"]
)
@settings(max_examples=200, deadline=None)
@given(raw=WORDS)
def test_shown_value_reads_back_the_same(key, raw):
    asked = question(key)
    assume(not asked.type.is_blank(raw))
    try:
        value = parse(asked, raw)
    except Invalid:
        return

    assert parse(asked, display(asked, value)) == value


@settings(max_examples=300, deadline=None)
@given(answers=st.dictionaries(st.sampled_from([*ANSWERED, "last", "unknown"]), RAW | ANYTHING, max_size=8))
def test_evaluate_never_raises(answers):
    service = every_type()
    for facts in (FACTS, Facts(today=TODAY, person=ASTRID)):
        state = evaluate(service, answers, facts)

        assert all(message(problem) for problems in state.problems.values() for problem in problems)
        display_document(service, state)
        if state.complete:
            canonical_submission(service, state, version={"number": 1, "sha256": "0"}, language="sv")

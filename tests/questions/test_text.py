import time

import pytest

from questions import Invalid
from questions.inputs import clean_line, clean_lines, is_blank
from tests.questions.builders import parse, question


def refusal(question, raw):
    with pytest.raises(Invalid) as caught:
        parse(question, raw)
    return caught.value.code


@pytest.mark.parametrize(
    "raw", ["", " ", "\r\n\t", "\u00a0\u200b", [], ["", " "], {}, {"street": "", "city": " "}, None]
)
def test_blank_is_nothing_or_white_space(raw):
    assert is_blank(raw)


@pytest.mark.parametrize("raw", ["0", " a ", ["", "a"], {"street": "", "city": "Heby"}, 0, False])
def test_something_is_not_blank(raw):
    assert not is_blank(raw)


@pytest.mark.parametrize("code", [0x00, 0x1B, 0x7F, 0xD800, 0xDFFF, 0xFFFF])
def test_characters_that_cannot_be_stored_are_refused(code):
    with pytest.raises(Invalid) as caught:
        clean_lines(f"a{chr(code)}b")

    assert caught.value.code == "bad_characters"


def test_lines_are_normalised():
    assert clean_lines("  rad 1\r\nrad 2\rrad\u20283\x0b4 \n") == "rad 1\nrad 2\nrad\n3\n4"


def test_text_is_composed():
    assert clean_line("A\u030angstro\u0308m") == "Ångström"


def test_accents_are_not_piled_up():
    assert clean_line("a" + "\u0323\u0307" * 15) == "\u1ea1" + "\u0323" * 14 + "\u0307" * 15
    with pytest.raises(Invalid) as caught:
        clean_line("a" + "\u0323\u0307" * 16)

    assert caught.value.code == "bad_characters"


def test_one_line_has_no_line_breaks():
    assert parse(question("short_text"), "Astrid\r\nAndersson\tx") == "Astrid Andersson x"


@pytest.mark.parametrize("raw", [["a"], {"a": "b"}, 7, True, None])
def test_other_shapes_are_malformed(raw):
    assert refusal(question("short_text"), raw) == "malformed"


def test_short_text_has_a_length():
    assert parse(question("short_text", max_length=5), "ÅÄÖåä") == "ÅÄÖåä"
    assert refusal(question("short_text", max_length=5), "ÅÄÖåäö") == "too_long"


@pytest.mark.parametrize("type", ["short_text", "long_text"])
@pytest.mark.parametrize("length", [6, 30_000])
def test_too_long_names_the_limit_of_the_question(type, length):
    with pytest.raises(Invalid) as caught:
        parse(question(type, max_length=5), "x" * length)

    assert caught.value.params == {"limit": 5, "length": length}


def test_pattern_must_match_the_whole_answer():
    postcode = question("short_text", pattern="[0-9]{3} [0-9]{2}")

    assert parse(postcode, "744 31") == "744 31"
    assert refusal(postcode, "744 31 Heby") == "pattern"


def test_pattern_of_an_editor_hangs_nothing():
    slow = question("short_text", pattern="(a+)+$", max_length=1000)
    before = time.process_time()

    assert refusal(slow, "a" * 999 + "b") == "pattern"
    # The backtracking engine of `re` would need longer than the universe has lasted.
    assert time.process_time() - before < 1


def test_long_text_keeps_its_lines():
    assert parse(question("long_text"), "Hej\r\n\r\nDå") == "Hej\n\nDå"


def test_long_text_counts_a_line_break_once():
    assert len(parse(question("long_text", max_length=9), "1234\r\n5678")) == 9


def test_enormous_text_is_refused_before_it_is_looked_at():
    assert refusal(question("short_text"), "\x00" * 1_000_000) == "too_long"
    assert refusal(question("long_text"), "a" * 1_000_000) == "too_long"

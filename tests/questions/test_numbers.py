from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import Invalid
from tests.questions.builders import display, parse, question, text


def refusal(question, raw):
    with pytest.raises(Invalid) as caught:
        parse(question, raw)
    return caught.value.code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("7", "7"),
        (" 007 ", "7"),
        ("+7", "7"),
        ("-7", "-7"),
        ("\u22127", "-7"),
        ("-0", "0"),
        ("1 250", "1250"),
        ("1\u00a0250\u202f000", "1250000"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_whole_number_is_read_as_people_write_it(raw, value):
    assert parse(question("number"), raw) == value


@pytest.mark.parametrize(
    "raw", ["tolv", "1 2", "12 34", "1,5,2", "1.250,50", "1e5", "٣", "\uff15", "--1", "1234567890123456", "1_0"]
)
def test_what_is_not_a_number_is_refused(raw):
    assert refusal(question("number", decimals=2), raw) == "not_a_number"


@pytest.mark.parametrize("raw", ["1.000", "1,0", "12.5"])
def test_whole_number_refuses_decimals_as_typed(raw):
    assert refusal(question("number"), raw) == "not_whole"


@pytest.mark.parametrize(("raw", "value"), [("12,50", "12.5"), ("12.50", "12.5"), ("0,05", "0.05"), ("100,00", "100")])
def test_decimals_are_read_with_comma_or_point(raw, value):
    assert parse(question("number", decimals=2), raw) == value


def test_more_decimals_than_allowed_are_refused():
    assert refusal(question("number", decimals=2), "1,234") == "too_many_decimals"


@pytest.mark.parametrize(
    ("options", "raw", "code"),
    [
        ({"min": "1"}, "0", "too_small"),
        ({"max": "10"}, "11", "too_large"),
        ({"min": "1", "max": "10"}, "0", "out_of_range"),
        ({"min": "1", "max": "10"}, "11", "out_of_range"),
        ({"min": "0"}, "-1", "too_small"),
        ({"max": "0"}, "1", "too_large"),
    ],
)
def test_number_outside_its_limits_is_refused(options, raw, code):
    assert refusal(question("number", **options), raw) == code


@pytest.mark.parametrize("raw", ["1", "10"])
def test_limits_themselves_are_allowed(raw):
    assert parse(question("number", min="1", max="10"), raw) == raw


def test_unit_may_be_typed_and_is_shown():
    length = question("number", decimals=1, unit=text("meter", "metres"))

    assert parse(length, "1250,5 meter") == "1250.5"
    assert display(length, "1250.5") == "1\u00a0250,5 meter"
    assert display(length, "1250.5", "en") == "1\u00a0250.5 metres"


@pytest.mark.parametrize(
    "raw", ["1250,50", "1 250,50 kr", "1 250.50", "SEK 1250.50", "1250,50 kronor", "kr 1250,50", "1250,50 SEK"]
)
def test_amount_is_read_as_people_write_it(raw):
    assert parse(question("amount"), raw) == "1250.50"


@pytest.mark.parametrize(
    ("raw", "value"), [("250:-", "250.00"), ("250 kr.", "250.00"), ("-0", "0.00"), ("0,5", "0.50")]
)
def test_amount_always_has_two_decimals(raw, value):
    assert parse(question("amount"), raw) == value


@pytest.mark.parametrize(
    ("options", "raw", "code"),
    [
        ({}, "-1", "too_small"),
        ({}, "kr", "not_a_number"),
        ({}, "10,555", "too_many_decimals"),
        ({"ore": False}, "10,50", "not_whole"),
        ({"max": "100"}, "101", "out_of_range"),
    ],
)
def test_amount_out_of_bounds_is_refused(options, raw, code):
    assert refusal(question("amount", **options), raw) == code


def test_amount_may_be_negative_where_the_editor_says_so():
    assert parse(question("amount", min="-100"), "-99,50") == "-99.50"


def test_amount_is_shown_in_both_languages():
    amount = question("amount")

    assert display(amount, "1250.50") == "1\u00a0250,50 kr"
    assert display(amount, "1250.00") == "1\u00a0250 kr"
    assert display(amount, "1250.50", "en") == "SEK 1\u00a0250.50"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(["sv", "en"]))
def test_shown_number_reads_back_the_same(number, language):
    height = question("number", decimals=2, unit=text("kr", "SEK"))
    value = parse(height, str(number))

    assert parse(height, display(height, value, language)) == value
    assert Decimal(value) == number


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["sv", "en"]))
def test_shown_amount_reads_back_the_same(number, language):
    amount = question("amount")
    value = parse(amount, str(number))

    assert parse(amount, display(amount, value, language)) == value

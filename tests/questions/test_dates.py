from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import Invalid
from tests.questions.builders import display, parse, question


def refusal(question, raw):
    with pytest.raises(Invalid) as caught:
        parse(question, raw)
    return caught.value


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-23",
        "20261123",
        "23/11 2026",
        "23 november 2026",
        "23 NOVEMBER 2026",
        "den 23 november 2026",
        "23 nov. 2026",
        "23rd November, 2026",
        "2026/11/23",
        "2026 11 23",
        "23.11.2026",
        " 23-11-2026 ",
        {"year": "2026", "month": "11", "day": "23"},
        {"year": " 2026 ", "month": "november", "day": "23"},
        {"year": "2026", "month": "Nov", "day": "23", "hour": "5"},
    ],
)
def test_date_is_read_as_people_write_it(raw):
    assert parse(question("date"), raw) == "2026-11-23"


def test_month_with_one_digit_is_read():
    assert parse(question("date"), "1/2 2026") == "2026-02-01"
    assert parse(question("date"), {"year": "2026", "month": "2", "day": "1"}) == "2026-02-01"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("i morgon", "not_a_date"),
        ("261123", "not_a_date"),
        ("23/11", "not_a_date"),
        ("23 brumaire 2026", "not_a_date"),
        ("٢٠٢٦-١١-٢٣", "not_a_date"),
        ("2026-02-30", "no_such_date"),
        ("11/23/2026", "no_such_date"),
        ("0026-11-23", "year"),
        ("9999-12-31", "year"),
        ({"year": "26", "month": "11", "day": "23"}, "year"),
        ({"year": "2026", "month": "13", "day": "1"}, "no_such_date"),
        (["2026-11-23"], "malformed"),
    ],
)
def test_what_is_not_a_date_is_refused(raw, code):
    assert refusal(question("date"), raw).code == code


def test_every_missing_part_is_named():
    invalid = refusal(question("date"), {"year": "2026", "month": "", "day": " "})

    assert [(fault.code, fault.part) for fault in invalid.faults] == [
        ("required_part", "month"),
        ("required_part", "day"),
    ]


def test_part_that_is_no_number_is_named():
    invalid = refusal(question("date"), {"year": "2026", "month": "11", "day": "x"})

    assert (invalid.code, invalid.part) == ("not_a_number", "day")


@pytest.mark.parametrize(
    ("options", "first", "last"),
    [
        ({"min": "today"}, "2026-11-23", None),
        ({"min": "future"}, "2026-11-24", None),
        ({"max": "today"}, None, "2026-11-23"),
        ({"max": "past"}, None, "2026-11-22"),
        ({"min": "2026-01-01", "max": "today"}, "2026-01-01", "2026-11-23"),
        ({"min": "2026-03-01", "max": "2026-03-01"}, "2026-03-01", "2026-03-01"),
    ],
)
def test_limits_hold_to_the_day(options, first, last):
    asked = question("date", **options)
    for edge, outside in ((first, -1), (last, 1)):
        if edge:
            beyond = date.fromordinal(date.fromisoformat(edge).toordinal() + outside).isoformat()
            assert parse(asked, edge) == edge
            assert refusal(asked, beyond).code in ("too_early", "too_late", "out_of_range")


def test_refusal_names_the_limit_as_a_date():
    assert refusal(question("date", min="future"), "2026-11-23").params == {"min": date(2026, 11, 24)}


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)), st.sampled_from(["sv", "en"]))
def test_shown_date_reads_back_the_same(day, language):
    asked = question("date")

    assert parse(asked, display(asked, day.isoformat(), language)) == day.isoformat()


def test_date_may_be_one_field():
    assert question("date").parts == ("year", "month", "day")
    assert question("date", entry="text").parts == ()


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("13:05", "13:05"),
        ("13.05", "13:05"),
        ("1305", "13:05"),
        ("kl. 13.05", "13:05"),
        ("kl 9", "09:00"),
        ("9", "09:00"),
        ("0:00", "00:00"),
        ("1:05 pm", "13:05"),
        ("12 a.m.", "00:00"),
        ("12:30 PM", "12:30"),
    ],
)
def test_time_is_read_as_people_write_it(raw, value):
    assert parse(question("time"), raw) == value


@pytest.mark.parametrize("raw", ["24:00", "23:60", "13 pm", "0 am", "halv nio", "1:5", "12345", "-1"])
def test_what_is_not_a_time_is_refused(raw):
    assert refusal(question("time"), raw).code == "not_a_time"


@given(st.times(), st.sampled_from(["sv", "en"]))
def test_shown_time_reads_back_the_same(time, language):
    asked, value = question("time"), f"{time:%H:%M}"

    assert parse(asked, display(asked, value, language)) == value

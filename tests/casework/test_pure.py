"""The rules that need no database: search text, retention, workflow, numbers, languages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from casework.models import Status
from casework.register import written_number
from casework.retention import add_months, purge_date
from casework.search_text import holds_identity_number, masked, search_text, words
from casework.workflow import TRANSITIONS, next_statuses
from tests.casework.factories import display

NUMBERS = [
    "199001012385",
    "9001012385",
    "19900101-2385",
    "900101-2385",
    "900101+2385",
    "19900101 2385",
    "1990-01-01-2385",
    "19 900101-2385",
    "900161-2385",
    "165560360793",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_identity_numbers_are_masked_however_written(number):
    assert masked(f"Barn:{number}, hej") == "Barn:[nummer], hej"
    assert holds_identity_number(number)


@pytest.mark.parametrize(
    "text", ["BUN 2026-00001", "2026-11-23", "070-123 45 67", "12345", "744 31 Heby", "2026-11-23 12:05"]
)
def test_other_numbers_stay_as_they_are(text):
    assert masked(text) == text


def test_search_text_is_folded_and_keeps_the_number_whole():
    text = search_text(
        number="BUN 2026-123456", titles=("ÅTERVINNING",), applicant_name="Åsa  Öberg", display=display(wish="A\n\nb")
    )

    assert text.split("\n") == ["bun 2026-123456", "återvinning", "åsa öberg", "a", "b"]


@pytest.mark.parametrize(
    ("query", "wanted"), [("  ÅSA öberg ", ["åsa", "öberg"]), ("", []), ("a\0b", ["a", "b"]), ("x " * 50, ["x"] * 10)]
)
def test_words_of_a_query(query, wanted):
    assert words(query) == wanted


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 11, 30), 200_000, date.max),
    ],
)
def test_months_are_added_by_the_calendar(day, months, expected):
    assert add_months(day, months) == expected


def test_purge_date_counts_from_the_swedish_day_of_closing():
    rule = SimpleNamespace(months=12)
    half_past_midnight = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert purge_date(SimpleNamespace(closed_at=half_past_midnight, retention_rule=rule)) == date(2027, 7, 1)
    assert purge_date(SimpleNamespace(closed_at=None, retention_rule=rule)) is None


def test_every_status_has_its_followers_and_none_is_a_dead_end():
    assert TRANSITIONS.keys() == set(Status.values)
    assert all(set(next_statuses(status)) <= set(Status.values) - {status} for status in Status.values)
    assert all(next_statuses(status) for status in Status.values)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "BUN 2026-00001"), (99999, "BUN 2026-99999"), (123456, "BUN 2026-123456")]
)
def test_numbers_are_written_with_five_digits_at_least(number, written):
    assert written_number(committee_code="BUN", year=2026, running_number=number) == written

"""Dates and times of day, typed. Canonical values are `2026-11-23` and `13:05`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from questions.formats import MONTHS, date_text, time_text
from questions.inputs import clean_line, clean_parts
from questions.problems import Invalid
from questions.types.base import ORDER_OPERATORS, OptionProblem, QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

LONGEST = 40
FIRST_YEAR, LAST_YEAR = 1800, 2200
YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})|([0-9]{2})([0-9]{2}))")
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/. -]\s?([0-9]{4})")
DAY_AND_NAME = re.compile(r"(?:den )?([0-9]{1,2})[.:]?(?:e|a|st|nd|rd|th)? ?([^\W\d]+)[.,]? ([0-9]{4})")
TIME = re.compile(r"(?:kl\.? ?)?([0-9]{1,2})(?:[:. ]?([0-9]{2}))?(?: ?([ap])\.?m\.?)?")
SHORT_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH_NUMBERS = {
    name[:length].lower(): number
    for names in MONTHS.values()
    for number, name in enumerate(names, 1)
    for length in (3, 4, len(name))
}

RELATIVE_DAYS = {"past": -1, "today": 0, "future": 1}
ABSOLUTE_DATE = {"type": "string", "pattern": f"^{SHORT_DATE.pattern}$"}


@dataclass(frozen=True, slots=True)
class DateLimits:
    """Each limit is a date, or a number of days from today."""

    earliest: date | int | None
    latest: date | int | None

    def check(self, day: date, today: date) -> None:
        earliest, latest = _on(self.earliest, today), _on(self.latest, today)
        below = earliest is not None and day < earliest
        above = latest is not None and day > latest
        if not (below or above):
            return
        if earliest is not None and latest is not None:
            raise Invalid("out_of_range", min=earliest, max=latest)
        raise Invalid("too_early", min=earliest) if below else Invalid("too_late", max=latest)


def _limit(options: Mapping[str, Any], name: str) -> date | int | None:
    given = options.get(name)
    if not given:
        return None
    return RELATIVE_DAYS[given] if given in RELATIVE_DAYS else date.fromisoformat(given)


def _on(limit: date | int | None, today: date) -> date | None:
    return today + timedelta(days=limit) if isinstance(limit, int) else limit


class Date(QuestionType[str]):
    """Three parts (the default, for dates one knows by heart) or, with `entry` "text", one field.

    `min` is a date, "today" or "future" (tomorrow at the earliest); `max` is a date, "today" or "past" (yesterday at
    the latest).
    """

    key = "date"
    label = _("Datum")
    parts = ("year", "month", "day")
    operators = ORDER_OPERATORS
    options = {
        "entry": {"enum": ["parts", "text"]},
        "min": {"anyOf": [ABSOLUTE_DATE, {"enum": ["today", "future"]}]},
        "max": {"anyOf": [ABSOLUTE_DATE, {"enum": ["today", "past"]}]},
    }

    def parts_of(self, options: Mapping[str, Any]) -> tuple[str, ...]:
        return () if options.get("entry") == "text" else self.parts

    def prepare(self, options: Mapping[str, Any]) -> DateLimits:
        return DateLimits(_limit(options, "min"), _limit(options, "max"))

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        day = _from_parts(raw) if isinstance(raw, dict) else _from_text(clean_line(raw))
        limits: DateLimits = question.prepared
        limits.check(day, facts.today)
        return day.isoformat()

    def display(self, value: str, question: "Question", language: str) -> str:
        return date_text(date.fromisoformat(value), language)

    def condition_value(self, given: object, question: "Question") -> str:
        try:
            return _from_text(clean_line(given)).isoformat()
        except Invalid as error:
            raise ValueError(given) from error

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        try:
            earliest, latest = _limit(options, "min"), _limit(options, "max")
        except ValueError:
            yield "no_such_limit", {"min": options.get("min", "–"), "max": options.get("max", "–")}
            return
        if isinstance(earliest, date) and isinstance(latest, date) and earliest > latest:
            yield "min_above_max", {"min": earliest, "max": latest}
        if isinstance(earliest, int) and isinstance(latest, int) and earliest > latest:
            yield "min_above_max", {"min": options["min"], "max": options["max"]}


class Time(QuestionType[str]):
    key = "time"
    label = _("Klockslag")

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        text = clean_line(raw).lower()
        match = TIME.fullmatch(text) if len(text) <= LONGEST else None
        if not match:
            raise Invalid("not_a_time")
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3]:
            if not 1 <= hour <= 12:
                raise Invalid("not_a_time")
            hour = hour % 12 + (12 if match[3] == "p" else 0)
        if hour > 23 or minute > 59:
            raise Invalid("not_a_time")
        return f"{hour:02d}:{minute:02d}"

    def display(self, value: str, question: "Question", language: str) -> str:
        return time_text(value, language)


def _from_parts(raw: dict[str, str]) -> date:
    parts = clean_parts(raw, Date.parts, LONGEST)
    missing = [Invalid("required_part", part) for part in Date.parts if not parts[part]]
    if missing:
        raise Invalid.together(missing)
    wrong = [
        part for part in Date.parts if not _is_number(parts[part]) and not (part == "month" and _month(parts[part]))
    ]
    if wrong:
        raise Invalid.together([Invalid("not_a_number", part) for part in wrong])
    month = parts["month"]
    return _day(parts["year"], str(_month(month) or month), parts["day"])


def _from_text(text: str) -> date:
    text = " ".join(text.lower().split())
    if len(text) > LONGEST:
        raise Invalid("not_a_date")
    if match := YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2] or match[4], match[3] or match[5])
    if match := DAY_FIRST.fullmatch(text):
        return _day(match[3], match[2], match[1])
    match = DAY_AND_NAME.fullmatch(text)
    if match and (month := _month(match[2])):
        return _day(match[3], str(month), match[1])
    raise Invalid("not_a_date")


def _month(name: str) -> int | None:
    return MONTH_NUMBERS.get(name.lower().rstrip("."))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _day(year: str, month: str, day: str) -> date:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Invalid("year", year=year)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Invalid("no_such_date") from error

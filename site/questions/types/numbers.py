"""Numbers and amounts. Canonical values are strings, `1250.5` and `1250.50`, so that no reader rounds them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from questions.formats import number_text
from questions.inputs import clean_line
from questions.problems import Invalid
from questions.texts import Text
from questions.types.base import DECIMAL, ORDER_OPERATORS, TEXT, OptionProblem, QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

LONGEST = 60
# Spaces only where they group thousands: `1 2` is a slip of the finger, not twelve.
SHAPE = re.compile(r"([-+]?)([0-9]{1,15}|[0-9]{1,3}(?: [0-9]{3}){1,4})(?:[.,]([0-9]{1,6}))?")
CURRENCY = re.compile(r"^(?:sek|kr)?\s*(.*?)\s*(?:sek|kr|kronor|:-|,-)?\.?$", re.IGNORECASE)
MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


@dataclass(frozen=True, slots=True)
class NumberLimits:
    decimals: int
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: Text | None = None

    def check(self, number: Decimal) -> None:
        below = self.minimum is not None and number < self.minimum
        above = self.maximum is not None and number > self.maximum
        if not (below or above):
            return
        if self.minimum is not None and self.maximum is not None:
            raise Invalid("out_of_range", min=self.minimum, max=self.maximum)
        raise Invalid("too_small", min=self.minimum) if below else Invalid("too_large", max=self.maximum)


def parse_number(text: str, decimals: int) -> Decimal:
    """A number as people type it. Raises Invalid: not_a_number, not_whole, too_many_decimals.

    Decimals are judged as typed: `1.000` is refused where whole numbers are asked for, since some mean a thousand.
    """
    match = SHAPE.fullmatch(" ".join(text.translate(MINUS).split())) if len(text) <= LONGEST else None
    if not match:
        raise Invalid("not_a_number")
    sign, whole, fraction = match.groups()
    if fraction and decimals == 0:
        raise Invalid("not_whole")
    if fraction and len(fraction) > decimals:
        raise Invalid("too_many_decimals", decimals=decimals)
    return Decimal(f"{sign}{whole.replace(' ', '')}.{fraction or 0}")


def _as_typed(given: object, decimals: int) -> Decimal:
    """A number in a condition, which an editor types as anyone does. Raises ValueError."""
    try:
        return parse_number(clean_line(given), decimals)
    except Invalid as error:
        raise ValueError(given) from error


def _limit(options: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(options[name]) if options.get(name) else None


def _plain(number: Decimal) -> str:
    """Without exponent, trailing zeros or a minus before zero."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


class _Numeric(QuestionType[str]):
    operators = ORDER_OPERATORS

    def comparison_key(self, value: str) -> Decimal:
        return Decimal(value)

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        minimum, maximum = _limit(options, "min"), _limit(options, "max")
        if minimum is not None and maximum is not None and minimum > maximum:
            yield "min_above_max", {"min": minimum, "max": maximum}


class Number(_Numeric):
    key = "number"
    label = _("Tal")
    options = {
        "decimals": {"type": "integer", "minimum": 0, "maximum": 6},
        "unit": TEXT,
        "min": DECIMAL,
        "max": DECIMAL,
    }

    def prepare(self, options: Mapping[str, Any]) -> NumberLimits:
        unit = options.get("unit")
        return NumberLimits(
            decimals=options.get("decimals", 0),
            minimum=_limit(options, "min"),
            maximum=_limit(options, "max"),
            unit=Text.from_json(unit) if unit and unit["sv"] else None,
        )

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        limits: NumberLimits = question.prepared
        number = parse_number(_without_unit(clean_line(raw), limits.unit), limits.decimals)
        limits.check(number)
        return _plain(number)

    def display(self, value: str, question: "Question", language: str) -> str:
        unit = question.prepared.unit
        text = number_text(Decimal(value), language)
        return f"{text} {unit.in_language(language)}" if unit else text

    def condition_value(self, given: object, question: "Question") -> str:
        return _plain(_as_typed(given, 6))


class Amount(_Numeric):
    """Swedish kronor. Öre are allowed unless the option `ore` is false; less than nothing only if `min` says so."""

    key = "amount"
    label = _("Belopp")
    options = {"min": DECIMAL, "max": DECIMAL, "ore": {"type": "boolean"}}

    def prepare(self, options: Mapping[str, Any]) -> NumberLimits:
        return NumberLimits(
            decimals=2 if options.get("ore", True) else 0,
            minimum=_limit(options, "min") or Decimal(0),
            maximum=_limit(options, "max"),
        )

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        limits: NumberLimits = question.prepared
        text = clean_line(raw)
        bare = CURRENCY.match(text) if len(text) <= LONGEST else None
        number = parse_number(bare[1] if bare else text, limits.decimals)
        limits.check(number)
        return f"{number + 0:.2f}"

    def display(self, value: str, question: "Question", language: str) -> str:
        amount = Decimal(value)
        whole = amount == amount.to_integral_value()
        text = number_text(amount.quantize(Decimal(1)) if whole else amount, language)
        return f"SEK {text}" if language.startswith("en") else f"{text} kr"

    def condition_value(self, given: object, question: "Question") -> str:
        return f"{_as_typed(given, 2):.2f}"


def _without_unit(text: str, unit: Text | None) -> str:
    for word in (unit.sv, unit.en) if unit else ():
        if word and text.casefold().endswith(word.casefold()):
            return text[: -len(word)].strip()
    return text

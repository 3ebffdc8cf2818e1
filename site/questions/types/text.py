"""Short and long text. Patterns run in RE2: time linear in the text, whatever an editor wrote (security.md T-30)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import re2
from django.utils.translation import gettext_lazy as _

from questions.inputs import RAW_LIMIT, clean_line, clean_lines
from questions.problems import Invalid
from questions.texts import Text
from questions.types.base import EQUALITY_OPERATORS, TEXT, OptionProblem, QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

SHORT_DEFAULT = 200
LONG_DEFAULT = 4000
# WCAG 1.3.5: the tokens of the HTML standard that an editor has use for.
AUTOCOMPLETE = (
    *("name", "given-name", "family-name", "organization", "organization-title", "street-address"),
    *("postal-code", "address-level2", "country-name", "email", "tel", "url", "bday", "off"),
)


@dataclass(frozen=True, slots=True)
class TextLimits:
    max_length: int
    pattern: Any = None
    pattern_message: Text | None = None

    def check(self, text: str) -> None:
        if len(text) > self.max_length:
            raise Invalid("too_long", limit=self.max_length, length=len(text))

    def check_raw(self, raw: object, limit: int) -> None:
        """Refuse what is too long to look at, naming the limit of the question rather than our own."""
        if isinstance(raw, str) and len(raw) > limit:
            self.check(raw)


def compile_pattern(pattern: str) -> Any:
    """The pattern compiled by RE2, without its messages on standard error. Raises re2.error."""
    settings = re2.Options()
    settings.log_errors = False
    return re2.compile(pattern, settings)


class ShortText(QuestionType[str]):
    key = "short_text"
    label = _("Kort text")
    operators = EQUALITY_OPERATORS
    options = {
        "max_length": {"type": "integer", "minimum": 1, "maximum": 1000},
        "pattern": {"type": "string", "maxLength": 500},
        "pattern_message": TEXT,
        "autocomplete": {"enum": list(AUTOCOMPLETE)},
    }

    def prepare(self, options: Mapping[str, Any]) -> TextLimits:
        message = options.get("pattern_message")
        return TextLimits(
            max_length=options.get("max_length", SHORT_DEFAULT),
            pattern=compile_pattern(options["pattern"]) if options.get("pattern") else None,
            pattern_message=Text.from_json(message) if message and message["sv"] else None,
        )

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        limits: TextLimits = question.prepared
        limits.check_raw(raw, RAW_LIMIT)
        text = clean_line(raw)
        limits.check(text)
        if limits.pattern and not limits.pattern.fullmatch(text):
            raise Invalid("pattern", message=limits.pattern_message)
        return text

    def condition_value(self, given: object, question: "Question") -> str:
        if not isinstance(given, str) or not given.strip():
            raise ValueError(given)
        return given.strip()

    def comparison_key(self, value: str) -> str:
        return value.casefold()

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        try:
            compile_pattern(options.get("pattern", ""))
        except re2.error as error:
            reason = error.args[0] if error.args else ""
            yield "pattern_refused", {"pattern": options["pattern"], "reason": _as_text(reason)}


class LongText(QuestionType[str]):
    key = "long_text"
    label = _("Lång text")
    options = {"max_length": {"type": "integer", "minimum": 1, "maximum": RAW_LIMIT}}

    def prepare(self, options: Mapping[str, Any]) -> TextLimits:
        return TextLimits(max_length=options.get("max_length", LONG_DEFAULT))

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        limits: TextLimits = question.prepared
        # A line break is posted as two characters and counted as one.
        limits.check_raw(raw, 2 * RAW_LIMIT)
        text = clean_lines(raw, limit=2 * RAW_LIMIT)
        limits.check(text)
        return text


def _as_text(reason: object) -> str:
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)

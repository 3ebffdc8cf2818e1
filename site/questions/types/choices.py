"""Yes or no, one of several, some of several. Answers are choice ids, which survive renaming and reordering."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from questions.inputs import LIST_LIMIT, clean_line
from questions.problems import Invalid
from questions.texts import Text
from questions.types.base import EQUALITY_OPERATORS, OptionProblem, QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

YES, NO = Text("Ja", "Yes"), Text("Nej", "No")
WORDS = {"yes": True, "ja": True, "true": True, "no": False, "nej": False, "false": False}
CHOICES = {"type": "array", "items": {"$ref": "#/$defs/choice"}, "maxItems": LIST_LIMIT}
LONGEST_ID = 64
COUNT = {"type": "integer", "minimum": 0, "maximum": LIST_LIMIT}


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: Text


class YesNo(QuestionType[bool]):
    """Posted as `yes` or `no`."""

    key = "yes_no"
    label = _("Ja eller nej")
    operators = EQUALITY_OPERATORS

    def parse(self, raw: object, question: "Question", facts: "Facts") -> bool:
        word = clean_line(raw, limit=LONGEST_ID).lower()
        if word not in WORDS:
            raise Invalid("unknown_choice")
        return WORDS[word]

    def display(self, value: bool, question: "Question", language: str) -> str:
        return (YES if value else NO).in_language(language)

    def export(self, value: bool) -> str:
        return (YES if value else NO).sv

    def condition_value(self, given: object, question: "Question") -> bool:
        if isinstance(given, bool):
            return given
        if isinstance(given, str) and given.lower() in WORDS:
            return WORDS[given.lower()]
        raise ValueError(given)


class _Choosing:
    """What single and several choices share."""

    def choices(self, options: Mapping[str, Any]) -> tuple[Choice, ...]:
        return tuple(Choice(choice["id"], Text.from_json(choice["label"])) for choice in options["choices"])

    def prepare(self, options: Mapping[str, Any]) -> dict[str, Text]:
        return {choice.id: choice.label for choice in self.choices(options)}

    def condition_value(self, given: object, question: "Question") -> Any:
        if not isinstance(given, str) or given not in question.prepared:
            raise ValueError(given)
        return given

    def display_condition_value(self, value: str, question: "Question", language: str) -> str:
        label: Text = question.prepared[value]
        return label.in_language(language)

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        choices = options["choices"]
        if not choices:
            yield "no_choices", {}
        for choice, times in Counter(choice["id"] for choice in choices).items():
            if times > 1:
                yield "duplicate_choice", {"choice": choice}
        labels = Counter(choice["label"]["sv"].strip().casefold() for choice in choices)
        for choice in choices:
            label = choice["label"]["sv"].strip()
            if label and labels.pop(label.casefold(), 0) > 1:
                yield "same_choice_label", {"choice": label}


class SingleChoice(_Choosing, QuestionType[str]):
    key = "single_choice"
    label = _("Välj ett alternativ")
    operators = EQUALITY_OPERATORS
    options = {"choices": CHOICES, "style": {"enum": ["radio", "select"]}}
    required_options = ("choices",)

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        choice = clean_line(raw, limit=LONGEST_ID)
        if choice not in question.prepared:
            raise Invalid("unknown_choice")
        return choice

    def display(self, value: str, question: "Question", language: str) -> str:
        return self.display_condition_value(value, question, language)


class SeveralChoices(_Choosing, QuestionType[list[str]]):
    key = "several_choices"
    label = _("Välj flera alternativ")
    multiple = True
    operators = ("contains", "answered", "not_answered")
    options = {"choices": CHOICES, "min": COUNT, "max": COUNT}
    required_options = ("choices",)

    def parse(self, raw: object, question: "Question", facts: "Facts") -> list[str]:
        given = [raw] if isinstance(raw, str) else raw
        if not isinstance(given, list) or len(given) > LIST_LIMIT:
            raise Invalid("malformed")
        ticked = {clean_line(choice, limit=LONGEST_ID) for choice in given} - {""}
        if not ticked <= question.prepared.keys():
            raise Invalid("unknown_choice")
        self._check_number(len(ticked), question.options)
        return [choice for choice in question.prepared if choice in ticked]

    def _check_number(self, ticked: int, options: Mapping[str, Any]) -> None:
        fewest, most = options.get("min", 0), options.get("max", LIST_LIMIT)
        if fewest == most and ticked != most:
            raise Invalid("wrong_number", number=most)
        if ticked < fewest:
            raise Invalid("too_few", min=fewest)
        if ticked > most:
            raise Invalid("too_many", max=most, number=ticked)

    def display(self, value: list[str], question: "Question", language: str) -> str:
        return "\n".join(self.display_condition_value(choice, question, language) for choice in value)

    def export(self, value: list[str]) -> str:
        return "; ".join(value)

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        yield from super().option_problems(options)
        fewest, most, offered = options.get("min", 0), options.get("max", LIST_LIMIT), len(options["choices"])
        if fewest > most:
            yield "min_above_max", {"min": fewest, "max": most}
        if offered and fewest > offered:
            yield "min_above_choices", {"min": fewest, "choices": offered}

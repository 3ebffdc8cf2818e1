"""Conditions: when a step or a question applies.

A leaf compares the answer of one earlier question; `all`, `any` and `not` combine. A condition sees values only, that
is answers that apply, are valid and are not blank: hidden means absent. So a leaf on a question that is hidden,
unanswered or wrongly answered is false for every operator, `not_equals` included, except `not_answered`, which is true.
`not` merely negates.

Compiling a condition prepares its comparison once; evaluating it costs time proportional to its leaves and raises
nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from questions.texts import Text

Values = Mapping[str, Any]
Test = Callable[[Values], bool]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": lambda value, wanted: value == wanted,
    "not_equals": lambda value, wanted: value != wanted,
    "contains": lambda value, wanted: wanted in value,
    "greater_than": lambda value, wanted: value > wanted,
    "less_than": lambda value, wanted: value < wanted,
}
OPERATORS = (*COMPARISONS, "answered", "not_answered")
COMBINATIONS = ("all", "any", "not")
# As many as a person can still read; also what keeps a hand-made document from exhausting the stack.
DEEPEST = 10

CLAUSES = {
    "equals": gettext_lazy("”%(question)s” är ”%(value)s”"),
    "not_equals": gettext_lazy("”%(question)s” inte är ”%(value)s”"),
    "contains": gettext_lazy("”%(value)s” är valt i ”%(question)s”"),
    "greater_than": gettext_lazy("”%(question)s” är mer än ”%(value)s”"),
    "less_than": gettext_lazy("”%(question)s” är mindre än ”%(value)s”"),
    "answered": gettext_lazy("”%(question)s” är besvarad"),
    "not_answered": gettext_lazy("”%(question)s” inte är besvarad"),
}
DATE_CLAUSES = {
    "greater_than": gettext_lazy("”%(question)s” är senare än ”%(value)s”"),
    "less_than": gettext_lazy("”%(question)s” är tidigare än ”%(value)s”"),
}


class UnknownCondition(ValueError):
    """A condition that cannot be compiled. `code` is one of the condition_… codes in messages."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition. A leaf has `question` and `value` (canonical); a combination has `of`."""

    operator: str
    holds: Test = field(repr=False, compare=False)
    question: str | None = None
    value: Any = None
    of: tuple["Condition", ...] = ()


def compile_condition(data: Mapping[str, Any], earlier: Mapping[str, Any], depth: int = 0) -> Condition:
    """Compile one condition; `earlier` holds the questions it may refer to, by id. Raises UnknownCondition."""
    if depth > DEEPEST:
        raise UnknownCondition("condition_too_deep", deepest=DEEPEST)
    operator = data["operator"]
    if operator not in COMBINATIONS:
        return _compile_leaf(data, earlier)
    given = [data["of"]] if operator == "not" else data["of"]
    parts = tuple(compile_condition(part, earlier, depth + 1) for part in given)
    return Condition(operator, _combination(operator, [part.holds for part in parts]), of=parts)


def questions_in(data: Mapping[str, Any]) -> list[str]:
    """The ids of all questions an uncompiled condition refers to, in order."""
    if data["operator"] not in COMBINATIONS:
        return [data["question"]]
    given = [data["of"]] if data["operator"] == "not" else data["of"]
    return [question for part in given for question in questions_in(part)]


def describe(condition: Condition | None, service: Any, language: str) -> str:
    """The sentence an editor sees: `Visas när ”Söker du för någon annan?” är ”Ja”.`"""
    with override(language):
        if condition is None:
            return _("Visas alltid.")
        return _("Visas när %(clause)s.") % {"clause": _clause(condition, service, language)}


def _compile_leaf(data: Mapping[str, Any], earlier: Mapping[str, Any]) -> Condition:
    operator, question = data["operator"], earlier.get(data["question"])
    if question is None:
        raise UnknownCondition("condition_question", missing=data["question"])
    if operator not in question.type.operators:
        raise UnknownCondition("condition_operator", operator=operator, other=question.label)
    if operator in ("answered", "not_answered"):
        return Condition(operator, _answered(question.id, operator == "answered"), question.id)
    try:
        value = question.type.condition_value(data.get("value"), question)
    except ValueError as error:
        raise UnknownCondition("condition_value", value=str(data.get("value")), other=question.label) from error
    return Condition(operator, _comparison(operator, question, value), question.id, value)


def _answered(question_id: str, wanted: bool) -> Test:
    return lambda values: (question_id in values) is wanted


def _comparison(operator: str, question: Any, value: Any) -> Test:
    compare, key, question_id = COMPARISONS[operator], question.type.comparison_key, question.id
    wanted = key(value)
    return lambda values: question_id in values and compare(key(values[question_id]), wanted)


def _combination(operator: str, tests: list[Test]) -> Test:
    if operator == "not":
        return lambda values: not tests[0](values)
    if operator == "all":
        return lambda values: all(test(values) for test in tests)
    return lambda values: any(test(values) for test in tests)


def _clause(condition: Condition, service: Any, language: str) -> str:
    if condition.question is not None:
        return _leaf_clause(condition, service.question(condition.question), language)
    clauses = [_clause(part, service, language) for part in condition.of]
    if condition.operator == "not":
        return _("inte (%(clause)s)") % {"clause": clauses[0]}
    joined = (_(" och ") if condition.operator == "all" else _(" eller ")).join(clauses)
    return f"({joined})" if any(part.of for part in condition.of) else joined


def _leaf_clause(condition: Condition, question: Any, language: str) -> str:
    label: Text = question.label
    named = {"question": label.in_language(language), "value": ""}
    if condition.value is not None:
        named["value"] = question.type.display_condition_value(condition.value, question, language)
    clauses = CLAUSES | (DATE_CLAUSES if question.type.key == "date" else {})
    return str(clauses[condition.operator]) % named

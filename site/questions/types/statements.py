"""Consent, information and stop: what the service says, and at most a tick in return."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from questions.inputs import clean_line
from questions.problems import Invalid
from questions.types.base import TEXT, QuestionType
from questions.types.choices import YES

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

TICKED = {"yes", "on", "true", "1", "ja"}


class Consent(QuestionType[bool]):
    """A box to tick, posted as `yes`; the value is true or absent. `body` is what one agrees to, sanitised HTML."""

    key = "consent"
    label = _("Godkännande eller försäkran")
    options = {"body": TEXT}

    def parse(self, raw: object, question: "Question", facts: "Facts") -> bool:
        if clean_line(raw).lower() not in TICKED:
            raise Invalid("malformed")
        return True

    def display(self, value: bool, question: "Question", language: str) -> str:
        return YES.in_language(language)

    def export(self, value: bool) -> str:
        return YES.sv


class Information(QuestionType[None]):
    """Text between questions. `body` is sanitised HTML."""

    key = "information"
    label = _("Informationstext")
    has_answer = False
    operators = ()
    options = {"body": TEXT}
    required_options = ("body",)


class Stop(Information):
    """When it applies nothing after it does: the service cannot be used, and `body` says why and what to do instead."""

    key = "stop"
    label = _("Stopp")
    stops = True

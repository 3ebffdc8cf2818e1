"""Personal, coordination and organisation numbers. Canonical: twelve digits (see `questions.identity_numbers`)."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from questions.identity_numbers import (
    InvalidNumber,
    OrganisationNumber,
    PersonalNumber,
    display_number,
    parse_coordination_number,
    parse_organisation_number,
    parse_personal_number,
)
from questions.inputs import clean_line
from questions.problems import Invalid
from questions.types.base import QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts


class _IdentityNumber(QuestionType[str]):
    def read(self, text: str, today: date) -> PersonalNumber | OrganisationNumber:
        raise NotImplementedError

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        text = clean_line(raw)
        try:
            return self.read(text, facts.today).digits
        except InvalidNumber as error:
            raise Invalid(error.code) from error

    def display(self, value: str, question: "Question", language: str) -> str:
        return display_number(value)

    def export(self, value: str) -> str:
        return display_number(value)

    def holds_identity_number(self, value: str) -> bool:
        return True


class PersonalNumberQuestion(_IdentityNumber):
    key = "personal_number"
    label = _("Personnummer")

    def read(self, text: str, today: date) -> PersonalNumber:
        return parse_personal_number(text, today)


class CoordinationNumberQuestion(_IdentityNumber):
    key = "coordination_number"
    label = _("Samordningsnummer")

    def read(self, text: str, today: date) -> PersonalNumber:
        return parse_coordination_number(text, today)


class OrganisationNumberQuestion(_IdentityNumber):
    """Also accepts a sole trader's number, which is that person's own."""

    key = "organisation_number"
    label = _("Organisationsnummer")

    def read(self, text: str, today: date) -> OrganisationNumber:
        return parse_organisation_number(text, today)

    def holds_identity_number(self, value: str) -> bool:
        return OrganisationNumber(value).sole_trader

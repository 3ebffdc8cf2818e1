"""The question types. A new one is a class in this package and a line in this list."""

from typing import Any

from questions.types.base import QuestionType
from questions.types.choices import SeveralChoices, SingleChoice, YesNo
from questions.types.contact import Email, Phone, WebAddress
from questions.types.dates import Date, Time
from questions.types.files import Files
from questions.types.identity import CoordinationNumberQuestion, OrganisationNumberQuestion, PersonalNumberQuestion
from questions.types.numbers import Amount, Number
from questions.types.organisations import Organisation
from questions.types.people import Party, Person, PostalAddress
from questions.types.statements import Consent, Information, Stop
from questions.types.text import LongText, ShortText

ALL: tuple[QuestionType[Any], ...] = (
    ShortText(),
    LongText(),
    Number(),
    Amount(),
    Date(),
    Time(),
    Email(),
    Phone(),
    WebAddress(),
    YesNo(),
    SingleChoice(),
    SeveralChoices(),
    PersonalNumberQuestion(),
    CoordinationNumberQuestion(),
    OrganisationNumberQuestion(),
    PostalAddress(),
    Person(),
    Party(),
    Organisation(),
    Files(),
    Consent(),
    Information(),
    Stop(),
)
TYPES: dict[str, QuestionType[Any]] = {question_type.key: question_type for question_type in ALL}

__all__ = ["TYPES", "QuestionType"]

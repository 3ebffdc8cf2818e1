"""Postal address, and the person who fills in."""

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from questions.identity_numbers import InvalidNumber, PersonalNumber, display_number, parse_identity_number
from questions.inputs import clean_parts
from questions.problems import Invalid
from questions.types.base import QuestionType
from questions.types.contact import Email

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

POSTCODE = re.compile(r"(?:SE|S)?[- ]?([1-9][0-9]{2}) ?([0-9]{2})", re.IGNORECASE)
CARE_OF = re.compile(r"(?:c/o|co)[ :.]\s*", re.IGNORECASE)


class PostalAddress(QuestionType[dict[str, str]]):
    """A Swedish address. Value: street, postcode (five digits), city and, if given, co."""

    key = "postal_address"
    label = _("Postadress")
    parts = ("street", "co", "postcode", "city")
    optional_parts = ("co",)

    def parse(self, raw: object, question: "Question", facts: "Facts") -> dict[str, str]:
        parts = clean_parts(raw, self.parts)
        postcode = POSTCODE.fullmatch(" ".join(parts["postcode"].split()))
        faults = [Invalid("required_part", part) for part in ("street", "postcode", "city") if not parts[part]]
        if parts["postcode"] and not postcode:
            faults.append(Invalid("not_a_postcode", "postcode"))
        if faults:
            raise Invalid.together(faults)
        parts["postcode"] = "".join(postcode.groups()) if postcode else ""
        parts["co"] = CARE_OF.sub("", parts["co"], count=1)
        return {part: text for part, text in parts.items() if text}

    def display(self, value: dict[str, str], question: "Question", language: str) -> str:
        return "\n".join(_address_lines(value))

    def export(self, value: dict[str, str]) -> str:
        return ", ".join(_address_lines(value))


class _NamedPerson(QuestionType[dict[str, str]]):
    """Somebody with a name and an identity number."""

    def _number(self, text: str, facts: "Facts", faults: list[Invalid]) -> PersonalNumber | None:
        """The number of the part; None, and a fault more, where it is none."""
        try:
            return parse_identity_number(text, facts.today) if text else None
        except InvalidNumber as error:
            faults.append(Invalid(error.code, "personal_number"))
            return None

    def display(self, value: dict[str, str], question: "Question", language: str) -> str:
        return f"{value['name']}\n{display_number(value['number'])}"

    def export(self, value: dict[str, str]) -> str:
        return f"{value['name']}, {display_number(value['number'])}"

    def holds_identity_number(self, value: dict[str, str]) -> bool:
        return True


class Person(_NamedPerson):
    """The person who fills in. After e-ID the login says who it is and what the browser posts counts for nothing.

    Value: name, number, number_type, country, and `source`: "login" or, where nobody is logged in, "typed".
    """

    key = "person"
    label = _("Den som fyller i")
    parts = ("name", "personal_number")

    def known_value(self, facts: "Facts") -> dict[str, str] | None:
        person = facts.person
        if person is None:
            return None
        return {
            "name": person.name,
            "number": person.number,
            "number_type": person.number_type,
            "country": person.country,
            "source": "login",
        }

    def parse(self, raw: object, question: "Question", facts: "Facts") -> dict[str, str]:
        parts = clean_parts(raw, self.parts)
        faults = [Invalid("required_part", part) for part in self.parts if not parts[part]]
        number = self._number(parts["personal_number"], facts, faults)
        if faults or number is None:
            raise Invalid.together(faults)
        return {
            "name": parts["name"],
            "number": number.digits,
            "number_type": number.type,
            "country": "SE",
            "source": "typed",
        }


class Party(_NamedPerson):
    """Somebody else who must sign before anything is sent; the label says in what role. Value: name, number,
    number_type, country.

    The e-mail address is where the request to sign goes: delivery, and no part of what is signed (design.md §13.6).
    The number is asked for always: a forwarded mail must not find the first comer.
    """

    key = "party"
    label = _("Den som också skriver under")
    parts = ("name", "personal_number", "email")

    def parse(self, raw: object, question: "Question", facts: "Facts") -> dict[str, str]:
        parts = clean_parts(raw, self.parts)
        faults = [Invalid("required_part", part) for part in self.parts if not parts[part]]
        number = self._number(parts["personal_number"], facts, faults)
        if number and facts.person and facts.person.number == number.digits:
            faults.append(Invalid("party_is_oneself", "personal_number"))
        try:
            if parts["email"]:
                self.address(raw, question, facts)
        except Invalid as fault:
            faults.append(fault)
        if faults or number is None:
            raise Invalid.together(faults)
        return {"name": parts["name"], "number": number.digits, "number_type": number.type, "country": "SE"}

    def address(self, raw: object, question: "Question", facts: "Facts") -> str:
        """Where the request goes. Raises Invalid."""
        try:
            return Email().parse(clean_parts(raw, self.parts)["email"], question, facts)
        except Invalid as fault:
            raise Invalid(fault.code, "email") from fault


def _address_lines(value: dict[str, str]) -> list[str]:
    care_of = [f"c/o {value['co']}"] if "co" in value else []
    return [*care_of, value["street"], f"{value['postcode'][:3]} {value['postcode'][3:]} {value['city']}"]

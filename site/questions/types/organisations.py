"""The organisation that somebody acts for, and in what role."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from questions.identity_numbers import InvalidNumber, OrganisationNumber, display_number, parse_organisation_number
from questions.inputs import clean_parts
from questions.problems import Invalid
from questions.types.base import QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

DECLARED, REGISTER = "declared", "register"


class Organisation(QuestionType[dict[str, str]]):
    """Whom the person acts for. Value: number, name, role, and `source`: "declared" when it is the person's own word,
    "register" when a register of mandates says so (`Facts.mandates`). The two are never shown as the same.

    Where a register is there to ask, only a mandate that it knows will do.
    """

    key = "organisation"
    label = _("Organisationen som man företräder")
    parts = ("organisation_number", "organisation_name", "role")

    def parse(self, raw: object, question: "Question", facts: "Facts") -> dict[str, str]:
        parts = clean_parts(raw, self.parts)
        number = self._number(parts["organisation_number"], facts)
        if facts.mandates is not None and number:
            mandate = facts.mandates.get(number.digits)
            if mandate is None:
                raise Invalid("no_mandate", "organisation_number")
            return {"number": number.digits, "name": mandate.name, "role": mandate.role, "source": REGISTER}
        faults = [Invalid("required_part", part) for part in self.parts if not parts[part]]
        if faults or number is None:
            raise Invalid.together(faults)
        return {
            "number": number.digits,
            "name": parts["organisation_name"],
            "role": parts["role"],
            "source": DECLARED,
        }

    def _number(self, text: str, facts: "Facts") -> OrganisationNumber | None:
        try:
            return parse_organisation_number(text, facts.today) if text else None
        except InvalidNumber as error:
            raise Invalid(error.code, "organisation_number") from error

    def display(self, value: dict[str, str], question: "Question", language: str) -> str:
        with override(language):
            source = (
                gettext("enligt register")
                if value["source"] == REGISTER
                else gettext("egen uppgift, inte kontrollerad")
            )
            return f"{value['name']}\n{display_number(value['number'])}\n{value['role']} ({source})"

    def export(self, value: dict[str, str]) -> str:
        return f"{value['name']}, {display_number(value['number'])}, {value['role']}"

    def holds_identity_number(self, value: dict[str, str]) -> bool:
        return OrganisationNumber(value["number"]).sole_trader

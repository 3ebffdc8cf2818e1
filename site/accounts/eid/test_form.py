"""The form on the test e-ID's own page: a ready-made person, or any valid number."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.demo import RESIDENTS
from accounts.eid.provider import Level
from accounts.identities import Subject
from accounts.models import IdentityType
from questions.identity_numbers import InvalidNumber, parse_identity_number

OTHER = "other"
LEVELS = [
    (Level.LOA3, _("Nivå 3, till exempel BankID")),
    (Level.LOA2, _("Nivå 2")),
    (Level.LOA4, _("Nivå 4")),
]


class TestEIdForm(forms.Form):
    __test__ = False

    person = forms.ChoiceField(label=_("Vem loggar in?"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Nummer, om du valde någon annan"),
        help_text=_(
            "Personnummer eller samordningsnummer. Använd bara Skatteverkets testnummer, aldrig en verklig persons."
        ),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(label=_("Tillitsnivå"), choices=LEVELS, initial=Level.LOA3)

    def __init__(self, *args: Any, suggested: str = "", signs: bool = False, **kwargs: Any) -> None:
        """`suggested`: the number of who is chosen from the beginning."""
        super().__init__(*args, **kwargs)
        people = [
            (subject.value, f"{subject.full_name}, {subject.value[:8]}-{subject.value[8:]}") for subject in RESIDENTS
        ]
        self.fields["person"].choices = [*people, (OTHER, _("Någon annan"))]  # type: ignore[attr-defined]
        if signs:
            self.fields["person"].label = _("Vem skriver under?")
        known = suggested in dict(people)
        self.fields["person"].initial = suggested if known else OTHER if suggested else people[0][0]
        self.fields["number"].initial = "" if known else suggested
        self.fields["number"].hide_optional = True  # type: ignore[attr-defined]  # read by components/label_text.html

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("person") == OTHER:
            cleaned["subject"] = self._typed(cleaned.get("number", ""))
        else:
            cleaned["subject"] = next((one for one in RESIDENTS if one.value == cleaned.get("person")), None)
        return cleaned

    def _typed(self, text: str) -> Subject | None:
        try:
            number = parse_identity_number(text, timezone.localdate())
        except InvalidNumber:
            self.add_error("number", _("Skriv ett giltigt testnummer, till exempel 19121212-1212."))
            return None
        known = next((one for one in RESIDENTS if one.value == number.digits), None)
        return known or Subject(IdentityType(number.type), number.digits, "SE", "Test", "Testsson")

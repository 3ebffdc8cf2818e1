"""Labels and input hints of the fields that together make one answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PART_LABELS = {
    "year": _("År"),
    "month": _("Månad"),
    "day": _("Dag"),
    "street": _("Gatuadress"),
    "co": _("c/o (frivilligt)"),
    "postcode": _("Postnummer"),
    "city": _("Ort"),
    "name": _("Namn"),
    "personal_number": _("Personnummer eller samordningsnummer"),
    "email": _("E-postadress"),
    "organisation_number": _("Organisationsnummer"),
    "organisation_name": _("Organisationens namn"),
    "role": _("Din roll, till exempel ordförande"),
}
# WCAG 1.3.5: what a browser can fill in for the person.
ATTRIBUTES: dict[str, dict[str, Any]] = {
    "year": {"inputmode": "numeric", "class": "width-year"},
    "month": {"inputmode": "numeric", "class": "width-two"},
    "day": {"inputmode": "numeric", "class": "width-two"},
    "street": {"autocomplete": "address-line1"},
    "co": {"autocomplete": "off"},
    "postcode": {"autocomplete": "postal-code", "inputmode": "numeric", "class": "width-short"},
    "city": {"autocomplete": "address-level2"},
    "name": {"autocomplete": "name"},
    "personal_number": {"autocomplete": "off", "inputmode": "numeric", "class": "width-medium"},
    "email": {"autocomplete": "email", "spellcheck": "false", "inputmode": "email"},
    "organisation_number": {"autocomplete": "off", "inputmode": "numeric", "class": "width-medium"},
    "organisation_name": {"autocomplete": "organization"},
    "role": {"autocomplete": "organization-title"},
}
SOMEBODY_ELSES = {"name": {"autocomplete": "off"}, "email": ATTRIBUTES["email"] | {"autocomplete": "off"}}


def part_attributes(part: str, kind: str = "") -> dict[str, Any]:
    """Of a question of type `kind`: a browser must not fill in the person's own name where another's is asked for."""
    own = ATTRIBUTES.get(part, {})
    return SOMEBODY_ELSES.get(part, own) if kind == "party" else own


def part_label(part: str) -> str:
    return str(PART_LABELS[part])

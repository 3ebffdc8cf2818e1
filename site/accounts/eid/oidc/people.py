"""Who a token speaks of: the broker's claims to our Subject, level and transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts.eid.oidc.tokens import TokenRefused
from accounts.identities import Subject
from accounts.models import IdentityType
from questions.identity_numbers import InvalidNumber, parse_identity_number

Claims = Mapping[str, Any]
Names = Mapping[str, tuple[str, ...]]
LONGEST = 150  # of a name or a foreign identifier


def subject_in(claims: Claims, names: Names, today: date) -> Subject:
    """A Swedish number where there is one, else a foreign identity. Raises TokenRefused when there is neither."""
    first, last = _name_in(claims, names)
    country = (_text(claims, names, "country") or "SE").upper()
    number = _text(claims, names, "personal_number") or _text(claims, names, "coordination_number")
    if number and country == "SE":
        try:
            found = parse_identity_number(number, today)
        except InvalidNumber as error:
            raise TokenRefused("no valid identity number") from error
        return Subject(IdentityType(found.type), found.digits, "SE", first, last)
    foreign = _text(claims, names, "foreign") or number
    if not foreign:
        raise TokenRefused("no identity")
    if len(country) != 2 or not country.isascii() or not country.isalpha() or country == "SE":
        raise TokenRefused("no country of a foreign identity")
    return Subject(IdentityType.FOREIGN, foreign, country, first, last)


def transaction_in(claims: Claims, names: Names) -> str:
    return _text(claims, names, "transaction") or _plain(claims.get("sub"))


def number_claim(names: Names) -> str:
    """What the broker calls the personal number when we ask for one certain person."""
    return next(iter(names.get("personal_number", ())), "")


def _name_in(claims: Claims, names: Names) -> tuple[str, str]:
    first, last = _text(claims, names, "first_name"), _text(claims, names, "last_name")
    if not (first or last):
        first, _space, last = _text(claims, names, "name").rpartition(" ")
    return first, last


def _text(claims: Claims, names: Names, ours: str) -> str:
    return next((found for name in names.get(ours, ()) if (found := _plain(claims.get(name)))), "")


def _plain(value: object) -> str:
    """A broker may say anything; no more than a line of text is taken."""
    return " ".join(value.replace("\0", "").split())[:LONGEST] if isinstance(value, str) else ""

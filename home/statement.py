"""The accessibility statement that DOS-lagen (2018:1937) asks for: what it must hold, and when it is too old.

Its parts follow the model statement of the supervisory authority (MDFFS 2019:2). It cannot be published without them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

SUPERVISOR = "https://www.digg.se/tdosanmalan"
LONGEST_LIFE = timedelta(days=365)


class Conformity(models.TextChoices):
    FULL = "full", _("Helt förenlig: allt går att använda")
    PARTIAL = "partial", _("Delvis förenlig: det finns brister")
    NONE = "none", _("Inte förenlig: det finns stora brister")


REQUIRED = {
    "actor": _("Skriv vem som ansvarar för tjänsten."),
    "service": _("Skriv vilken tjänst eller webbplats redogörelsen gäller."),
    "conformity": _("Välj hur väl tjänsten uppfyller lagen."),
    "assessed_on": _("Skriv när tjänsten senast bedömdes."),
    "method": _("Skriv hur tjänsten bedömdes."),
    "updated_on": _("Skriv när redogörelsen senast uppdaterades."),
    "feedback": _("Skriv hur man talar om brister och ber om innehållet på annat sätt."),
    "supervisor_url": _("Skriv adressen till tillsynsmyndighetens sida för anmälan."),
}
NO_SHORTCOMINGS = _("Räkna upp bristerna, eller välj att tjänsten är helt förenlig med lagen.")
SHORTCOMINGS_ALL_THE_SAME = _("Tjänsten kan inte vara helt förenlig med lagen när den har brister.")
IN_THE_FUTURE = _("Dagen har inte varit än.")


def what_is_missing(parts: Mapping[str, Any], today: date) -> Iterator[tuple[str, Any]]:
    """Field and message for each thing that keeps the statement from being published."""
    yield from ((name, message) for name, message in REQUIRED.items() if not parts.get(name))
    is_full = parts.get("conformity") == Conformity.FULL
    if parts.get("conformity") and not is_full and not parts.get("shortcomings"):
        yield "shortcomings", NO_SHORTCOMINGS
    if is_full and parts.get("shortcomings"):
        yield "conformity", SHORTCOMINGS_ALL_THE_SAME
    yield from ((name, IN_THE_FUTURE) for name in ("assessed_on", "updated_on") if is_later(parts.get(name), today))


def is_later(day: date | None, today: date) -> bool:
    return day is not None and day > today


def is_too_old(days: Iterable[date | None], today: date) -> bool:
    """Whether the newest of the statement's days lies more than a year back."""
    known = [day for day in days if day]
    return bool(known) and today - max(known) > LONGEST_LIFE

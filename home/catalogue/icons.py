"""The pictures an editor can give an area: drawn by us, lines only, 24 × 24, in the colour of the text."""

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class Icon(models.TextChoices):
    BOOK = "book", _("Bok")
    HOUSE = "house", _("Hus")
    BUS = "bus", _("Buss")
    LEAF = "leaf", _("Löv")
    HEART = "heart", _("Hjärta")
    TICKET = "ticket", _("Biljett")
    BRIEFCASE = "briefcase", _("Portfölj")
    BIN = "bin", _("Soptunna")
    DROP = "drop", _("Droppe")
    SPEECH = "speech", _("Pratbubbla")
    CALENDAR = "calendar", _("Kalender")
    PEOPLE = "people", _("Människor")
    COIN = "coin", _("Mynt")
    PERMIT = "permit", _("Papper med bock")
    WARNING = "warning", _("Varningstriangel")
    PAPER = "paper", _("Papper")


PATHS: dict[str, str] = {
    Icon.BOOK: "M12 6.5C10 5 7 4.5 3 4.5v13c4 0 7 .5 9 2 2-1.5 5-2 9-2v-13c-4 0-7 .5-9 2zm0 0v13",
    Icon.HOUSE: "M3.5 11.5 12 4l8.5 7.5M5.5 10v9.5h13V10M10 19.5v-5h4v5",
    Icon.BUS: "M4.5 5h15v11.5h-15zM4.5 11h15M7.5 16.5v2.5M16.5 16.5v2.5M7.5 13.8h.01M16.5 13.8h.01",
    Icon.LEAF: "M5.5 18.5C4 10 9.5 4.5 19.5 4.5c0 10-5.5 15.5-14 14zM4 20.5c1.5-4.5 4.5-7.5 9-10",
    Icon.HEART: "M12 20C6 15.5 3.5 12.5 3.5 9A4.4 4.4 0 0 1 12 7.4 4.4 4.4 0 0 1 20.5 9c0 3.5-2.5 6.5-8.5 11z",
    Icon.TICKET: "M3.5 7h17v3.2a1.8 1.8 0 0 0 0 3.6V17h-17v-3.2a1.8 1.8 0 0 0 0-3.6zM14.5 9.8v4.4",
    Icon.BRIEFCASE: "M3.5 8h17v11h-17zM9 8V5h6v3M3.5 13h17",
    Icon.BIN: "M4.5 7.5h15M9.5 7.5V4.5h5v3M6.5 7.5l1 12.5h9l1-12.5M10.5 11v5.5M13.5 11v5.5",
    Icon.DROP: "M12 3.5c4 4.6 6 7.8 6 10.5a6 6 0 0 1-12 0c0-2.7 2-5.9 6-10.5z",
    Icon.SPEECH: "M4 5h16v11h-8.5L7 20v-4H4z",
    Icon.CALENDAR: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    Icon.PEOPLE: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c.5-4 3-6 6-6s5.5 2 6 6M16 11a2.6 2.6 0 1 0 0-5.2"
    "M17 13.6c2.3.5 3.7 2.5 4 5.9",
    Icon.COIN: "M12 9.5c4.1 0 7.5-1.3 7.5-3s-3.4-3-7.5-3-7.5 1.3-7.5 3 3.4 3 7.5 3z"
    "M4.5 6.5v11c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3v-11M4.5 12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3",
    Icon.PERMIT: "M6 3.5h9l4 4v13H6zM14.5 3.5V8H19M9.5 14.5l2 2 4-4.5",
    Icon.WARNING: "M12 4.5 20.5 19.5h-17zM12 10v4.5M12 17h.01",
    Icon.PAPER: "M6 3.5h9l4 4v13H6zM9.5 12h6M9.5 15.5h6",
}


SVG = (
    '<svg class="area-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
    ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
    '<path d="{}"/></svg>'
)


def picture(icon: str) -> SafeString:
    """The icon as an element; no picture for a name that is none. It says nothing by itself: the words beside it do."""
    return format_html(SVG, PATHS[icon]) if icon in PATHS else SafeString("")


def choices() -> list[tuple[str, SafeString]]:
    """For the editor's form: each picture beside its name."""
    return [(icon.value, format_html("{} {}", picture(icon), icon.label)) for icon in Icon]

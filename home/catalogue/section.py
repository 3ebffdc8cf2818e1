"""What the pages of the catalogue hold: the whole of it, one area, A–Ö, the most used, what is new.

They are parts of a section page, each with its address: /e-tjanster/, /e-tjanster/omrade/<area>/, /e-tjanster/a-o/.
Any of them can be narrowed to an audience: ?for=foretag. What an address asks for that does not exist is left out.
The first section below the front page holds everything there is, any other what lies below it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.alphabet import ALPHABET, letter_of
from home.catalogue.audiences import Audience
from home.catalogue.cards import Card, below, cards, most_used, newest
from home.catalogue.models import Category
from home.context import link_to
from home.languages import active, here
from home.municipality import portrait

A_TO_Z, MOST_USED, NEW, AREA = "a-o", "mest-anvanda", "nya", "omrade"
AUDIENCE_PARAMETER, PAGE_PARAMETER = "for", "sida"
ON_A_PAGE = 48
MOST_LISTED = 20
HEADINGS = {
    A_TO_Z: gettext_lazy("E-tjänster A–Ö"),
    MOST_USED: gettext_lazy("Mest använda e-tjänster"),
    NEW: gettext_lazy("Nya e-tjänster"),
}


@dataclass(frozen=True)
class Choice:
    """A link that narrows or widens the list. `count` is left out where it says nothing."""

    text: str
    url: str
    current: bool
    count: int | None = None
    picture: str = ""
    language: str = ""  # where the text is in another than the page


@dataclass(frozen=True)
class Letter:
    text: str
    cards: list[Card]
    anchor: str


@dataclass(frozen=True)
class Selection:
    """What an address asks for."""

    base: str
    part: str = ""
    audience: Audience | None = None
    page: int = 1

    def url(self, **changes: Any) -> str:
        chosen = {"part": self.part, "audience": self.audience, "page": 1} | changes
        query = {AUDIENCE_PARAMETER: chosen["audience"].value} if chosen["audience"] else {}
        query |= {PAGE_PARAMETER: str(chosen["page"])} if chosen["page"] > 1 else {}
        path = f"{self.base}{chosen['part']}/" if chosen["part"] else self.base
        return f"{path}?{urlencode(query)}" if query else path


def parted(path_components: list[str]) -> tuple[list[str], list[str]]:
    """An address as that of a section and that of a part of the catalogue, which is empty where it names none."""
    match path_components:
        case [*above, "a-o" | "mest-anvanda" | "nya" as part]:
            return above, [part]
        case [*above, "omrade", area]:
            return above, [AREA, area]
    return path_components, []


def shown(section: Any, request: HttpRequest, part: str) -> dict[str, Any]:
    """The context of a section's page. Raises Http404 for an area that does not exist."""
    selection = selected(here(section.get_url(request) or ""), part, request)
    areas = list(Category.objects.all())
    area = area_at(part, areas)
    everything = [card for card in entries_of(section) if fits(card, selection.audience)]
    in_area = [card for card in everything if area is None or card.category_id == area.pk]
    return {
        "heading": area.shown_name if area else HEADINGS.get(part, section.title),
        "lead": area.shown_description if area else "" if part else section.lead,
        "language": "" if part else section.foreign_language,
        "part": part,
        "area": area,
        "audience": selection.audience,
        "audience_choices": audience_choices(selection),
        "area_choices": area_choices(selection, areas, everything),
        "section_choices": section_choices(section),
        "tabs": [] if area else tabs(selection),
        "letters": letters(in_area) if part == A_TO_Z else [],
        "everything_url": selection.base,
    } | listed(selection, ORDERS.get(part, list)(in_area))


def entries_of(section: Any) -> list[Card]:
    """Everything, when it is the section that holds the catalogue in any language."""
    catalogue = portrait().catalogue(active())
    holds_all = catalogue is not None and catalogue.translation_key == section.translation_key
    return cards() if holds_all else cards(below(section))


def selected(base: str, part: str, request: HttpRequest) -> Selection:
    wanted, page = request.GET.get(AUDIENCE_PARAMETER, ""), request.GET.get(PAGE_PARAMETER, "")
    audience = Audience(wanted) if wanted in Audience.values else None
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    return Selection(base, part, audience, max(number, 1))


def area_at(part: str, areas: list[Category]) -> Category | None:
    if not part.startswith(f"{AREA}/"):
        return None
    found = next((area for area in areas if part == f"{AREA}/{area.slug}"), None)
    if found is None:
        raise Http404
    return found


def fits(card: Card, audience: Audience | None) -> bool:
    return audience is None or audience.value in card.audiences


ORDERS: dict[str, Callable[[list[Card]], list[Card]]] = {
    MOST_USED: lambda found: most_used(found)[:MOST_LISTED],
    NEW: lambda found: newest(found, timezone.now())[:MOST_LISTED],
}


def listed(selection: Selection, found: list[Card]) -> dict[str, Any]:
    """One page of the list, and the way to its neighbours."""
    last = max(1, -(-len(found) // ON_A_PAGE))
    page = min(selection.page, last)
    return {
        "count": len(found),
        "cards": found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        "page_number": page,
        "last_page": last,
        "previous_url": selection.url(page=page - 1) if page > 1 else "",
        "next_url": selection.url(page=page + 1) if page < last else "",
    }


def tabs(selection: Selection) -> list[Choice]:
    names = {"": _("Alla"), A_TO_Z: _("A–Ö"), MOST_USED: _("Mest använda"), NEW: _("Nya")}
    return [Choice(text, selection.url(part=part), part == selection.part) for part, text in names.items()]


def audience_choices(selection: Selection) -> list[Choice]:
    everybody = Choice(_("Alla"), selection.url(audience=None), selection.audience is None)
    return [
        everybody,
        *(Choice(str(one.label), selection.url(audience=one), selection.audience is one) for one in Audience),
    ]


def area_choices(selection: Selection, areas: list[Category], found: list[Card]) -> list[Choice]:
    """Each area that holds something, with how much; the one looked at even when it holds nothing."""
    here = selection.part.startswith(f"{AREA}/")
    choices = [Choice(_("Alla områden"), selection.url(part=""), current=False)] if here else []
    for area in areas:
        part, count = f"{AREA}/{area.slug}", sum(card.category_id == area.pk for card in found)
        if count or part == selection.part:
            url = selection.url(part=part)
            choices.append(Choice(area.shown_name, url, part == selection.part, count, area.picture))
    return choices


def section_choices(section: Any) -> list[Choice]:
    """The folders below this one that stand in menus. They are known: no query."""
    links = map(link_to, portrait().folders_in(section, active()))
    return [Choice(link.title, link.url, current=False, language=link.lang) for link in links]


def letters(found: list[Card]) -> list[Letter]:
    """The whole alphabet, and last what begins with no letter, if anything does."""
    under: dict[str, list[Card]] = {letter: [] for letter in (*ALPHABET, "")}
    for card in found:
        under[letter_of(card.title.text)].append(card)
    rest = [Letter(_("Siffror och tecken"), under.pop(""), "tecken")]
    every = [Letter(letter, cards, f"bokstav-{place}") for place, (letter, cards) in enumerate(under.items(), 1)]
    return every + (rest if rest[0].cards else [])

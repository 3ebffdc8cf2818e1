"""What the front page shows of the catalogue."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from home.catalogue.audiences import Audience
from home.catalogue.cards import Card, cards, most_used, newest
from home.catalogue.models import Category
from home.catalogue.section import Selection, area_choices

MOST_SHOWN = 6
FEWEST_USED = 4  # fewer would look like a portal with next to nothing in it
NEW_SHOWN = 3


def shown(catalogue_url: str) -> dict[str, Any]:
    """The most used (others after them, where too few are used enough to say so), areas, audiences, what is new."""
    found = cards()
    used = most_used(found)
    speaks_for_itself = len(used) >= FEWEST_USED
    selection = Selection(catalogue_url)
    return {
        "services_heading": _("Mest använda") if speaks_for_itself else _("E-tjänster"),
        "services": (used if speaks_for_itself else with_others(used, found))[:MOST_SHOWN],
        "count": len(found),
        "new": newest(found, timezone.now())[:NEW_SHOWN],
        "areas": area_choices(selection, list(Category.objects.all()), found) if catalogue_url else [],
        "audiences": [(one.label, selection.url(audience=one)) for one in Audience] if catalogue_url else [],
    }


def with_others(first: list[Card], found: list[Card]) -> list[Card]:
    return [*first, *(card for card in found if card not in first)]

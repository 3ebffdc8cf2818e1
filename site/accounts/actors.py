"""Who did something: a person, or the portal itself when no person asked (`by=` of every action, design.md §13.4)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class System:
    """The portal acting by itself: a deadline passed, a periodic job ran."""


SYSTEM = System()
Actor = Union["User", System]


def actor_label(actor: Actor) -> str:
    """What a trace shows, also when the user is long gone. A resident is named by role: the case says who it was.

    Traces are kept, so they are in the authority's language, whatever language the page is in.
    """
    with override(settings.LANGUAGE_CODE):
        if isinstance(actor, System):
            return _("Systemet")
        if actor.is_resident:
            return _("Sökanden")
        return actor.get_full_name() or actor.username


def actor_user(actor: Actor) -> "User | None":
    return None if isinstance(actor, System) else actor

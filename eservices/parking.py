"""The pass that each step page carries, good only for parking that page's text (design.md §13.21).

It names the writer, the errand, the step and the page load, and says nothing else. Who shows it gets nothing back: a
parked text is given to its writer alone, at their own request after login. Its signed age is only an upper bound; what
it is still good for is decided by rows: the draft's, and that of the text parked with it before (security.md fact 11).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from accounts.access import is_resident
from eservices.filling import Filling

FIELD = "parking"
PASS_LIFETIME = timedelta(hours=72)  # a page left open over a weekend
SALT = "eservices.parking"


@dataclass(frozen=True)
class Place:
    """Which page load of which step of whose errand. `begun`: there was a draft when the page was shown."""

    person: str  # the writer's uuid; "" for a visitor
    draft_id: UUID
    version_id: int
    position: int
    page: str
    begun: bool

    @property
    def is_visitors(self) -> bool:
        """Written without login: nothing is parked, as nobody could come back and be known to have written it."""
        return not self.person


@dataclass(frozen=True)
class PostedText:
    """What a page said: raw answers by question id, and what a save needs to know besides."""

    answers: dict[str, Any]
    base: str
    number: int
    is_automatic: bool
    keep: bool


def place_of(filling: Filling, position: int, page: str) -> Place:
    person = str(filling.owner.user.uuid) if filling.owner.user else ""
    return Place(person, filling.draft_id, filling.version.pk, position, page, filling.draft is not None)


def parking_pass(place: Place) -> str:
    named = [place.person, str(place.draft_id), place.version_id, place.position, place.page, place.begun]
    return signing.dumps(named, salt=SALT)


def shown_pass(request: HttpRequest) -> Place | None:
    """The pass posted with this request: one of ours, for the address it is posted to, from a page of ours."""
    try:
        named = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=PASS_LIFETIME)
    except signing.BadSignature:
        return None
    person, draft_id, *rest = named
    place = Place(person, UUID(draft_id), *rest)
    return place if _is_here(request, place) and is_from_our_page(request) else None


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours posted this. A form token that fails proves nothing of it, and
    browsers name the origin of every post."""
    origin = f"{request.scheme}://{request.get_host()}"
    return (
        request.headers.get("Origin", origin) == origin
        and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    )


def is_of(place: Place, user: Any) -> bool:
    return is_resident(user) and str(user.uuid) == place.person


def _is_here(request: HttpRequest, place: Place) -> bool:
    match = request.resolver_match
    if match is None or match.kwargs.get("draft_id") != place.draft_id:
        return False
    return bool(match.kwargs.get("position", place.position) == place.position)

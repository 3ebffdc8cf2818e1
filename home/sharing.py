"""What a page says of itself where its address is shared: the title, a line, a picture, and its other language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from home.context import Link
from home.languages import active


@dataclass(frozen=True)
class Share:
    """All addresses are whole. `address` is the one to pass on; `alternates` each language's, titled by its code."""

    title: str
    description: str
    url: str
    address: str
    alternates: list[Link]
    picture: str


def share_of(request: HttpRequest, title: str, description: str, *, short_address: str = "") -> Share:
    """A page that is shown in English for want of a translation says that the Swedish address is the one to find it
    at. A preview knows of no other language."""
    place = getattr(request, "place", None)  # home.serving.Found
    written: dict[str, str] = place.written if place else {active(): request.path}
    alternates = [Link(code, whole(path)) for code, path in written.items()]
    url = whole(written.get(active()) or next(iter(written.values())))
    address = whole(reverse("wagtail_serve", args=[f"{short_address}/"])) if short_address else url
    return Share(title, description, url, address, alternates, whole(static("img/share.png")))


def whole(path: str) -> str:
    return f"{settings.PORTAL_URL}{path}"

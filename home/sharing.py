"""What a page says of itself where its address is shared: the title, a line, a picture, and its other language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url

from home.context import Link


@dataclass(frozen=True)
class Share:
    """All addresses are whole. `alternates` are the page in each language, titled by language code."""

    title: str
    description: str
    url: str
    alternates: list[Link]
    picture: str


def share_of(request: HttpRequest, title: str, description: str) -> Share:
    alternates = [Link(code, whole(translate_url(request.path, code))) for code, _name in settings.LANGUAGES]
    return Share(title, description, whole(request.path), alternates, whole(static("img/share.png")))


def whole(path: str) -> str:
    return f"{settings.PORTAL_URL}{path}"

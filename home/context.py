"""What every template may ask of the portal. Nothing is looked up, and no session opened, until one asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, gettext, override

from accounts import sessions
from accounts.access import is_resident
from home import municipality
from home.languages import active, here, is_english

LANGUAGE_PARAMETER = "sprak"
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}  # each in its own language


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    lang: str = ""  # where the title is in another language than the page


@dataclass(frozen=True)
class LanguageLink:
    """`url` leads to this page in that language, and remembers the choice."""

    code: str
    name: str
    url: str


def link_to(page: Any) -> Link:
    """A link to a page in the active language, or in Swedish and marked so where nobody has translated it."""
    language = page.locale.language_code
    return Link(page.title, here(page.get_url() or ""), "" if language == active() else language)


class Portal:
    """`portal` in templates."""

    is_demo: bool = settings.DEMO

    def __init__(self, request: HttpRequest | None, portrait: municipality.Portrait | None = None) -> None:
        self.request = request
        self._portrait = portrait

    @cached_property
    def portrait(self) -> municipality.Portrait:
        return self._portrait or municipality.portrait()

    @property
    def municipality(self) -> Any:
        return self.portrait.municipality

    @property
    def test_eid(self) -> bool:
        return settings.EID_ALLOW_TEST and "test" in settings.EID_PROVIDERS

    @cached_property
    def home_url(self) -> str:
        return reverse("wagtail_serve", args=[""])

    @cached_property
    def demo_url(self) -> str:
        try:
            return reverse("demo:start") + self.demo_query
        except NoReverseMatch:
            return ""

    @property
    def demo_query(self) -> str:
        """What keeps the language on the way to a demo page; those stand outside /en/."""
        return f"?{LANGUAGE_PARAMETER}=en" if is_english() else ""

    @property
    def help_title(self) -> str:
        return gettext("Behöver du hjälp?")

    @cached_property
    def footer_links(self) -> list[Link]:
        check = Link(gettext("Kontrollera kvittens"), reverse("eservices:check_receipt"))
        return [*(link_to(page) for page in self.portrait.footer(active())), check]

    @cached_property
    def menu_links(self) -> list[Link]:
        return [link_to(page) for page in self.portrait.menu(active())]

    @cached_property
    def catalogue_url(self) -> str:
        """The first section below the front page; it holds the catalogue."""
        catalogue = self.portrait.catalogue(active())
        return link_to(catalogue).url if catalogue else ""

    @cached_property
    def person(self) -> Any:
        """The logged-in person or None. Without a session cookie no session is opened, so the page stays cacheable."""
        if self.request is None or settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return None
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def person_name(self) -> str:
        return self.person.get_full_name() or self.person.get_username() if self.person else ""

    @property
    def is_resident(self) -> bool:
        return is_resident(self.person) if self.person else False

    @property
    def time_left(self) -> sessions.TimeLeft | None:
        """How long the resident's session lives."""
        return sessions.time_left(self.request) if self.request is not None and self.is_resident else None

    @property
    def person_mark(self) -> str:
        return sessions.person_mark(self.person) if self.is_resident else ""

    @property
    def messages(self) -> Iterable[Any]:
        """Django's messages. Its storage looks for its own cookie first, and without one opens no session."""
        return get_messages(self.request) if self.request is not None else ()

    @cached_property
    def other_languages(self) -> list[LanguageLink]:
        """This page in the other languages. A form sent back with errors has the address it was asked for at."""
        return [self.language_link(code) for code, _name in settings.LANGUAGES if code != get_language()]

    def language_link(self, code: str) -> LanguageLink:
        """Wagtail's pages know where they stand in each language; a demo page takes it as a parameter."""
        name = LANGUAGE_NAMES.get(code, code)
        if self.request and getattr(self.request, "is_demo_page", False):
            return LanguageLink(code, name, f"{self.request.path}?{LANGUAGE_PARAMETER}={code}")
        onward = urlencode({"till": self.address_in(code)})
        return LanguageLink(code, name, f"{reverse('choose_language')}?{onward}")

    def address_in(self, code: str) -> str:
        path = self.request.get_full_path() if self.request else self.home_url
        place = getattr(self.request, "place", None)  # home.serving.Found
        if place is None:
            return in_other_language(path, code)
        _path, mark, query = path.partition("?")
        return f"{place.addresses[code]}{mark}{query}"


def in_other_language(path: str, code: str) -> str:
    """`path` under another language's prefix; the front page in that language where the address has no other form.

    So too where a login leads on to, or the page after it would be in the language left behind.
    """
    translated: str = translate_url(path, code)
    if translated != path:
        return with_next_in(translated, code)
    with override(code):
        return reverse("wagtail_serve", args=[""])


def with_next_in(path: str, code: str) -> str:
    parts = urlsplit(path)
    query = [(name, translate_url(value, code) if name == "next" else value) for name, value in parse_qsl(parts.query)]
    return parts._replace(query=urlencode(query)).geturl() if query else path


def portal(request: HttpRequest) -> dict[str, Portal]:
    return {"portal": Portal(request)}

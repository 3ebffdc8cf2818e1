"""Which language a page is shown in, and where it stands in each (design.md §13.14).

Front page, sections and information pages have a tree for each language. An e-service is one page in the Swedish tree,
with both texts side by side: it is shown at the same address in both languages. So is a page that nobody has
translated, marked as Swedish, so that a reader of English is not sent away.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

MAIN = settings.LANGUAGE_CODE


def is_english() -> bool:
    return (get_language() or MAIN).startswith("en")


def active() -> str:
    return "en" if is_english() else MAIN


def in_language(swedish: str, english: str) -> str:
    """The text in the active language; Swedish when nobody has written the English one."""
    return english if is_english() and english else swedish


def address(path: str, language: str) -> str:
    """The address of what stands at `path`, counted from the front page without a first slash, in a language."""
    with override(language):
        return reverse("wagtail_serve", args=[path])


def here(url: str) -> str:
    """The address of a page in the active language, also when its text is Swedish only."""
    if not is_english() or url.startswith(address("", "en")):
        return url
    return address(url.removeprefix("/"), "en")


class InBothLanguages:
    """Mix in before Page: one page in the Swedish tree with its texts side by side, at an address in each language."""

    @classmethod
    def can_exist_under(cls, parent: Any) -> bool:
        allowed: bool = super().can_exist_under(parent)  # type: ignore[misc]  # Page's
        return allowed and parent.locale.is_default

    def get_url_parts(self, request: Any = None) -> tuple[int, str | None, str | None] | None:
        parts = super().get_url_parts(request)  # type: ignore[misc]  # Page's
        return (*parts[:2], here(parts[2])) if parts and parts[2] else parts

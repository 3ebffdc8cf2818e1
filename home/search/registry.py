"""What can be found. Each app says for its kinds of page, in its AppConfig.ready(), what they are found by.

`register(EServicePage, findable_service, {"service": _("E-tjänst")})`: the function gives one Findable for each
language that the page has an address in, or none when it is not to be found; the dictionary names the kinds it uses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.html import strip_tags
from wagtail.models import Page

from home.search.ranking import LARGEST_WEIGHT
from home.search.words import text_words

TITLE, TITLE_SHARED, KEYWORD, SUMMARY, TEXT = 40, 40, 30, 15, 4
MOST_WORDS = 600  # of one page


@dataclass(frozen=True)
class Findable:
    """One page as it is found in one language.

    `language` is that of its address, `written_in` that of `title` and `summary`, which the results show. `keywords`
    count nearly as much as the title; `texts`, which may hold HTML, count least.
    """

    language: str
    kind: str
    title: str
    summary: str = ""
    written_in: str = "sv"
    keywords: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, int]:
        """Each word with the weight of the best place it stands in. A word counts more in a short title."""
        found: dict[str, int] = {}
        title = list(text_words(self.title))
        share = TITLE_SHARED // max(1, len(title))
        for weight, places in (
            (TITLE + share, [" ".join(title)]),
            (KEYWORD, self.keywords),
            (SUMMARY, [self.summary]),
            (TEXT, self.texts),
        ):
            for word in (word for place in places for word in text_words(plain(place))):
                if len(found) < MOST_WORDS:
                    found.setdefault(word, min(weight, LARGEST_WEIGHT))
        return found


class FindableIn(Protocol):
    def __call__(self, page: Any) -> Iterable[Findable]: ...


_registered: dict[type[Page], FindableIn] = {}
_kinds: dict[str, Any] = {}


def register(model: type[Page], findable: FindableIn, kinds: dict[str, Any]) -> None:
    """The same model again replaces what was registered."""
    _registered[model] = findable
    _kinds.update(kinds)


def models() -> list[type[Page]]:
    return list(_registered)


def findable_of(page: Page) -> list[Findable]:
    """How `page`, given as its own kind, is found; nothing when nobody registered that kind."""
    describe = _registered.get(type(page))
    return list(describe(page)) if describe else []


def kind_in_words(kind: str) -> str:
    return str(_kinds.get(kind, ""))


def plain(text: str) -> str:
    """HTML as words: what stands in two paragraphs is not one word."""
    return strip_tags(text.replace("<", " <"))

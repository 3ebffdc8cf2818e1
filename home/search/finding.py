"""From a question to pages, in a number of queries that does not depend on how many pages there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from home.search import kept
from home.search.models import SearchEntry
from home.search.question import Part, parts_of
from home.search.words import question_terms

MOST_HITS = 200  # nobody reads on; a better question helps more


@dataclass(frozen=True)
class Found:
    """`respelt` is the question as it was understood, when a typing error was put right.

    `is_loose` says that no page holds all the words, so that these hold some of them.
    """

    hits: Sequence[SearchEntry] = ()
    respelt: str = ""
    is_loose: bool = False


def find(question: str, *, language: str, now: datetime) -> Found:
    """What anyone may see, the best first. Any text whatever is a question; one without words finds nothing."""
    terms = question_terms(question)
    if not terms:
        return Found()
    ranking = kept.ranking(language, now)
    parts = parts_of(terms, kept.synonyms())
    respelt = ranking.respelt(parts)
    pages = ranking.ranked(respelt)
    is_loose = not pages
    hits = hits_of(pages or ranking.ranked(respelt, all_of_them=False), language, now)
    return Found(hits, in_words(respelt) if hits and respelt != parts else "", is_loose and bool(hits))


def hits_of(pages: Sequence[int], language: str, now: datetime) -> list[SearchEntry]:
    """The pages' entries in the same order."""
    pages = pages[:MOST_HITS]
    entries = SearchEntry.objects.visible(now).filter(language=language, page_id__in=pages).defer("words")
    found = {entry.page_id: entry for entry in entries.select_related("page")}
    return [found[page] for page in pages if page in found]


def in_words(parts: Sequence[Part]) -> str:
    return " ".join(term.shown for part in parts for term in part.written)

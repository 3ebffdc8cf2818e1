"""From a question to pages, in a number of queries that does not depend on how many pages there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from home.search import kept
from home.search.models import SearchEntry, closed_paths
from home.search.question import Part, parts_of
from home.search.words import question_terms

MOST_HITS = 200  # nobody reads on; a better question helps more
SHOWN = ("kind", "title", "summary", "written_in", "page__url_path", "page__path", "page__depth")


@dataclass(frozen=True)
class Found:
    """The pages' numbers, the best first.

    `respelt` is the question as it was understood, when a typing error was put right. `is_loose` says that no page
    holds all the words, so that these hold some of them.
    """

    pages: Sequence[int] = ()
    respelt: str = ""
    is_loose: bool = False


def find(question: str, *, language: str, now: datetime) -> Found:
    """What anyone may see. Any text whatever is a question; one without words finds nothing."""
    terms = question_terms(question)
    if not terms:
        return Found()
    ranking = kept.ranking(language, now, closed_paths())
    parts = parts_of(terms, kept.synonyms())
    respelt = ranking.respelt(parts)
    strict = ranking.ranked(respelt)
    pages = (strict or ranking.ranked(respelt, all_of_them=False))[:MOST_HITS]
    return Found(pages, in_words(respelt) if pages and respelt != parts else "", bool(pages and not strict))


def entries_of(pages: Sequence[int], language: str) -> list[SearchEntry]:
    """What to show of pages just found, in their order."""
    entries = SearchEntry.objects.filter(language=language, page_id__in=pages)
    found = {entry.page_id: entry for entry in entries.select_related("page").only("page_id", *SHOWN)}
    return [found[page] for page in pages if page in found]


def in_words(parts: Sequence[Part]) -> str:
    return " ".join(term.shown for part in parts for term in part.written)

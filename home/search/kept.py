"""What anyone may see of the index, kept in each process until it changes; one short query tells whether it has."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from threading import Lock
from uuid import UUID

from home.search.models import EntryQuerySet, SearchEntry, SynonymGroup, fingerprint
from home.search.question import Group, group_of
from home.search.ranking import Ranking

_rankings: dict[str, tuple[tuple[int, int], Ranking]] = {}
_reading = Lock()  # after a change one thread reads it all, and the others wait for that


def ranking(language: str, now: datetime, closed: Collection[str]) -> Ranking:
    """Only pages that anyone may see are in it: no spelling or ranking gives away a word that only others hold."""
    entries = SearchEntry.objects.filter(language=language).visible(now, closed)
    mark = fingerprint(entries)
    kept = _rankings.get(language)
    if kept is None or kept[0] != mark:
        with _reading:
            kept = _rankings.get(language)
            if kept is None or kept[0] != mark:
                kept = mark, Ranking(one_of_each(entries, language))
                _rankings[language] = kept
    return kept[1]


def one_of_each(entries: EntryQuerySet, language: str) -> Collection[tuple[int, dict[str, int]]]:
    """Pages and their words; of a page and its translation the one that is written in the language."""
    best: dict[UUID, tuple[int, dict[str, int]]] = {}
    columns = ("page__translation_key", "written_in", "page_id", "words")
    for key, written_in, page, words in entries.order_by("page_id").values_list(*columns):
        if key not in best or written_in == language:
            best[key] = page, words
    return best.values()


def synonyms() -> list[Group]:
    return [_group(words) for words in SynonymGroup.objects.values_list("words", flat=True)]


@lru_cache(2000)
def _group(words: str) -> Group:
    return group_of(words.split(","))

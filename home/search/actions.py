"""Keeping the index in step with the pages, and counting what was not found."""

import secrets
from datetime import date

from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from home.search.misses import MOST_A_DAY, first_day_kept, miss_to_keep
from home.search.models import SearchEntry, SearchMiss
from home.search.registry import Findable, findable_of, models

MARKS = 2**40  # how many there are: a million of them still add up to a number that SQLite can hold


@transaction.atomic
def index_page(page_id: int) -> int:
    """Let a page be found as it is now, or no longer when it is not live. Gives in how many languages it is found.

    Idempotent. The row in Wagtail's own table is locked first, as Wagtail itself does when it publishes: of two that
    index the same page at once the later reads what the earlier wrote, and neither waits for the other in a ring.
    """
    page = Page.objects.select_for_update().filter(pk=page_id).first()
    SearchEntry.objects.filter(page_id=page_id).delete()
    found = findable_of(page.specific) if page and page.live and not is_repetition(page) else []
    SearchEntry.objects.bulk_create(entry(page_id, each) for each in found)
    return len(found)


def forget_page(page_id: int) -> None:
    SearchEntry.objects.filter(page_id=page_id).delete()


def is_repetition(page: Page) -> bool:
    """Whether it is an alias beside its source: the source is found already. One in another language is not."""
    return page.alias_of_id is not None and page.alias_of.locale_id == page.locale_id


def entry(page_id: int, found: Findable) -> SearchEntry:
    return SearchEntry(
        page_id=page_id,
        language=found.language,
        kind=found.kind,
        title=found.title,
        summary=found.summary,
        written_in=found.written_in,
        words=found.words,
        mark=secrets.randbelow(MARKS),
    )


def rebuild_index() -> int:
    """Index every page anew; searches go on meanwhile. Gives the number of entries.

    Page by page, so that nobody who publishes has to wait, and nobody's publishing is undone.
    """
    live = [pk for model in models() for pk in model.objects.live().values_list("pk", flat=True)]
    for pk in SearchEntry.objects.exclude(page_id__in=live).values_list("page_id", flat=True).distinct():
        index_page(pk)
    return sum(index_page(pk) for pk in live)


@transaction.atomic
def record_miss(question: str, *, today: date) -> None:
    """Count one search without hits, when it is one to keep (`misses`)."""
    words = miss_to_keep(question)
    if not words:
        return
    counted = SearchMiss.objects.filter(words=words, day=today)
    if counted.exists() or SearchMiss.objects.filter(day=today).count() < MOST_A_DAY:
        SearchMiss.objects.get_or_create(words=words, day=today)
        counted.update(times_that_day=F("times_that_day") + 1)


def forget_old_misses(today: date) -> int:
    """Remove what is older than is kept; gives how many rows."""
    removed, _ = SearchMiss.objects.filter(day__lt=first_day_kept(today)).delete()
    return removed

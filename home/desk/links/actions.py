"""The nightly check of all links on live pages."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from home.desk.links import outside
from home.desk.links.extract import Link, in_words, links_of
from home.desk.links.inside import is_outside, known_targets
from home.desk.links.models import LONGEST_ADDRESS, BrokenLink, OutsideAddress

logger = logging.getLogger(__name__)

MOST_ASKED_A_RUN = 200
MOST_KEPT = 2000  # broken links; who has more has a fault of another kind
PAGES_AT_A_TIME = 100


@dataclass(frozen=True)
class Found:
    page_id: int
    link: Link


def check_links(today: date) -> int:
    """Look at every link, ask other sites about theirs where that is on, and renew the list. Returns how many broke.

    Other sites are asked outside any transaction, and each answer is saved as it comes: a worker that is stopped loses
    only what it had not asked yet.
    """
    found = list(links_on_live_pages())
    addresses = {one.link.target for one in found if is_outside(one.link)}
    remember({address for address in addresses if len(address.encode()) <= LONGEST_ADDRESS})
    if settings.CHECK_OUTSIDE_LINKS:
        ask_outside(today)
    broken = list(judged(found))[:MOST_KEPT]
    renew(broken, today)
    logger.info("Links on live pages: %s, of them broken: %s", len(found), len(broken))
    return len(broken)


def links_on_live_pages() -> Iterator[Found]:
    """By type of page, so that one query reads a hundred pages with all their fields."""
    types = Page.objects.filter(live=True, alias_of=None).values_list("content_type", flat=True).distinct()
    for content_type in ContentType.objects.filter(pk__in=types).order_by("pk"):
        model: Any = content_type.model_class()
        if model is None:  # a type of page that the program no longer knows
            continue
        pages = model.objects.filter(live=True, alias_of=None, content_type=content_type).order_by("pk")
        for page in pages.iterator(chunk_size=PAGES_AT_A_TIME):
            yield from (Found(page.pk, link) for link in links_of(page))


@transaction.atomic
def remember(addresses: set[str]) -> None:
    """Know exactly these addresses; what is known of those already there stays."""
    known = set(OutsideAddress.objects.values_list("address", flat=True))
    OutsideAddress.objects.bulk_create(
        [OutsideAddress(address=address) for address in sorted(addresses - known)], ignore_conflicts=True
    )
    gone = list(OutsideAddress.objects.exclude(address__in=addresses).values_list("pk", flat=True))
    OutsideAddress.objects.filter(pk__in=gone).delete()


def ask_outside(today: date) -> None:
    due = {row.address: row for row in OutsideAddress.objects.due(today)[:MOST_ASKED_A_RUN]}
    for address, reason in outside.outcomes(list(due)):
        row = due[address]
        row.note("" if reason == outside.UNKNOWN else reason, today)
        row.save(update_fields=["asked_on", "failing_since", "failed_days", "reason"])


def judged(found: list[Found]) -> Iterator[tuple[Found, str, date | None]]:
    """Those that are broken, why, and since when where another site's silence has told."""
    known = known_targets([one.link for one in found])
    failing = OutsideAddress.objects.broken() if settings.CHECK_OUTSIDE_LINKS else OutsideAddress.objects.none()
    silent = {row.address: row for row in failing}
    for one in found:
        if reason := known.reason(one.link):
            yield one, reason, None
        elif row := silent.get(one.link.target):
            yield one, row.reason, row.failing_since


@transaction.atomic
def renew(broken: list[tuple[Found, str, date | None]], today: date) -> None:
    """Put these in place of what the check before found. A link that was broken then has been so since then."""
    before = {_key(row): row.since for row in BrokenLink.objects.all()}
    rows = [_row(one, reason, since or today) for one, reason, since in broken]
    for row in rows:
        row.since = min(row.since, before.get(_key(row), row.since))
    BrokenLink.objects.all().delete()
    BrokenLink.objects.bulk_create(rows, batch_size=500)


def _row(found: Found, reason: str, since: date) -> BrokenLink:
    link = found.link
    places = {}
    for language in ("sv", "en"):
        with override(language):
            places[language] = in_words(link.place)[:250]
    return BrokenLink(
        page_id=found.page_id,
        content_path=link.content_path[:500],
        place=places["sv"],
        place_en=places["en"],
        text=link.text[:250],
        target=link.target[:LONGEST_ADDRESS],
        reason=reason,
        since=since,
    )


def _key(row: BrokenLink) -> tuple[int, str, str]:
    return row.page_id, row.content_path, row.target

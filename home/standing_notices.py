"""Which operating notices hold just now, for whoever shows a page or opens an e-service.

Every process keeps those that are not over, until something public is changed (home.changes); when one begins and ends
is read from the clock each time. Other apps ask here: a page's address in the tree, or an e-service by its id.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.changes import Stamp, stamp
from home.languages import active, in_language, is_english
from home.notices import Closes, Kind, OperatingNotice, Where, swedish_time

LIFETIME = 60.0  # seconds; those that are over are left out anew, and what no signal told of is seen


FRONT_PAGE_DEPTH = 2


@dataclass(frozen=True)
class Place:
    """A section or an e-service, once for each language it has a page in. No title when it is not published."""

    key: UUID  # the same for a page and its translation
    language: str
    path: str
    title: str
    title_en: str


@dataclass(frozen=True)
class Notice:
    """One that is not over. `places` and `service_ids` are of no account when it holds `everywhere`."""

    id: int
    kind: str
    text: str
    text_en: str
    starts_at: datetime
    ends_at: datetime | None
    closes: str
    everywhere: bool
    places: tuple[Place, ...]
    service_ids: frozenset[int]

    def holds(self, now: datetime) -> bool:
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)

    def is_about_page(self, path: str) -> bool:
        """On the pages of its places, on those below, and on the way there."""
        is_front = len(path) <= FRONT_PAGE_DEPTH * Page.steplen
        near = any(path.startswith(one.path) or one.path.startswith(path) for one in self.places)
        return self.everywhere or near or (is_front and bool(self.places))

    def is_about_service(self, service_id: int | None) -> bool:
        return self.everywhere or service_id in self.service_ids

    @property
    def is_warning(self) -> bool:
        return self.kind == Kind.WARNING

    @property
    def shown_text(self) -> str:
        return in_language(self.text, self.text_en)

    @property
    def is_swedish_only(self) -> bool:
        return is_english() and not self.text_en

    @property
    def place_titles(self) -> str:
        """Each place by its title in the reader's language, or in the other where there is none in that."""
        published = [place for place in self.places if place.title]
        shown = {place.key: place for place in sorted(published, key=lambda place: place.language == active())}
        titles = (in_language(place.title, place.title_en) for place in shown.values())
        return ", ".join(dict.fromkeys(titles))

    @property
    def until(self) -> str:
        return _("Gäller till %(time)s.") % {"time": swedish_time(self.ends_at)} if self.ends_at else ""


@dataclass(frozen=True)
class _Kept:
    stamp: Stamp | None
    notices: list[Notice]
    taken_at: float


_kept: list[_Kept] = []


def forget() -> None:
    _kept.clear()


def standing(now: datetime) -> list[Notice]:
    """Those that are not over, warnings first. The last ones known when the database does not answer."""
    known = stamp()
    if not _kept or _kept[0].stamp != known or time.monotonic() - _kept[0].taken_at > LIFETIME:
        try:
            _kept[:] = [_Kept(known, _take(now), time.monotonic())]
        except DatabaseError:
            return _kept[0].notices if _kept else []
    return _kept[0].notices


def shown_on_page(page: Page, now: datetime) -> list[Notice]:
    return [notice for notice in standing(now) if notice.holds(now) and notice.is_about_page(page.path)]


def shown_to_services(service_ids: Collection[int], now: datetime) -> list[Notice]:
    """For pages that are no place in the tree: what holds everywhere, and what is about one of the e-services."""
    current = [notice for notice in standing(now) if notice.holds(now)]
    return [one for one in current if one.everywhere or any(one.is_about_service(pk) for pk in service_ids)]


def closer_of(service_id: int, now: datetime) -> Notice | None:
    """The notice that closes an e-service just now; of several the one that closes most, and longest."""
    closing = [
        notice
        for notice in standing(now)
        if notice.closes != Closes.NOTHING and notice.holds(now) and notice.is_about_service(service_id)
    ]
    return max(closing, key=_strictness, default=None)


def next_edge(now: datetime) -> datetime | None:
    """When the next notice begins or ends: until then pages stay as they are."""
    edges = [at for notice in standing(now) for at in (notice.starts_at, notice.ends_at) if at and at > now]
    return min(edges, default=None)


def _strictness(notice: Notice) -> tuple[bool, bool, datetime]:
    return notice.closes == Closes.ALL, notice.ends_at is None, notice.ends_at or notice.starts_at


def _take(now: datetime) -> list[Notice]:
    rows = list(OperatingNotice.objects.not_over(now))
    places = OperatingNotice.places.through.objects.filter(operatingnotice__in=rows)
    links = set(places.values_list("operatingnotice_id", "page__translation_key"))
    pages = _pages_of({key for _id, key in links}) if links else []
    services = _services_below(pages)
    found = [_notice(row, [one for one in pages if (row.pk, one.translation_key) in links], services) for row in rows]
    return sorted(found, key=lambda notice: not notice.is_warning)


def _pages_of(keys: set[UUID]) -> list[Any]:
    """As their own kinds, each with its `language`."""
    pages = Page.objects.filter(translation_key__in=keys).annotate(language=F("locale__language_code"))
    return list(pages.specific())


def _notice(row: OperatingNotice, pages: list[Any], services: list[tuple[int, str]]) -> Notice:
    below = (pk for pk, path in services if any(path.startswith(page.path) for page in pages))
    return Notice(
        id=row.pk,
        kind=row.kind,
        text=row.text,
        text_en=row.text_en,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        closes=row.closes,
        everywhere=row.where == Where.EVERYWHERE,
        places=tuple(_place(page) for page in pages),
        service_ids=frozenset(below),
    )


def _place(page: Any) -> Place:
    titles = (page.title, getattr(page, "title_en", "")) if page.live else ("", "")
    return Place(page.translation_key, page.language, page.path, *titles)


def _services_below(pages: list[Any]) -> list[tuple[int, str]]:
    """Ids and places in the tree of the e-services among `pages` and below them."""
    if not pages:
        return []
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    return list(apps.get_model("eservices", "EServicePage").objects.filter(below).values_list("pk", "path"))

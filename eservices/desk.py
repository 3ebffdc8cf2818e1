"""What waits for an editor among the e-services: see home.desk.matters."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Revision

from eservices.models import EServicePage, WhenClosed
from eservices.publishing import english_missing
from home.desk.matters import MOST, Kind, Looker, Matter, edit_url

MOST_READ = 200  # services whose texts are looked through for English, the latest published first
KEPT_SECONDS = 24 * 3600


def closing_soon(looker: Looker) -> Iterator[Matter]:
    """Services whose last day comes within a month, and closed ones where those half-way have so long to send in."""
    today, last = timezone.localdate(looker.now), timezone.localdate(looker.soon)
    ends = Q(live=True, expire_at__gt=looker.now, expire_at__lte=looker.soon)
    runs_out = Q(live=False, when_closed=WhenClosed.FINISH, finish_until__gte=today, finish_until__lte=last)
    services = looker.editable(EServicePage).filter(ends | (runs_out & Q(versions__isnull=False))).distinct()
    for page in services.order_by("expire_at", "finish_until", "pk")[: MOST + 1]:
        yield Matter(page.title, edit_url(page.pk), _closes(page))


def opening_soon(looker: Looker) -> Iterator[Matter]:
    """Services, or new versions of them, that go live by themselves within a month."""
    planned = Revision.objects.filter(
        content_type__app_label="eservices",
        content_type__model="eservicepage",
        approved_go_live_at__gt=looker.now,
        approved_go_live_at__lte=looker.soon,
    ).order_by("approved_go_live_at", "pk")
    days = dict(planned.values_list("object_id", "approved_go_live_at")[:MOST_READ])
    pages = looker.editable(EServicePage).in_bulk([int(pk) for pk in days])
    for page_id, at in days.items():
        if page := pages.get(int(page_id)):
            text = _("nya texter och frågor gäller från %(day)s") if page.live else _("öppnar %(day)s")
            yield Matter(page.draft_title or page.title, edit_url(page.pk), text % {"day": _day(at)})


def without_english(looker: Looker) -> Iterator[Matter]:
    """Live services with texts that stand in Swedish only."""
    pages = list(
        looker.editable(EServicePage)
        .filter(live=True)
        .select_related("unit__committee", "retention_rule")
        .order_by("-last_published_at", "pk")[:MOST_READ]
    )
    for page, missing in _gaps(pages):
        if missing:
            yield Matter(page.title, edit_url(page.pk), _first_of(missing))


def _gaps(pages: list[EServicePage]) -> Iterator[tuple[EServicePage, list[str]]]:
    """What each page lacks. Reading a whole service takes a while, so the answer is kept until it is published anew."""
    keys = {page.pk: f"desk-english:{page.pk}:{page.live_revision_id}:{get_language()}" for page in pages}
    kept = cache.get_many(keys.values())
    found = {}
    for page in pages:
        key = keys[page.pk]
        if key not in kept:
            found[key] = english_missing(page)
        yield page, kept.get(key, found.get(key, []))
    cache.set_many(found, KEPT_SECONDS)


def _first_of(missing: list[str]) -> str:
    if len(missing) == 1:
        return missing[0]
    return _("%(first)s och %(count)d till") % {"first": missing[0], "count": len(missing) - 1}


def _closes(page: EServicePage) -> str:
    if page.live:
        return _("stänger %(day)s") % {"day": _day(page.expire_at)}
    until = date_format(page.finish_until, "j F Y") if page.finish_until else ""
    return _("stängd; det som är påbörjat får skickas in till och med %(day)s") % {"day": until}


def _day(at: datetime | Any) -> str:
    return date_format(timezone.localtime(at), "j F Y H.i")


KINDS = (
    Kind("closing", gettext_lazy("E-tjänster som snart stänger"), closing_soon, "time", 30),
    Kind("opening", gettext_lazy("E-tjänster som snart öppnar eller ändras"), opening_soon, "calendar-check", 40),
    Kind("services_english", gettext_lazy("E-tjänster utan engelska texter"), without_english, "globe", 60),
)

"""Whether anything that public pages show has changed: one stamp in the database, which every process looks at.

A change leaves a row in its own transaction, so whoever sees the new stamp sees the change too, and a process that is
killed leaves both or neither. Rows are added and none is updated: publishing waits for nobody and cannot deadlock.

What is shown is saved in many places, Wagtail's own among them, and none may be forgotten. So signals tell of it, the
one use of them besides design.md §13.12; whoever changes such a row by `update()` calls `note_change` himself.
"""

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Count, Max, Sum
from django.db.models.signals import m2m_changed, post_delete, post_save
from modelcluster.fields import ParentalKey
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail.snippets.models import get_snippet_models

Stamp = tuple[int, int, int]
Model = type[models.Model]

EVERY = 0.5  # seconds between two looks at the database
CERTAIN_FOR = 1.0  # seconds after which a stamp that could not be looked at anew counts for nothing
KEPT_FOR = timedelta(hours=1)
OF_DRAFTS = {  # what is saved of a page whenever its editor stops typing, and no public page shows
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}


class PublicChangeQuerySet(models.QuerySet["PublicChange"]):
    def stamp(self) -> Stamp:
        """Differs after every new row, in whatever order transactions commit: the latest id alone would hide the
        slower one of two."""
        found = self.aggregate(count=Count("pk"), latest=Max("pk"), total=Sum("pk"))
        return int(found["count"]), int(found["latest"] or 0), int(found["total"] or 0)

    def old(self, now: datetime) -> "PublicChangeQuerySet":
        """Rows that nobody's stamp hangs on any longer; the newest stays, so that no stamp comes a second time."""
        newest = PublicChange.objects.aggregate(latest=Max("pk"))["latest"]
        return self.filter(at__lt=now - KEPT_FOR).exclude(pk=newest)


class PublicChange(models.Model):
    """That something shown to the public was changed. Says not what: everything kept is made anew."""

    at = models.DateTimeField(auto_now_add=True)

    objects = PublicChangeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class _Known:
    """What this process knows of the stamp, and as of when by time.monotonic()."""

    stamp: Stamp | None = None
    at = float("-inf")
    tried_at = float("-inf")
    asked = 0  # how often somebody has wanted a new look: one that was under way then does not count


_looking = threading.Lock()


def stamp() -> Stamp | None:
    """The stamp as it was at most EVERY seconds ago; the last one known while the database does not answer."""
    if _is_time() and not _has_own_change():
        with _looking:
            if _is_time():
                _look()
    return _Known.stamp


def certain_stamp() -> Stamp | None:
    """The stamp, or None when it may be that another one holds since more than CERTAIN_FOR seconds."""
    known = stamp()
    return known if _age() <= CERTAIN_FOR else None


def note_change() -> None:
    """Make every process forget what it keeps of public pages, when this transaction commits."""
    PublicChange.objects.create()
    look_anew()
    transaction.on_commit(look_anew)


def look_anew() -> None:
    _Known.asked += 1
    _Known.at = _Known.tried_at = float("-inf")


def forget_old_changes(now: datetime) -> int:
    """Remove rows that are not needed any longer; returns how many."""
    return PublicChange.objects.old(now).delete()[0]


def _is_time() -> bool:
    return (
        time.monotonic() - _Known.tried_at > EVERY
    )  # after a failure too: not every thread is to wait for one in turn


def _age() -> float:
    return time.monotonic() - _Known.at


def _look() -> None:
    asked, began = _Known.asked, time.monotonic()
    try:
        found = PublicChange.objects.stamp()
    except DatabaseError:
        _Known.tried_at = time.monotonic()
        return
    _Known.stamp = found
    if asked == _Known.asked:
        _Known.at = _Known.tried_at = began


def _has_own_change() -> bool:
    """Whether the open transaction has changed what nobody else can see yet: its stamp is not for other threads.

    The transaction that a test runs in is open all the time, and counts for none.
    """
    is_open = any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
    return is_open and any(task[1] is look_anew for task in connection.run_on_commit)


# What is shown

_more: list[Model] = []


def shown_to_all(*some: Model) -> None:
    """Called by apps when they start: rows of these models stand on public pages."""
    _more.extend(some)
    is_shown.cache_clear()


@cache
def is_shown(model: Model) -> bool:
    """Pages, snippets, settings, pictures, what apps have named, and what belongs to one of these."""
    if issubclass(model, (*_always(), *_more)):
        return True
    owners = (field.related_model for field in model._meta.fields if isinstance(field, ParentalKey))
    return model._meta.app_label != "wagtailcore" and any(map(is_shown, owners))


def _always() -> Iterable[Model]:
    of_wagtail = (Page, Site, Locale, PageViewRestriction, get_image_model(), get_document_model())
    return (*of_wagtail, *get_snippet_models(), *settings_registry)


def listen() -> None:
    """Wire the signals, once, when the app starts."""
    for signal in (post_save, post_delete):
        signal.connect(_saved_or_deleted, dispatch_uid="public_change")
    m2m_changed.connect(_related, dispatch_uid="public_change")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_by_wagtail, dispatch_uid="public_change")


def _saved_or_deleted(sender: Model, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    if is_shown(sender) and not (update_fields and OF_DRAFTS.issuperset(update_fields)):
        note_change()


def _related(instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and is_shown(instance._meta.model):
        note_change()


def _by_wagtail(**kwargs: Any) -> None:
    note_change()

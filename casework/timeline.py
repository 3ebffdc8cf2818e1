"""What has happened to a case, as one list: events (who did what) put together with history rows (what was changed).

An event names the revision it made; the history row of that revision carries the values. A row that no event speaks of
is shown all the same: somebody changed the case past the actions, and that must be seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.actors import actor_label
from casework.models import Case, CaseEvent

NOT_SHOWN = {"id", "revision"}  # they say nothing to people
FOLLOWS = {"closed_at": "status"}  # says again what the change of status has said, with the same time


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    what: str
    changes: Sequence[Change] = field(default_factory=list)


def timeline(case: Case) -> list[Entry]:
    """Newest first. Two queries, and one more for each foreign key that was changed."""
    every = list(case.events.all())
    events = {event.details["revision"]: event for event in every if "revision" in event.details}
    entries, before = [_entry_of_event(event) for event in every if "revision" not in event.details], None
    for row in case.history.select_related("history_user").order_by("history_id"):
        entries.append(_entry(row, events.pop(row.revision, None), before))
        before = row
    entries += [_entry_of_event(event) for event in events.values()]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entry(row: Any, event: CaseEvent | None, before: Any) -> Entry:
    changes = list(_changes(before, row)) if before else []
    if event:
        return Entry(event.at, event.actor_label, event.get_kind_display(), changes)
    who = actor_label(row.history_user) if row.history_user else _("Okänd")
    return Entry(row.history_date, who, _("Uppgifter ändrade"), changes)


def _entry_of_event(event: CaseEvent) -> Entry:
    return Entry(event.at, event.actor_label, event_in_words(event))


def event_in_words(event: CaseEvent) -> str:
    if event.kind == CaseEvent.Kind.HARMFUL_FILE:
        return _("Skadlig kod hittades i fil %(number)s. Filen går inte att hämta.") % {"number": event.details["file"]}
    return str(event.get_kind_display())


def _changes(before: Any, after: Any) -> Iterator[Change]:
    changed = {
        column.name: column
        for column in after.tracked_fields
        if getattr(before, column.attname) != getattr(after, column.attname)
    }
    for name, column in changed.items():
        if name not in NOT_SHOWN and FOLLOWS.get(name) not in changed:
            yield Change(capfirst(str(column.verbose_name)), _in_words(before, column), _in_words(after, column))


def _in_words(row: Any, column: "Field[Any, Any]") -> str:
    value = getattr(row, column.attname)
    if value is None or value == "":
        return _("inget")
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    if column.is_relation:
        return _name(column.related_model, value)
    return str(dict(column.flatchoices).get(value, value))


def _name(model: Any, pk: Any) -> str:
    related: Model | None = model._base_manager.filter(pk=pk).first()
    return str(related) if related else _("borttagen")

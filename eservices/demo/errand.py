"""An errand as the demo's lists tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from casework.models import Status
from eservices.demo.builder import stable_id
from eservices.demo.papers import DemoFile


@dataclass(frozen=True)
class In:
    """A date so many days after the errand was begun, or before."""

    days: int


@dataclass(frozen=True)
class DemoErrand:
    """`who` is a resident's first name; empty for somebody who did not log in. Questions and choices by their keys.

    `handled`: which status, and how many days after it came in. An errand that is not `sent` is a draft.
    """

    service: str
    who: str
    days_ago: int
    clock: str
    answers: Mapping[str, Any]
    files: Mapping[str, tuple[DemoFile, ...]] = field(default_factory=dict)
    handled: tuple[tuple[Status, int], ...] = ()
    language: str = "sv"
    sent: bool = True

    @property
    def draft_id(self) -> UUID:
        return UUID(stable_id(f"errand/{self.service}/{self.who}/{self.days_ago}/{self.clock}"))

    def begun_at(self, now: datetime) -> datetime:
        return moment(now, self.days_ago, self.clock)

    @property
    def question_ids(self) -> set[str]:
        return {stable_id(key) for key in (*self.answers, *self.files)}


def moment(now: datetime, days_ago: int, clock: str) -> datetime:
    """That day at that time in Sweden, and never later than now."""
    day = timezone.localdate(now) - timedelta(days=days_ago)
    then = timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
    return min(then, now)

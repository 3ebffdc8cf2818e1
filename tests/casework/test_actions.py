"""Changing the status of a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actors import SYSTEM
from accounts.models import Membership
from casework.actions import NotAllowed, StaleCase, change_status
from casework.models import Status
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db


def test_change_leaves_event_and_history_with_before_and_after(cast):
    case = a_case(cast.unit, applicant=cast.astrid)

    changed = change_status(case, to=Status.ONGOING, revision=0, by=cast.hugo)

    event, history = changed.events.last(), changed.history.first()
    assert (event.sequence, event.kind, event.actor, event.actor_label) == (2, "status_changed", cast.hugo, "Hugo Holm")
    assert event.details == {"before": "new", "after": "ongoing", "revision": 1}
    assert (history.history_type, history.history_user, history.status) == ("~", cast.hugo, "ongoing")
    assert (changed.status, changed.revision) == (Status.ONGOING, 1)


def test_closing_sets_the_day_and_reopening_takes_it_back(cast):
    case = a_case(cast.unit)

    closed = change_status(case, to=Status.CLOSED, revision=0, by=cast.hugo)
    assert closed.closed_at == closed.events.last().at

    reopened = change_status(closed, to=Status.ONGOING, revision=1, by=cast.hugo)
    assert (reopened.closed_at, reopened.events.count()) == (None, 3)


def test_the_portal_itself_may_change_status(cast):
    changed = change_status(a_case(cast.unit), to=Status.CLOSED, revision=0, by=SYSTEM)

    assert (changed.events.last().actor, changed.events.last().actor_label) == (None, "Systemet")


@pytest.mark.parametrize("who", ["hedda", "maja", "sixten", "astrid"])
def test_nobody_outside_the_unit_may_change_status(cast, who):
    case = a_case(cast.unit, applicant=cast.astrid)

    with pytest.raises(NotAllowed):
        change_status(case, to=Status.ONGOING, revision=0, by=getattr(cast, who))

    assert_untouched(case)


def test_a_membership_that_has_ended_may_change_nothing(cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.hugo).update(until_date=yesterday)
    case = a_case(cast.unit)

    with pytest.raises(NotAllowed):
        change_status(case, to=Status.ONGOING, revision=0, by=cast.hugo)


def test_a_stale_change_is_refused_with_the_case_as_it_is(cast):
    case = a_case(cast.unit)
    change_status(case, to=Status.ONGOING, revision=0, by=cast.hugo)

    with pytest.raises(StaleCase) as refusal:
        change_status(case, to=Status.CLOSED, revision=0, by=cast.rut)

    assert (refusal.value.case.status, refusal.value.case.revision) == (Status.ONGOING, 1)


@pytest.mark.parametrize(
    ("path", "refused"),
    [([], "new"), (["ongoing"], "new"), (["ongoing"], "ongoing"), (["closed"], "new"), (["closed"], "closed")],
)
def test_only_the_statuses_that_may_follow_are_taken(cast, path, refused):
    case = a_case(cast.unit)
    for status in path:
        case = change_status(case, to=Status(status), revision=case.revision, by=cast.hugo)
    events = case.events.count()

    with pytest.raises(NotAllowed):
        change_status(case, to=Status(refused), revision=case.revision, by=cast.hugo)

    assert case.events.count() == events


def assert_untouched(case) -> None:
    case.refresh_from_db()
    assert (case.status, case.revision, case.events.count(), case.history.count()) == (Status.NEW, 0, 1, 1)

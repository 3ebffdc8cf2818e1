"""Real threads on real connections: one case per draft, and a series without gaps (promise 4)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from casework.actions import AlreadyReceived, StaleCase, change_status, receive
from casework.models import Case, CaseEvent, RegisterEntry, Status, Submission
from outbox.models import OutboxMessage
from tests.casework.factories import a_case, received

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_promise_4_ten_threads_with_one_draft_make_one_case(cast, in_threads):
    sent = received(cast.unit, applicant=cast.astrid)

    answers = in_threads(10, lambda number: receive(sent))

    cases = [answer for answer in answers if isinstance(answer, Case)]
    assert len(cases) == 1
    assert [error.case for error in answers if isinstance(error, AlreadyReceived)] == cases * 9
    counts = [model.objects.count() for model in (Case, Submission, RegisterEntry, CaseEvent, OutboxMessage)]
    assert counts == [1, 1, 1, 1, 2]
    assert receive(received(cast.unit)).number.endswith("-00002")


def test_twenty_drafts_at_once_are_numbered_without_gap(cast, in_threads):
    drafts = [received(cast.unit, applicant=cast.astrid) for _ in range(20)]

    answers = in_threads(20, lambda number: receive(drafts[number]))

    numbers = sorted(case.register_entry.running_number for case in answers)
    assert numbers == list(range(1, 21))


def test_numbers_have_no_gap_though_some_receptions_fail(cast, in_threads):
    good = [received(cast.unit) for _ in range(12)]
    broken = [replace(draft, draft_id=uuid4(), service_title="x" * 300) for draft in good[::3]]

    answers = in_threads(16, lambda number: receive((broken + good)[number]))

    assert sum(isinstance(answer, Case) for answer in answers) == 12
    numbers = sorted(RegisterEntry.objects.values_list("running_number", flat=True))
    assert numbers == list(range(1, 13))


def test_of_two_who_change_status_at_once_one_is_told(cast, in_threads):
    case = a_case(cast.unit)
    people = [cast.hugo, cast.rut]
    wishes = [Status.ONGOING, Status.CLOSED]

    answers = in_threads(2, lambda number: change_status(case, to=wishes[number], revision=0, by=people[number]))

    assert {type(answer) for answer in answers} == {Case, StaleCase}
    case.refresh_from_db()
    assert (case.revision, case.events.count(), case.history.count()) == (1, 2, 2)

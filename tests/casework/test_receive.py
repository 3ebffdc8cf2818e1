"""Reception makes everything at once, or nothing."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.actions import AlreadyReceived, receive
from casework.models import Case, CaseEvent, CaseSearchText, RegisterEntry, RegisterSeries, Status, Submission
from casework.reading import canonical_of, counterpart_of, display_of
from outbox.models import OutboxMessage
from tests.casework.factories import a_case, received

pytestmark = pytest.mark.django_db
MADE = (Case, Case.history, Submission, RegisterSeries, RegisterEntry, CaseEvent, CaseSearchText, OutboxMessage)


def rows_made() -> list[int]:
    return [(getattr(made, "objects", None) or made).count() for made in MADE]


def test_receive_makes_all_that_belongs_to_a_case(cast):
    sent = received(cast.unit, applicant=cast.astrid, received_at=datetime(2026, 11, 23, 12, 5, tzinfo=UTC))

    case = receive(sent)

    assert rows_made() == [1, 1, 1, 1, 1, 1, 1, 2]
    assert (case.number, case.status, case.applicant, case.unit) == (
        "BUN 2026-00001",
        Status.NEW,
        cast.astrid,
        cast.unit,
    )
    submission = case.submissions.get()
    assert canonical_of(submission) == sent.canonical
    assert display_of(submission) == sent.display
    assert counterpart_of(case.register_entry) == cast.astrid.get_full_name()
    assert case.received_at == submission.received_at == case.register_entry.received_at == sent.received_at


def test_receive_records_who_in_event_and_history(cast):
    case = a_case(cast.unit, applicant=cast.astrid, language="en")

    event, history = case.events.get(), case.history.get()
    assert (event.kind, event.actor, event.actor_label) == (CaseEvent.Kind.RECEIVED, cast.astrid, "Sökanden")
    assert event.details == {"receipt": True, "revision": 0}
    assert (history.history_type, history.history_user, history.status) == ("+", cast.astrid, "new")


def test_receive_without_login_names_nobody(cast):
    case = a_case(cast.unit)

    assert case.applicant is None
    assert case.events.get().actor_label == "Sökanden utan inloggning"
    assert counterpart_of(case.register_entry) == ""
    assert case.submissions.get().visitor_hash == "f" * 64


def test_receive_numbers_each_committee_and_year_from_one(cast):
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Stockholm

    numbers = [
        a_case(cast.unit, received_at=datetime(2026, 5, 1, tzinfo=UTC)).number,
        a_case(cast.unit, received_at=datetime(2026, 6, 1, tzinfo=UTC)).number,
        a_case(cast.other_unit, received_at=datetime(2026, 6, 1, tzinfo=UTC)).number,
        a_case(cast.unit, received_at=new_year).number,
    ]

    assert numbers == ["BUN 2026-00001", "BUN 2026-00002", "BMN 2026-00001", "BUN 2027-00001"]


def test_promise_4_a_draft_sent_again_gives_the_same_case(cast):
    sent = received(cast.unit, applicant=cast.astrid)
    case = receive(sent)
    before = rows_made()

    with pytest.raises(AlreadyReceived) as refusal:
        receive(sent)

    assert refusal.value.case == case
    assert rows_made() == before


STEPS = [
    "casework.actions.next_running_number",
    "casework.models.Case.save",
    "casework.models.Submission.save",
    "casework.models.RegisterEntry.save",
    "casework.actions._save_search_text",
    "casework.mails.queue_receipt",
    "casework.mails.queue_unit_notice",
    "casework.actions._record",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("done", ["before", "after"])
def test_promise_9_reception_that_fails_anywhere_leaves_nothing(cast, monkeypatch, step, done):
    sent = received(cast.unit, applicant=cast.astrid)
    where, name = step.rsplit(".", 1)
    fail_at(monkeypatch, where, name, after=done == "after")

    with pytest.raises(PowerCut):
        receive(sent)

    assert rows_made() == [0] * len(MADE)


class PowerCut(Exception):
    pass


def fail_at(monkeypatch, where, name, *, after):
    from django.utils.module_loading import import_string

    owner = import_string(where) if where.count(".") == 2 else __import__(where, fromlist=[name])
    real = getattr(owner, name)

    def failing(*args, **kwargs):
        if after:
            real(*args, **kwargs)
        raise PowerCut

    monkeypatch.setattr(owner, name, failing)


def test_a_number_rolled_back_is_given_again(cast, monkeypatch):
    a_case(cast.unit, received_at=datetime(2026, 5, 1, tzinfo=UTC))
    with monkeypatch.context() as broken:
        fail_at(broken, "casework.actions", "_record", after=True)
        with pytest.raises(PowerCut):
            a_case(cast.unit, received_at=datetime(2026, 5, 2, tzinfo=UTC))

    case = a_case(cast.unit, received_at=datetime(2026, 5, 3, tzinfo=UTC))

    assert case.number == "BUN 2026-00002"


def test_receive_takes_at_most_22_queries(cast):
    a_case(cast.unit)  # the year's series and the caches are there
    sent = received(cast.unit, applicant=cast.astrid)

    with CaptureQueriesContext(connection) as queries:
        receive(sent)

    assert len(queries) <= 22, [query["sql"][:80] for query in queries]


def test_search_text_holds_answers_but_no_identity_number(cast):
    answers = {"wish": "Buss från Morgongåva", "person_number": "19900101-2385", "note": "min son 20150101 2386 åker"}
    case = a_case(cast.unit, applicant=cast.astrid, answers=answers)

    assert case.search_text.text.split("\n") == [
        case.number.casefold(),
        "ansök om skolskjuts",
        cast.astrid.get_full_name().casefold(),
        "buss från morgongåva",
        "min son [nummer] åker",
    ]


def test_an_address_that_cannot_be_mailed_costs_nobody_the_errand(cast, caplog):
    case = a_case(cast.unit, applicant=cast.astrid, receipt_email="astrid@@example.se")

    assert case.events.get().details["receipt"] is False
    assert OutboxMessage.objects.get().topic == "unit_notice"
    assert "astrid@@" not in caplog.text


def test_display_is_kept_as_it_was_shown(cast):
    case = a_case(cast.unit, answers={"wish": "å ä ö 🚌 <b>"})

    assert json.dumps(display_of(case.submissions.get()), ensure_ascii=False).count("å ä ö 🚌 <b>") == 2

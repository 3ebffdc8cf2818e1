"""Real threads on real connections about one draft: what a page says holds, whoever else is at it (promises 4, 14).

Each race is run many times and its outcomes are counted: a lock taken away fails these tests (tried on each).
"""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from casework.models import Case
from eservices.actions.drafts import fingerprint, load_draft, remove_expired_drafts, save_answers
from eservices.actions.sending import send
from eservices.models import Draft
from outbox.models import OutboxMessage
from tests.eservices.factories import a_draft, answers_of, drafts_in_database, raw_answers, reviewed_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 40


def outcome(answer) -> str:
    return type(answer).__name__


def saving(draft, owner, now, **answers):
    """What a request does: read the draft, then save over the answers that its page showed."""
    changes = raw_answers(**answers)
    base = fingerprint(raw_answers(wish="Plats för eka", email="astrid@example.se", boat="no"), changes)
    found = load_draft(draft.pk, owner=owner, now=now)
    return save_answers(found, changes=changes, base=base, owner=owner, now=now)


def test_promise_4_six_tabs_send_forty_times(page, owner, in_threads):
    drafts = [a_draft(page, owner) for _ in range(ROUNDS)]
    facts = {"owner": owner, "language": "sv", "is_test": False, "reviewed": reviewed_of(drafts[0], owner)}
    outcomes = Counter()

    for draft in drafts:
        answers = in_threads(6, lambda number, draft=draft: send(draft.pk, now=timezone.now(), **facts))
        outcomes.update(map(outcome, answers))
        assert len({getattr(answer, "case", answer).pk for answer in answers}) == 1

    assert outcomes == {"Case": ROUNDS, "AlreadySent": 5 * ROUNDS}
    assert (Case.objects.count(), OutboxMessage.objects.count(), drafts_in_database()) == (ROUNDS, 2 * ROUNDS, 0)


def test_promise_14_two_tabs_save_different_steps(page, owner, in_threads):
    given = [{"wish": "Kanot", "email": ""}, {"boat": "yes", "boat_name": "Vågen"}]

    for _ in range(ROUNDS):
        draft = a_draft(page, owner, boat_name=None)
        answers = in_threads(2, lambda number, draft=draft: saving(draft, owner, timezone.now(), **given[number]))

        assert list(map(outcome, answers)) == ["Draft", "Draft"]
        assert answers_of(draft.pk, owner) == raw_answers(**given[0], **given[1])


def test_promise_14_of_two_tabs_that_answer_the_same_one_is_told(page, owner, in_threads):
    given = [{"wish": "Kanot", "email": ""}, {"wish": "Kajak", "email": ""}]

    for _ in range(ROUNDS):
        draft = a_draft(page, owner)
        answers = in_threads(2, lambda number, draft=draft: saving(draft, owner, timezone.now(), **given[number]))

        assert sorted(map(outcome, answers)) == ["Draft", "EditConflict"]
        (saved,) = [number for number, answer in enumerate(answers) if isinstance(answer, Draft)]
        assert answers_of(draft.pk, owner) == raw_answers(**given[saved], boat="no")


def test_promise_14_a_save_in_the_instant_of_expiry_holds_or_is_told(page, owner, in_threads):
    """The request came in just before the draft's time was up, and the job runs just after."""
    for _ in range(ROUNDS):
        draft, other = a_draft(page, owner), a_draft(page, owner)
        before, after = draft.expires_at - timedelta(seconds=1), other.expires_at + timedelta(seconds=1)
        save = partial(saving, draft, owner, before, wish="Kanot", email="")
        acts = [save, partial(remove_expired_drafts, after)]
        saved, removed = in_threads(2, lambda number, acts=acts: acts[number]())

        assert outcome(saved) in ("Draft", "DraftGone")
        assert removed == (1 if isinstance(saved, Draft) else 2)
        assert drafts_in_database() == 2 - removed
        Draft._base_manager.all().delete()


def test_promise_14_a_save_in_the_instant_of_sending_is_in_the_case_or_told(page, owner, in_threads):
    outcomes = Counter()

    for _ in range(ROUNDS):
        draft = a_draft(page, owner)
        reviewed, now = reviewed_of(draft, owner), timezone.now()
        facts = {"owner": owner, "reviewed": reviewed, "language": "sv", "is_test": False, "now": now}
        acts = [partial(saving, draft, owner, now, wish="Kanot", email=""), partial(send, draft.pk, **facts)]
        saved, sent = in_threads(2, lambda number, acts=acts: acts[number]())

        outcomes[outcome(saved), outcome(sent)] += 1
        assert drafts_in_database() == isinstance(saved, Draft)
        Draft._base_manager.all().delete()

    assert set(outcomes) <= {("Draft", "ReviewedOtherContent"), ("DraftGone", "Case")}
    assert sum(outcomes.values()) == ROUNDS

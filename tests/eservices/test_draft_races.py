"""Real threads on real connections about one draft: what a page says holds, whoever else is at it (promises 4, 14).

Each race is run many times and its outcomes are counted. Saves, sending against saves and uploads, and expiry were seen
to fail without the lock or the revision that guards them; six sends are guarded twice, and hold without the lock too.
"""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from attachments.models import StoredFile
from casework.models import Case
from eservices.actions.drafts import fingerprint, load_draft, save_answers
from eservices.actions.expiry import remove_expired_drafts
from eservices.actions.sending import send
from eservices.models import Draft, DraftFile
from outbox.models import OutboxMessage
from tests.eservices.factories import a_draft, a_page, answers_of, drafts_in_database, raw_answers, reviewed_of
from tests.eservices.file_cases import FileErrand, a_file, asks_for_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS, ROUNDS_OF_SIX = 20, 40


def outcome(answer) -> str:
    return type(answer).__name__


def saving(draft, owner, now, **answers):
    """What a request does: read the draft, then save over the answers that its page showed."""
    changes = raw_answers(**answers)
    base = fingerprint(raw_answers(wish="Plats för eka", email="astrid@example.se", boat="no"), changes)
    found = load_draft(draft.pk, owner=owner, now=now)
    return save_answers(found, changes=changes, base=base, owner=owner, now=now)


def test_promise_4_six_tabs_send_forty_times(page, owner, in_threads):
    drafts = [a_draft(page, owner, email=f"astrid{number}@example.se") for number in range(ROUNDS_OF_SIX)]
    outcomes = Counter()

    for draft in drafts:
        facts = {"owner": owner, "language": "sv", "is_test": False, "reviewed": reviewed_of(draft, owner)}
        sending = partial(send, draft.pk, now=timezone.now(), **facts)
        answers = in_threads(6, lambda number, sending=sending: sending())
        outcomes.update(map(outcome, answers))
        assert len({getattr(answer, "case", answer).pk for answer in answers}) == 1

    assert outcomes == {"Case": ROUNDS_OF_SIX, "AlreadySent": 5 * ROUNDS_OF_SIX}
    assert (Case.objects.count(), OutboxMessage.objects.count(), drafts_in_database()) == (
        ROUNDS_OF_SIX,
        2 * ROUNDS_OF_SIX,
        0,
    )


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


def test_promise_14_an_upload_in_the_instant_of_sending_is_in_the_draft_or_told(cast, resident_client, in_threads):
    """A page that said that the file is there, and a case without it, would be a file lost."""
    page, outcomes = a_page(cast.unit, steps=asks_for_files(required=False)), Counter()

    for place in range(ROUNDS):
        errand = FileErrand(resident_client(cast.astrid), page)
        errand.post(1, wish="En brygga")
        errand.post(2, has_photos="no")
        other_tab = FileErrand(resident_client(cast.astrid), page, errand.draft_id)
        acts = [partial(other_tab.attach, a_file(f"{place}.pdf")), partial(errand.send, errand.reviewed())]
        attached, sent = in_threads(2, lambda number, acts=acts: acts[number]())

        took_it, was_sent = attached.status_code == 200, sent.url == errand.address("sent")
        outcomes[took_it, was_sent] += 1
        assert drafts_in_database() == (not was_sent)
        assert (DraftFile._base_manager.count(), StoredFile.objects.count()) == (took_it, took_it)
        Draft._base_manager.all().delete()
        StoredFile.objects.all().delete()

    assert set(outcomes) <= {(True, False), (False, True)}

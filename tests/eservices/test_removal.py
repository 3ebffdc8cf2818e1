"""Removed is removed: key and answers leave the disk, and the owner is told kindly when time did it."""

import html
from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.db import connection
from django.test import Client
from django.utils import timezone

from eservices.actions import expiry
from eservices.actions.drafts import fingerprint, load_draft, remove_draft, save_answers
from eservices.actions.expiry import remove_expired_drafts
from eservices.errors import DraftGone
from eservices.expired import REMEMBERED
from eservices.models import Draft, ExpiredDraft
from tests.eservices.factories import a_draft, answers_of, drafts_in_database, posted, raw_answers
from tests.eservices.traces import places_with, read_apart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(expiry, "PAUSE", 0)


def secrets_of(draft: Draft, owner) -> list[bytes]:
    row = Draft.objects.owned_by(owner.user).get(pk=draft.pk)
    return [bytes(row.wrapped_key), bytes(row.body), bytes(row.kept_body)]


def on_disk(secrets: list[bytes]) -> list[bool]:
    """Whether each lies in any file of the portal: the database, its journal, the queue. On PostgreSQL: in any row."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT wrapped_key, body, kept_body FROM eservices_draft")
            held = [bytes(value) for row in cursor.fetchall() for value in row]
        return [secret in held for secret in secrets]
    content = b"".join(read_apart(path) for path in portal.VAR_DIR.rglob("*sqlite3*"))
    return [secret[:40] in content for secret in secrets]  # a long answer lies on several pages


@pytest.mark.django_db(transaction=True)
def test_promise_8_key_and_answers_leave_the_disk_when_the_owner_removes(page, owner):
    draft, other = (a_draft(page, owner, keep=True) for _ in range(2))
    secrets, kept = secrets_of(draft, owner), secrets_of(other, owner)
    before = on_disk(secrets)

    remove_draft(load_draft(draft.pk, owner=owner, now=timezone.now()), now=timezone.now())

    assert before == [True, True, True]
    assert on_disk(secrets) == [False, False, False]
    assert on_disk(kept) == [True, True, True]
    assert places_with(str(draft.pk)) | places_with(draft.pk.hex) == set()


@pytest.mark.django_db(transaction=True)
def test_promise_8_key_and_answers_leave_the_disk_when_time_runs_out(page, owner):
    draft = a_draft(page, owner, keep=True)
    secrets = secrets_of(draft, owner)

    assert remove_expired_drafts(draft.expires_at) == 1

    assert on_disk(secrets) == [False, False, False]
    assert places_with(str(draft.pk)) | places_with(draft.pk.hex) == set()
    assert places_with(str(owner.user.uuid)) <= {"accounts_user", *map(str, portal.VAR_DIR.rglob("*sqlite3*"))}


def test_removal_goes_in_slices_and_takes_nothing_before_its_time(page, owner, monkeypatch):
    monkeypatch.setattr(expiry, "SLICE", 2)
    drafts = [a_draft(page, owner) for _ in range(5)]
    late = max(draft.expires_at for draft in drafts)
    Draft.objects.owned_by(owner.user).filter(pk=drafts[0].pk).update(expires_at=late + timedelta(microseconds=1))

    assert remove_expired_drafts(late) == 4
    assert drafts_in_database() == 1
    assert remove_expired_drafts(late) == 0


@pytest.fixture
def expired(errand, owner):
    """Astrid's draft, whose time has run out but which the job has not removed yet."""
    errand.fill()
    drafts = Draft.objects.owned_by(owner.user).filter(pk=errand.draft_id)
    drafts.update(expires_at=timezone.now() - timedelta(minutes=1))
    return errand


@pytest.mark.parametrize("job_has_run", [False, True])
def test_owner_is_told_that_time_ran_out(expired, job_has_run):
    if job_has_run:
        remove_expired_drafts(timezone.now())

    for path in (expired.address(), expired.address("step", 1), expired.address("review"), expired.address("remove")):
        response = expired.client.get(path)
        assert response.status_code == 410, path
        assert "Utkastet är borttaget" in response.content.decode()
    assert expired.client.get("/en" + expired.address()).status_code == 410


@pytest.mark.parametrize("job_has_run", [False, True])
def test_promise_1_nobody_else_learns_that_there_was_a_draft(expired, cast, resident_client, staff_client, job_has_run):
    if job_has_run:
        remove_expired_drafts(timezone.now())

    for client in (resident_client(cast.nils), staff_client(cast.sixten)):
        assert client.get(expired.address("step", 1)).status_code == 404
        assert client.post(expired.address("step", 1), {"action": "next"}).status_code == 404
    assert Client().get(expired.address("step", 1)).url.startswith("/logga-in/")


def test_removed_by_its_owner_it_never_was(errand):
    errand.fill()
    errand.client.post(errand.address("remove"))

    assert errand.client.get(errand.address("step", 1)).url == "/mina-sidor/"
    assert ExpiredDraft.objects.count() == 0


def test_tombstone_goes_after_some_weeks(expired, owner):
    now = timezone.now()
    remove_expired_drafts(now)

    remove_expired_drafts(now + REMEMBERED)

    assert ExpiredDraft.objects.count() == 0
    assert expired.client.get(expired.address()).status_code == 404


@pytest.mark.parametrize("action", ["next", "save"])
def test_promise_14_text_posted_too_late_comes_back_on_the_page(expired, owner, action):
    remove_expired_drafts(timezone.now())

    fields = posted(wish="En <lång> önskan", email="halv@") | {"base": "x", "action": action}
    response = expired.client.post(expired.address("step", 1), fields)

    text = html.unescape(response.content.decode())
    assert response.status_code == 410
    assert "Vad vill du?" in text
    assert "En <lång> önskan" in text
    assert "halv@" in text
    assert "Det är inte sparat." in text


def test_autosave_too_late_says_so_and_does_not_try_again(expired):
    response = expired.client.post(expired.address("step", 1), {"action": "autosave", "base": "x"})

    assert response.status_code == 409
    assert response.json()["text"].startswith("Inte sparat. Utkastet är borttaget.")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_14_save_and_removal_at_the_same_instant(page, owner, in_threads, resident_client):
    """Saved means that the draft lives; else the person is told. `remove` has a clock that is just past the hour."""
    outcomes = set()
    for turn in range(20):
        draft = a_draft(page, owner)
        mine = load_draft(draft.pk, owner=owner, now=timezone.now())
        changes = raw_answers(wish=f"nr {turn}")
        base = fingerprint(answers_of(draft.pk, owner), changes)

        def both(number: int, draft=draft, mine=mine, changes=changes, base=base):
            if number:
                return remove_expired_drafts(draft.expires_at)
            later = draft.expires_at - timedelta(microseconds=1)
            return save_answers(mine, changes=changes, base=base, owner=owner, now=later)

        saved, _removed = in_threads(2, both)

        lives = Draft.objects.owned_by(owner.user).filter(pk=draft.pk).exists()
        assert (type(saved), lives) in {(Draft, True), (DraftGone, False)}
        outcomes.add(lives)
        if lives:
            assert answers_of(draft.pk, owner) | changes == answers_of(draft.pk, owner)
            Draft.objects.owned_by(owner.user).delete()
    assert outcomes


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_removal_waits_for_no_save_under_way(page, owner, in_threads):
    from django.db import transaction

    drafts = [a_draft(page, owner) for _ in range(3)]
    late = max(draft.expires_at for draft in drafts)
    with transaction.atomic():
        Draft.objects.owned_by(owner.user).select_for_update(of=("self",)).get(pk=drafts[0].pk)

        (removed,) = in_threads(1, lambda number: remove_expired_drafts(late))

    assert removed == 2

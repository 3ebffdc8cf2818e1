"""Owners are warned by mail 7 days and 1 day before, once, and of nothing that is no longer true."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.contacts import give_contact, remove_contact
from accounts.demo import RESIDENTS
from accounts.models import Contact
from eservices.actions import expiry
from eservices.actions.drafts import fingerprint, load_draft, remove_draft, save_answers
from eservices.actions.expiry import warn_owners
from eservices.models import Draft
from eservices.owners import Owner
from outbox.actions import sweep
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.eservices.factories import a_draft, raw_answers

pytestmark = pytest.mark.django_db
EMAIL = "astrid@post.example"
NOTHING = fingerprint({}, raw_answers(new=""))


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(expiry, "PAUSE", 0)


@pytest.fixture
def contact(owner):
    give_contact(owner.user, email=EMAIL, language="sv", now=timezone.now())


def with_time_left(draft: Draft, owner, **left) -> Draft:
    draft.expires_at = timezone.now() + timedelta(**left)
    Draft.objects.owned_by(owner.user).filter(pk=draft.pk).update(expires_at=draft.expires_at)
    return draft


@pytest.fixture
def draft(page, owner, contact):
    """With six days left."""
    return with_time_left(a_draft(page, owner, wish="Kanariefågel"), owner, days=6)


def run(later: timedelta = timedelta()) -> None:
    warn_owners(timezone.now() + later)


def test_warning_goes_once_seven_days_and_once_a_day_before(draft):
    expires_in = timedelta(days=6)
    for later in (timedelta(), timedelta(hours=1), expires_in - timedelta(hours=23), expires_in - timedelta(hours=1)):
        run(later)
        run(later)

    sweep()

    assert [message.to for message in mail.outbox] == [[EMAIL], [EMAIL]]
    assert OutboxMessage.objects.count() == 2


def test_nothing_is_sent_with_more_than_seven_days_left_or_none(page, owner, contact):
    with_time_left(a_draft(page, owner), owner, days=7, minutes=1)
    with_time_left(a_draft(page, owner), owner, minutes=-1)

    run()

    assert OutboxMessage.objects.count() == 0


def test_after_a_stop_only_the_most_urgent_warning_goes(draft):
    run(timedelta(days=5, hours=12))
    run(timedelta(days=5, hours=13))

    assert [message.key.split(":")[2] for message in OutboxMessage.objects.all()] == ["1"]


def test_activity_begins_anew(draft, owner):
    run()
    in_hand = load_draft(draft.pk, owner=owner, now=timezone.now())
    save_answers(in_hand, changes=raw_answers(new="Ny"), base=NOTHING, owner=owner, now=timezone.now())
    run()
    run(timedelta(days=84))
    run(timedelta(days=85))

    first, second = OutboxMessage.objects.order_by("created_at")
    assert (first.withdrawn_at is None, second.withdrawn_at) == (False, None)


def test_owner_without_address_is_warned_once_one_is_given(page, owner):
    with_time_left(a_draft(page, owner), owner, days=6)
    run()
    give_contact(owner.user, email=EMAIL, language="en", now=timezone.now())

    run(timedelta(hours=1))

    assert OutboxMessage.objects.get().topic == "draft_warning"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_promise_1_mail_says_nothing_of_whose_or_what(draft, owner, page, language):
    give_contact(owner.user, email=EMAIL, language=language, now=timezone.now())
    run()

    sent = opened(OutboxMessage.objects.get())

    written = sent.subject + sent.body
    assert f"{timezone.localtime(draft.expires_at):%Y}" in sent.subject
    assert "Heby kommun" in sent.body
    assert ("My pages" if language == "en" else "Mina sidor") in sent.body
    for secret in (page.title, page.title_en, "Astrid", "Lindberg", str(draft.pk), "Kanariefågel", "://", "brygga"):
        assert secret not in written, secret


def test_promise_1_job_opens_no_draft(draft, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError

    monkeypatch.setattr("eservices.sealing.unwrap_key", refuse)
    with CaptureQueriesContext(connection) as captured:
        run()

    assert OutboxMessage.objects.count() == 1
    assert not [query for query in captured if "wrapped_key" in query["sql"] or '"body"' in query["sql"]]


def test_as_many_queries_for_one_as_for_thirty(page, owner, contact):
    counts = []
    for many in (1, 30):
        for _ in range(many):
            with_time_left(a_draft(page, owner), owner, days=3)
        with CaptureQueriesContext(connection) as captured:
            run()
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert OutboxMessage.objects.count() == 2


def one_draft_each(cast, page, **left) -> None:
    """Four residents, each with an address of their own."""
    for subject in RESIDENTS[:4]:
        user = cast.resident(subject.first_name)
        give_contact(user, email=f"p{user.pk}@post.example", language="sv", now=timezone.now())
        with_time_left(a_draft(page, Owner(user=user)), Owner(user=user), **left)


def test_killed_midway_loses_nothing_and_doubles_nothing(page, cast, monkeypatch):
    one_draft_each(cast, page, days=3)
    monkeypatch.setattr(expiry, "SLICE", 2)
    real, calls = expiry.enqueue_messages, []

    def dies_in_the_second_slice(messages):
        real(messages)
        calls.append(messages)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(expiry, "enqueue_messages", dies_in_the_second_slice)
    with pytest.raises(KeyboardInterrupt):
        run()
    before = OutboxMessage.objects.count()
    monkeypatch.setattr(expiry, "enqueue_messages", real)
    run()
    run()

    assert (before, OutboxMessage.objects.count()) == (2, 4)


def test_unreadable_address_holds_up_nobody(draft, cast, page, resident_client):
    nils = Owner(user=cast.nils)
    with_time_left(a_draft(page, nils), nils, days=6)
    give_contact(cast.nils, email="nils@post.example", language="sv", now=timezone.now())
    Contact.objects.filter(user=draft.draftuserperm_set.get().user).update(email_sealed=b"broken")

    run()

    assert [opened(message).to for message in OutboxMessage.objects.all()] == ["nils@post.example"]


@pytest.mark.parametrize("event", ["removed", "saved", "address changed", "address removed", "expired"])
def test_queued_warning_that_no_longer_holds_is_not_sent(draft, owner, event):
    run()
    if event == "removed":
        Draft.objects.owned_by(owner.user).filter(pk=draft.pk).delete()
    elif event == "saved":
        with_time_left(draft, owner, days=90)
    elif event == "address changed":
        give_contact(owner.user, email="ny@post.example", language="sv", now=timezone.now())
    elif event == "address removed":
        remove_contact(owner.user)
    else:
        with_time_left(draft, owner, seconds=-1)

    sweep()

    assert mail.outbox == []
    message = OutboxMessage.objects.get()
    assert (bytes(message.payload_sealed), message.withdrawn_at is None) == (b"", False)


def test_promise_8_removal_takes_the_queued_mail_along_though_it_is_parked(draft, owner):
    run()
    OutboxMessage.objects.update(parked_at=timezone.now())

    remove_draft(Draft.objects.owned_by(owner.user).get(pk=draft.pk), now=timezone.now())

    assert bytes(OutboxMessage.objects.get().payload_sealed) == b""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_warn_each_owner_once(page, cast, in_threads):
    for _ in range(5):
        one_draft_each(cast, page, days=3)

    answers = in_threads(3, lambda number: warn_owners(timezone.now()))

    assert OutboxMessage.objects.count() == 4
    assert sum(answers) == 20

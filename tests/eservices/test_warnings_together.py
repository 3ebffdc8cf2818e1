"""One mail tells of all that soon goes: an address given by mistake, or in malice, is not flooded (T-52)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.contacts import give_contact
from accounts.models import Contact
from config.pace import RATES, Rate
from eservices.actions import expiry
from eservices.actions.drafts import keep_draft, load_draft, remove_draft
from eservices.actions.expiry import remove_expired_drafts, warn_owners
from eservices.models import Draft
from outbox.actions import sweep, withdraw
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.eservices.factories import a_draft

pytestmark = pytest.mark.django_db
EMAIL, ADDRESS = "astrid@post.example", "/mina-sidor/kontaktuppgifter/"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(expiry, "PAUSE", 0)


@pytest.fixture
def begin(page, owner):
    """`begin(days=6)`: a draft of Astrid's with so much time left."""
    give_contact(owner.user, email=EMAIL, language="sv", now=timezone.now())

    def with_time_left(**left) -> Draft:
        draft = a_draft(page, owner)
        draft.expires_at = timezone.now() + timedelta(**left)
        Draft.objects.row_of(draft).update(expires_at=draft.expires_at)
        return draft

    return with_time_left


def run(mailoutbox, **later) -> int:
    """What one hour's job makes leave."""
    before = len(mailoutbox)
    warn_owners(timezone.now() + timedelta(**later))
    sweep()
    return len(mailoutbox) - before


def test_a_hundred_and_fifty_drafts_make_two_mails(begin, mailoutbox):
    for minutes in range(150):
        begin(days=6, minutes=minutes)

    left = [run(mailoutbox, hours=hours) for hours in range(0, 144, 12)]

    assert left == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert "150 utkast" in mailoutbox[0].body


def test_drafts_that_come_due_hour_by_hour_make_one_mail_a_day(begin, mailoutbox):
    for hours in range(48):
        begin(days=7, hours=hours)

    assert sum(run(mailoutbox, hours=hours) for hours in range(24)) == 1
    assert sum(run(mailoutbox, hours=hours) for hours in range(24, 48)) == 1


def test_every_draft_is_warned_of_before_its_last_day_and_the_mail_names_the_first(begin, mailoutbox):
    first, _second = begin(days=6), begin(days=7, hours=20)
    begin(days=20)

    run(mailoutbox)

    warned = [row.warned_days for row in Draft._base_manager.order_by("expires_at")]
    assert warned == [7, 7, None]
    assert expiry.removal_day(first.expires_at) in mailoutbox[0].subject
    assert "2 utkast" in mailoutbox[0].body


@pytest.mark.parametrize("event", ["saved", "removed", "expired"])
def test_others_are_warned_of_anew_when_the_mail_about_the_first_is_withdrawn(begin, owner, mailoutbox, event):
    first, other = begin(hours=20), begin(hours=40)
    warn_owners(timezone.now())  # and the mail server is away
    if event == "saved":
        keep_draft(load_draft(first.pk, owner=owner, now=timezone.now()), owner=owner, now=timezone.now())
    elif event == "removed":
        remove_draft(first, now=timezone.now())
    else:
        withdraw([expiry.warning_key(first, 1)], now=timezone.now())  # as the outbox does when the draft has gone
        remove_expired_drafts(timezone.now() + timedelta(hours=20))

    left = run(mailoutbox, hours=20)

    assert left == 1
    assert expiry.removal_day(other.expires_at) in mailoutbox[0].subject


def test_warning_that_comes_while_its_first_draft_is_saved_is_written_anew_for_the_others(begin, owner, mailoutbox):
    first, other = begin(hours=20), begin(hours=40)
    in_hand = load_draft(first.pk, owner=owner, now=timezone.now())
    warn_owners(timezone.now())

    keep_draft(in_hand, owner=owner, now=timezone.now())

    assert run(mailoutbox, hours=20) == 1
    assert expiry.removal_day(other.expires_at) in mailoutbox[0].subject


def test_sent_mail_is_not_sent_again_when_its_first_draft_goes(begin, owner, mailoutbox):
    first, _other = begin(hours=20), begin(hours=40)
    run(mailoutbox)

    remove_draft(Draft.objects.owned_by(owner.user).get(pk=first.pk), now=timezone.now())

    assert run(mailoutbox, hours=19) == 0


def test_promise_1_mail_about_many_says_nothing_of_whose_or_what(begin, page):
    drafts = [begin(days=6), begin(days=6)]

    warn_owners(timezone.now())

    sent = opened(OutboxMessage.objects.get())
    written = sent.subject + sent.body
    secrets = [page.title, "Astrid", "Lindberg", "://", "brygga", *(str(draft.pk) for draft in drafts)]
    assert [secret for secret in secrets if secret in written] == []


def test_new_addresses_have_a_rate_and_removing_one_has_none(cast, resident_client, monkeypatch):
    monkeypatch.setitem(RATES, "mail", Rate("2/hour", ""))
    client = resident_client(cast.astrid)

    answers = [client.post(ADDRESS, {"email": f"offer-{number}@post.example"}) for number in range(3)]
    removed = client.post(ADDRESS, {"remove": "1"})

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "offer-2@post.example" in answers[2].content.decode()  # goes with the button, later
    assert removed.status_code == 302
    assert not Contact.objects.exists()

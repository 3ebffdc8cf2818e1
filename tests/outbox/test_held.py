"""What waited in a backup that was restored is held until an administrator has decided (security.md R-22)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from outbox.actions import claim_next, deliver, drop_held, hold_waiting, release_held, sweep
from outbox.clock import database_now
from outbox.models import OutboxMessage

from .conftest import BODY, SUBJECT, TO

RELEASE, DROP = "/admin/utkorg/slapp/", "/admin/utkorg/kasta/"


@pytest.fixture
def adam(cast):
    """Administrator, no superuser."""
    return cast.staff("adam", "Alm", group="Administratör")


@pytest.fixture
def held(queue_mail):
    both = [queue_mail("receipt:1"), queue_mail("receipt:2", topic="invitation")]
    hold_waiting()
    return both


def test_held_mail_is_not_sent_by_ring_or_sweep(held, mail_server):
    deliver(held[0].pk)
    sweep()

    assert claim_next(now=database_now()) is None
    assert (mail_server.accepted, OutboxMessage.objects.held().count()) == ([], 2)


def test_what_is_queued_afterwards_is_sent(held, queue_mail, mail_server):
    queue_mail("receipt:3")

    sweep()

    assert len(mail_server.accepted) == 1


def test_released_mail_is_sent_once_under_its_own_message_id(held, mail_server, adam):
    assert release_held(by=adam) == 2
    sweep()
    sweep()

    assert {mail["Message-ID"] for mail in mail_server.accepted} == {message.message_id for message in held}
    assert len(mail_server.accepted) == 2


def test_page_shows_what_is_held_and_never_to_whom_or_what(staff_client, adam, held):
    page = staff_client(adam).get("/admin/utkorg/").content.decode()

    for shown in ("2 meddelanden väntade när säkerhetskopian togs", "Kvittens till den som ansökt", "Skicka alla"):
        assert shown in page
    for hidden in (TO, SUBJECT, BODY.splitlines()[0], held[0].key, held[0].message_id):
        assert hidden not in page
    assert "hålls efter en återställning" in staff_client(adam).get("/admin/").content.decode()


@pytest.mark.parametrize("address", [RELEASE, DROP])
def test_one_is_decided_on_without_the_other(staff_client, adam, held, address):
    staff_client(adam).post(address, {"message": str(held[0].pk)})

    assert OutboxMessage.objects.held().get() == held[1]
    assert OutboxMessage.objects.waiting().filter(pk=held[0].pk).exists() == (address == RELEASE)


def test_all_are_dropped_at_once(staff_client, adam, held):
    staff_client(adam).post(DROP)

    assert OutboxMessage.objects.count() == 0


def test_only_what_is_held_can_be_dropped(adam, queue_mail):
    message = queue_mail()

    assert (drop_held(by=adam), drop_held(message.pk, by=adam)) == (0, 0)
    assert OutboxMessage.objects.waiting().get() == message


def test_nonsense_is_not_found(staff_client, adam, held):
    assert staff_client(adam).post(DROP, {"message": "x"}).status_code == 404
    assert OutboxMessage.objects.held().count() == 2


@pytest.mark.parametrize("who", ["maja", "hugo", "rut"])
def test_only_administrators_decide(staff_client, cast, held, who):
    user = getattr(cast, who)
    for name in ("outbox:release", "outbox:drop"):
        assert staff_client(user).post(reverse(name)).headers["Location"] == "/admin/"
    for act in (release_held, drop_held):
        with pytest.raises(PermissionDenied):
            act(by=user)
    assert OutboxMessage.objects.held().count() == 2

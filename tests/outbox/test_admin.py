from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outbox.actions import NotParked, record_beat, retry_all_parked, retry_parked
from outbox.models import Beat, OutboxMessage

from .conftest import BODY, SUBJECT, TO

INDEX = "/admin/utkorg/"


@pytest.fixture
def adam(cast):
    """Administrator, no superuser."""
    return cast.staff("adam", "Alm", group="Administratör")


@pytest.fixture
def parked(queue_mail):
    message = queue_mail()
    give_up(message)
    return message


def test_page_shows_what_is_parked_and_never_to_whom_or_what(staff_client, adam, parked, queue_mail):
    queue_mail("receipt:2")

    page = staff_client(adam).get(INDEX).content.decode()

    for shown in ("Kvittens till den som ansökt", "(SMTP 550)", "1 meddelande väntar", "1 meddelande gick inte"):
        assert shown in page
    for hidden in (TO, "astrid", SUBJECT, BODY.splitlines()[0], parked.key, parked.message_id):
        assert hidden not in page


def test_empty_page_says_so(staff_client, adam):
    page = staff_client(adam).get(INDEX).content.decode()

    assert "Inget meddelande väntar." in page
    assert "Inget meddelande är parkerat." in page
    assert "Försök igen" not in page


@pytest.mark.parametrize(("minutes", "warning"), [(1, "gick senast"), (10, "har stannat"), (None, "har inte gått än")])
def test_page_tells_whether_the_worker_runs(staff_client, adam, minutes, warning):
    if minutes:
        record_beat("worker")
        Beat.objects.update(at=timezone.now() - timedelta(minutes=minutes))

    page = staff_client(adam).get(INDEX).content.decode()

    assert warning in page
    assert ("help-critical" in page) == (minutes != 1)


def test_number_of_queries_is_the_same_for_many_rows(staff_client, adam, parked, queue_mail):
    client = staff_client(adam)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as for_one:
        client.get(INDEX)
    for number in range(30):
        give_up(queue_mail(f"invitation:{number}"))

    with CaptureQueriesContext(connection) as for_many:
        page = client.get(INDEX).content.decode()

    assert page.count("(SMTP 550)") == 31
    assert len(for_many) == len(for_one)


@pytest.mark.parametrize("who", ["maja", "hugo", "rut"])
def test_only_administrators_come_in(staff_client, cast, parked, who):
    client = staff_client(getattr(cast, who))

    for response in (client.get(INDEX), client.post(retry_url(parked)), client.post(reverse("outbox:retry_all"))):
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert OutboxMessage.objects.parked().get() == parked
    assert "Utkorg" not in client.get("/admin/").content.decode()


def test_strangers_meet_the_login_page_or_nothing(client, resident_client, cast, parked):
    assert client.get(INDEX).headers["Location"].startswith("/admin/login/")
    assert resident_client(cast.astrid).get(INDEX).status_code in (302, 404)
    assert resident_client(cast.astrid).post(retry_url(parked)).status_code in (302, 404)
    assert OutboxMessage.objects.parked().get() == parked


def test_retry_sets_one_going_with_fresh_patience(
    staff_client, adam, parked, rings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = staff_client(adam).post(retry_url(parked))

    parked.refresh_from_db()
    assert response.headers["Location"] == INDEX
    assert (parked.parked_at, parked.attempts, parked.interruptions, parked.last_error) == (None, 0, 0, "")
    assert parked.give_up_at > timezone.now() + timedelta(hours=71)
    assert rings == [(str(parked.pk),)]


def test_retry_twice_tells_that_it_is_under_way(staff_client, adam, parked):
    client = staff_client(adam)
    client.post(retry_url(parked))

    response = client.post(retry_url(parked))

    assert [str(message) for message in get_messages(response.wsgi_request)][-1].startswith("Meddelandet är redan")


def test_retry_all_sets_every_one_going(staff_client, adam, parked, queue_mail):
    give_up(queue_mail("receipt:2"))

    staff_client(adam).post(reverse("outbox:retry_all"))

    assert OutboxMessage.objects.parked().count() == 0
    assert OutboxMessage.objects.waiting().count() == 2


@pytest.mark.parametrize("address", ["outbox:retry_all", "outbox:retry"])
def test_looking_sends_nothing(staff_client, adam, parked, address):
    url = reverse(address, args=[parked.pk] if address == "outbox:retry" else [])

    assert staff_client(adam).get(url).status_code == 405
    assert OutboxMessage.objects.parked().get() == parked


def test_retrying_what_is_gone_is_not_found(staff_client, adam):
    url = reverse("outbox:retry", args=["0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001"])

    assert staff_client(adam).post(url).status_code == 404


def test_actions_ask_for_permission_themselves(cast, parked):
    for act in (lambda: retry_parked(parked, by=cast.maja), lambda: retry_all_parked(by=cast.maja)):
        with pytest.raises(PermissionDenied):
            act()


def test_retrying_what_waits_already_is_refused(adam, queue_mail):
    with pytest.raises(NotParked):
        retry_parked(queue_mail(), by=adam)


def test_start_page_warns_administrators_of_stuck_mail(staff_client, adam, cast, parked):
    record_beat("worker")

    assert "1 meddelande gick inte att skicka" in staff_client(adam).get("/admin/").content.decode()
    assert "gick inte att skicka" not in staff_client(cast.maja).get("/admin/").content.decode()


def test_start_page_says_nothing_when_all_is_well(staff_client, adam):
    record_beat("worker")

    assert "Utgående e-post" not in staff_client(adam).get("/admin/").content.decode()


def retry_url(message: OutboxMessage) -> str:
    return reverse("outbox:retry", args=[message.pk])


def give_up(message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(
        parked_at=timezone.now(), attempts=4, interruptions=1, last_error="SMTP 550", give_up_at=timezone.now()
    )

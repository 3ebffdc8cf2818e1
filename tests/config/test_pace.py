"""How often: the table of rates, one person, one address, and what the answer says."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import pace
from config.pace import RATES, Rate, address_key, may_mail, paced, seconds_to_wait
from eservices.owners import Owner
from outbox.models import OutboxMessage
from tests.eservices.factories import Errand, a_page, answers_of, posted, raw_answers
from tests.home.html import Markup

NOW = "2026-11-26T10:00:00+01:00"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def slow_rates(monkeypatch):
    """Three of everything a minute per person, five per address."""
    for name in RATES:
        monkeypatch.setitem(RATES, name, Rate("3/minute", "5/minute"))


@pytest.fixture
def errand(cast, resident_client):
    return Errand(resident_client(cast.astrid), a_page(cast.unit))


def a_request(address: str = "192.0.2.1", **cookies: str) -> HttpRequest:
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.COOKIES.update(cookies)
    request.user = AnonymousUser()
    return request


def waits(count: int, **request: str) -> list[int]:
    return [seconds_to_wait("save", a_request(**request)) for _ in range(count)]


def test_window_moves_with_the_first_try(clock, slow_rates):
    first = waits(1, visitor="astrid")
    clock.shift(timedelta(seconds=40))
    rest = waits(3, visitor="astrid")
    clock.shift(timedelta(seconds=20.5))
    later = waits(2, visitor="astrid")

    assert (first, rest, later) == ([0], [0, 0, 20], [0, 40])


def test_persons_at_one_address_are_counted_each_for_himself(clock, slow_rates):
    assert waits(4, visitor="astrid") == [0, 0, 0, 60]
    assert waits(2, visitor="bo") == [0, 0]


def test_address_has_a_rate_that_the_refused_tries_of_one_do_not_use_up(clock, slow_rates):
    waits(50, visitor="astrid")

    assert waits(3, visitor="bo") == [0, 0, 60]
    assert waits(1, visitor="nils", address="192.0.2.2") == [0]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_an_ipv6_subscriber_is_one_address(address, key):
    assert address_key(address) == key


def test_everybody_behind_the_town_halls_address_gets_in():
    """A hundred people log in within five minutes, each with the two or three requests that takes."""
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(300):
            assert seconds_to_wait("login", a_request()) == 0
            clock.shift(timedelta(seconds=1))


def test_the_page_that_saves_itself_never_goes_too_fast(clock):
    """Two windows that save every 1.2 seconds, for an hour."""
    for _ in range(3000):
        assert waits(2, visitor="astrid") == [0, 0]
        clock.shift(timedelta(seconds=1.2))


def test_keys_hold_nothing_that_can_be_read(clock, slow_rates):
    waits(1, visitor="astrid")
    may_mail("astrid@example.se")

    keys = " ".join(pace._limiter().storage.events)
    assert keys != ""
    assert [text for text in ("192.0.2.1", "astrid", "example") if text in keys] == []


def test_without_redis_nobody_is_refused_and_one_line_says_so(settings, slow_rates, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    pace.forget()

    assert waits(20, visitor="astrid") == [0] * 20
    assert [record.getMessage() for record in caplog.records] == ["Rates are not counted for 30 s: ConnectionError"]


def test_factor_takes_limits_away_or_makes_them_wider(settings, clock, slow_rates):
    settings.RATE_FACTOR = 0
    assert waits(20, visitor="astrid") == [0] * 20

    settings.RATE_FACTOR = 2
    assert waits(7, visitor="astrid") == [0] * 6 + [60]


def test_misspelt_rate_stops_the_start():
    with pytest.raises(AssertionError):
        paced("sned")


def test_only_the_methods_that_cost_are_counted(clock, slow_rates):
    view = paced("start", methods=("GET",))(lambda request: HttpResponse())
    post, get = a_request(visitor="astrid"), RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")

    assert [view(post).status_code for _ in range(9)] == [200] * 9
    assert [seconds_to_wait("start", get) for _ in range(6)] == [0] * 5 + [60]


@pytest.mark.django_db
def test_saved_too_often_the_page_keeps_the_text_and_sends_it_again(errand, slow_rates, clock, cast):
    text = 'Plats för "Märta" & <eka>\r\nvid bryggan'
    for _ in range(3):
        errand.post(1, wish="Plats")
    refused = errand.post(1, wish=text)
    again = {field["name"]: field["value"] for field in Markup(refused.content).all("input")}
    clock.shift(timedelta(seconds=61))
    errand.client.post(errand.step_address(1), again)

    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Du kan försöka igen om 60 sekunder." in refused.content.decode()
    assert again.items() >= posted(wish=text).items()
    assert answers_of(errand.draft_id, Owner(user=cast.astrid)).items() >= raw_answers(wish=text).items()


@pytest.mark.django_db
def test_autosave_too_often_is_told_in_json_how_long_to_wait(errand, slow_rates, clock):
    answers = [errand.post(1, action="autosave", base="", wish="Plats") for _ in range(4)]

    assert answers[3].status_code == 429
    assert answers[3].json() == {"wait": 60, "message": "Inte sparat än. Sidan försöker igen om 60 sekunder."}


@pytest.mark.django_db
def test_sending_too_often_loses_nothing(errand, monkeypatch, clock):
    monkeypatch.setitem(RATES, "send", Rate("1/10minute", ""))
    reviewed = errand.fill().reviewed()
    errand.send("not what it was")
    refused = errand.send(reviewed)
    clock.shift(timedelta(minutes=10, seconds=1))
    sent = errand.send(reviewed)

    assert refused.status_code == 429
    assert "Du kan försöka igen om 10 minuter." in refused.content.decode()
    assert sent.url == f"/kvittens/{errand.draft_id}/"


@pytest.mark.django_db
def test_a_new_errand_too_many_keeps_its_first_answer(cast, resident_client, monkeypatch, clock):
    monkeypatch.setitem(RATES, "start", Rate("2/hour", ""))
    client, page = resident_client(cast.astrid), a_page(cast.unit)
    errands = [Errand(client, page) for _ in range(3)]

    answers = [errand.post(1, base="", wish="Plats") for errand in errands]
    saved_again = errands[0].post(1, wish="Plats för eka")

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 'value="Plats"' in answers[2].content.decode()
    assert saved_again.status_code == 302


@pytest.mark.django_db
def test_login_too_often_is_refused_by_address(slow_rates, clock):
    tries = [Client().post("/logga-in/med/test/", REMOTE_ADDR=f"2001:db8::{n:x}").status_code for n in range(6)]
    answers = [Client().get("/logga-in/svar/", REMOTE_ADDR="192.0.2.9").status_code for _ in range(6)]

    assert tries == [302] * 5 + [429]
    assert answers == [403] * 5 + [429]


@pytest.mark.django_db
def test_a_box_gets_no_more_receipts_than_its_share_and_the_case_comes_in(errand, cast, resident_client, monkeypatch):
    monkeypatch.setitem(RATES, "recipient", Rate("", "1/hour"))
    other = Errand(resident_client(cast.bo), errand.page)

    pages = [one.client.get(one.fill(email=email).send().url) for one, email in ((errand, "A@B.se"), (other, "a@b.se"))]

    assert OutboxMessage.objects.filter(topic="receipt").count() == 1
    assert [one.case().applicant for one in (errand, other)] == [cast.astrid, cast.bo]
    assert ["En kvittens skickas" in page.content.decode().partition("<main")[2] for page in pages] == [True, False]


@pytest.mark.django_db
def test_many_names_from_one_address_have_to_wait_and_others_do_not(cast, monkeypatch, clock):
    monkeypatch.setitem(RATES, "staff_login", Rate("", "5/minute"))
    form = {"password": "fel", "otp_token": "123456"}
    names = [Client().post("/admin/login/", form | {"username": f"name-{n}"}) for n in range(6)]
    elsewhere = Client().post("/admin/login/", form | {"username": "hugo"}, REMOTE_ADDR="192.0.2.7")

    told = ["Försök igen om 60 sekunder" in page.content.decode() for page in (*names, elsewhere)]
    assert told == [False] * 5 + [True, False]

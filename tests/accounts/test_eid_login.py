from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts.access import EID_SESSION_KEY, login_facts
from accounts.models import EIdOrder, User
from tests.accounts.logins import ASTRID_NUMBER, answer_eid, begin_eid, log_in_resident, person_in

pytestmark = pytest.mark.django_db


def test_login_leads_to_where_the_person_was_going(cast: Any, client: Client) -> None:
    response = log_in_resident(client, next_path="/mina-sidor/?grupp=1")

    assert response["Location"] == "/mina-sidor/?grupp=1"
    assert person_in(client) == str(cast.astrid.pk)


def test_session_remembers_how_the_person_logged_in(client: Client) -> None:
    log_in_resident(client)

    assert client.session[EID_SESSION_KEY] == {"level": "loa3", "provider": "test", "is_test": True}


def test_login_facts_are_empty_for_others(rf: Any, cast: Any) -> None:
    request = rf.get("/")
    request.session = {EID_SESSION_KEY: {"level": "loa3", "provider": "test", "is_test": True}}

    for user in (AnonymousUser(), cast.hugo):
        request.user = user
        assert login_facts(request) == ("", "", False)


def test_login_facts_tell_level_provider_and_test(rf: Any, cast: Any) -> None:
    request = rf.get("/")
    request.session = {EID_SESSION_KEY: {"level": "loa3", "provider": "test", "is_test": True}}
    request.user = cast.astrid

    assert login_facts(request) == ("loa3", "test", True)


def test_login_gives_a_new_session_id(client: Client) -> None:
    finish = answer_eid(client, begin_eid(client))
    before = client.session.session_key

    client.get(finish)

    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_what_somebody_planted_in_the_session_is_gone_after_login(client: Client) -> None:
    finish = answer_eid(client, begin_eid(client))
    session = client.session
    session["planted"] = "by an attacker"
    session.save()

    client.get(finish)

    assert "planted" not in client.session


def test_resident_login_ends_the_staff_session(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)
    before = client.session.session_key

    log_in_resident(client)

    assert person_in(client) == str(cast.astrid.pk)
    assert not client.session.exists(before)
    assert "otp_device_id" not in client.session


def test_another_resident_ends_the_first_ones_session(cast: Any, resident_client: Any) -> None:
    client = resident_client(cast.nils)
    session = client.session
    session["his"] = "note"
    session.save()

    log_in_resident(client)

    assert person_in(client) == str(cast.astrid.pk)
    assert "his" not in client.session


def test_same_resident_with_a_stronger_eid_keeps_the_session(cast: Any, resident_client: Any) -> None:
    client = resident_client(cast.astrid)
    session = client.session
    session["hers"] = "note"
    session.save()
    before = session.session_key

    client.get(answer_eid(client, begin_eid(client), level="loa4"))

    assert client.session.session_key != before
    assert client.session["hers"] == "note"
    assert client.session[EID_SESSION_KEY]["level"] == "loa4"


def test_too_low_level_does_not_log_in(client: Client) -> None:
    response = client.get(answer_eid(client, begin_eid(client, level="loa4"), level="loa3"))

    assert response.status_code == 403
    assert "kräver en säkrare e-legitimation" in response.content.decode()
    assert person_in(client) is None


@pytest.mark.parametrize("button", ["cancel", "fail"])
def test_trying_again_leads_to_where_the_person_was_going(client: Client, button: str) -> None:
    page = begin_eid(client, next_path="/starta/11/", level="loa3")

    refused = client.get(client.post(page, {button: ""})["Location"])

    assert refused.context["retry_url"] == "/logga-in/?next=%2Fstarta%2F11%2F&niva=loa3"
    assertContains(refused, 'href="/logga-in/?next=%2Fstarta%2F11%2F&amp;niva=loa3"', status_code=403)


@pytest.mark.parametrize(("button", "words"), [("cancel", "Du avbröt"), ("fail", "kunde inte bekräfta")])
def test_cancelled_or_failed_login_says_so_and_shows_a_way_on(client: Client, button: str, words: str) -> None:
    finish = client.post(begin_eid(client), {button: "1"})["Location"]

    response = client.get(finish)

    assert (response.status_code, person_in(client)) == (403, None)
    assert words in response.content.decode()
    assert 'href="/logga-in/"' in response.content.decode()


def test_answer_is_good_for_one_login(client: Client) -> None:
    finish = answer_eid(client, begin_eid(client))
    client.get(finish)
    client.post("/logga-ut/")

    response = client.get(finish)

    assert (response.status_code, person_in(client)) == (403, None)


def test_answer_fetched_by_another_browser_logs_nobody_in(client: Client) -> None:
    finish = answer_eid(client, begin_eid(client))
    thief = Client()
    begin_eid(thief)

    response = thief.get(finish)

    assert (response.status_code, person_in(thief)) == (403, None)
    assert client.get(finish).status_code == 302  # and the rightful browser still can


def test_order_that_took_too_long_says_so(client: Client) -> None:
    finish = answer_eid(client, begin_eid(client))
    EIdOrder.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    response = client.get(finish)

    assert (response.status_code, person_in(client)) == (403, None)
    assert "tog för lång tid" in response.content.decode()


@pytest.mark.parametrize("state", ["", "x", "00000000-0000-0000-0000-000000000000", "\x00", "9" * 5000])
def test_answer_to_no_order_is_explained(client: Client, state: str) -> None:
    response = client.get("/logga-in/svar/", {"state": state})

    assert response.status_code == 403


def test_going_round_the_test_page_logs_nobody_in(client: Client) -> None:
    page = begin_eid(client)
    order_id = page.rstrip("/").rsplit("/", 1)[1]

    response = client.get("/logga-in/svar/", {"state": order_id})

    assert (response.status_code, person_in(client)) == (403, None)


@pytest.mark.parametrize("number", ["", "19900101-2386", "hej", "556036-0793", "1" * 300])
def test_number_that_is_none_is_refused_and_kept(client: Client, number: str) -> None:
    page = begin_eid(client)

    response = client.post(page, {"person": "other", "number": number, "level": "loa3"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["number"]
    assert response.context["form"]["number"].value() == number


def test_ready_made_person_logs_in_with_a_name(client: Client) -> None:
    finish = client.post(begin_eid(client), {"person": "195012812383", "level": "loa3"})["Location"]

    client.get(finish)

    user = User.everyone.get(pk=person_in(client))
    assert (user.get_full_name(), user.identities.get().type) == ("Irena Kowalska", "coordination_number")


def test_promise_10_no_address_on_the_way_holds_the_number(client: Client) -> None:
    page = begin_eid(client)
    finish = answer_eid(client, page, ASTRID_NUMBER)
    onwards = client.get(finish)["Location"]

    assert not [
        address for address in (page, finish, onwards) if ASTRID_NUMBER[8:] in address or ASTRID_NUMBER[2:8] in address
    ]


def test_deactivated_resident_is_not_logged_in(cast: Any, client: Client) -> None:
    User.everyone.filter(pk=cast.astrid.pk).update(is_active=False)

    response = log_in_resident(client)

    assert (response.status_code, person_in(client)) == (403, None)


def test_test_eid_is_not_there_when_switched_off(client: Client, settings: Any) -> None:
    page = begin_eid(client)
    settings.EID_PROVIDERS = []

    assert client.get(page).status_code == 404
    assert client.post("/logga-in/med/test/").status_code == 404
    assert "Det går inte att logga in just nu" in client.get("/logga-in/").content.decode()


def test_login_begins_by_post_only(client: Client) -> None:
    response = client.get("/logga-in/med/test/")

    assert response["Location"] == "/logga-in/"
    assert EIdOrder.objects.count() == 0

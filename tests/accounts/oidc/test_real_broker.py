"""Login and signing against a real OpenID provider, npm's oidc-provider (accounts.eid.oidc)."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from accounts.eid.evidence import findings
from accounts.models import EIdOrder, Identity, User
from casework.models import Case
from casework.signatures import signatures_of
from casework.verifying import claim_of, verify_case
from tests.accounts.oidc.brokers import ASTRID, NILS, Person
from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db


def go(client: Client, *, next_path: str = "/mina-sidor/", level: str = "") -> str:
    """The broker's address that the login page sends to."""
    return str(client.post("/logga-in/med/bankid/", {"next": next_path, "level": level}).context["url"])


def test_resident_logs_in_and_comes_where_she_was_going(client: Client, real: str) -> None:
    response = client.get(Person(client).answer(go(client)))

    assert response["Location"] == "/mina-sidor/"
    assert client.session["eid"] == {"level": "loa3", "provider": "bankid", "is_test": False}
    assert User.everyone.get().get_full_name() == "Astrid Lindberg"
    assert client.get("/mina-sidor/").status_code == 200


def test_same_person_is_the_same_the_next_time(client: Client, real: str) -> None:
    for browser in (client, Client()):
        browser.get(Person(browser).answer(go(browser)))

    assert Identity.objects.count() == 1


def test_promise_10_number_is_in_no_address(client: Client, real: str) -> None:
    there = go(client)
    back = Person(client).answer(there)

    assert "198704102386" not in there + back


def test_what_is_asked_is_bound_to_this_login(client: Client, real: str) -> None:
    first, second = (parse_qs(urlsplit(go(client)).query) for _ in range(2))

    assert first["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name][0]) >= 43


def test_cancelled_at_the_broker_is_told_kindly(client: Client, real: str) -> None:
    response = client.get(Person(client).answer(go(client), cancel=True))

    assert response.status_code == 403
    assert "Du avbröt inloggningen" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_answer_is_good_once_and_in_one_browser(client: Client, real: str) -> None:
    back = Person(client).answer(go(client))

    assert Client().get(back).status_code == 403
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 403


def test_two_people_in_one_browser_are_never_mixed(client: Client, real: str) -> None:
    """Nils finishes in a tab that Astrid opened before she had logged in in another."""
    of_nils = Person(client, NILS).answer(go(client))
    client.get(Person(client, ASTRID).answer(go(client)))

    response = client.get(of_nils)

    assert response.status_code == 403
    assert User.everyone.get(pk=client.session["_auth_user_id"]).first_name == "Astrid"


@pytest.fixture
def errand(client: Client, real: str, cast: Any) -> Errand:
    client.get(Person(client).answer(go(client)))
    return Errand(client, a_page(cast.unit, signature_level="signature")).fill()


def test_signature_of_the_e_id_is_kept_and_verified_without_the_broker(errand: Errand) -> None:
    response = errand.client.get(Person(errand.client).answer(errand.send().context["url"]), follow=True)

    assert response.status_code == 200
    (signature,) = signatures_of(errand.case())
    assert signature.is_signature
    assert {piece.kind for piece in signature.evidence} >= {"ID_TOKEN", "JWKS_SNAPSHOT", "USER_SIGNATURE"}
    (verified,) = verify_case(errand.case())
    assert verified.wrong == []


def test_somebody_else_at_the_broker_cannot_sign(errand: Errand) -> None:
    response = errand.client.get(Person(errand.client, NILS).answer(errand.send().context["url"]), follow=True)

    assert "Någon annan än du skrev under" in response.content.decode()
    assert not Case.objects.exists()


def test_text_that_was_not_the_one_signed_is_found_out(errand: Errand) -> None:
    errand.client.get(Person(errand.client).answer(errand.send().context["url"]), follow=True)
    (signature,) = signatures_of(errand.case())
    forged = replace(signature.statement, text="Jag skriver under något annat.")

    found = {finding.what: finding.holds for finding in findings(claim_of(replace(signature, statement=forged)))}

    assert found["content"] is False
    assert found["signature"] is True


def test_promise_10_no_order_keeps_a_readable_number(errand: Errand) -> None:
    Person(errand.client).answer(errand.send().context["url"])

    stored = [bytes(value) for row in EIdOrder.objects.values() for value in row.values() if isinstance(value, bytes)]
    assert stored
    assert all(b"198704102386" not in value for value in stored)

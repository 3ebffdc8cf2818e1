"""What a broker, or whoever poses as one, must not get past us with. Each test bends one thing of a right answer."""

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.eid import orders
from accounts.models import EIdOrder, Identity
from tests.accounts.oidc.brokers import LOA, NUMBER, LyingBroker, challenge_of, other_key
from tests.accounts.oidc.conftest import SetUp

pytestmark = pytest.mark.django_db
Bend = Callable[[LyingBroker], object]


def go(client: Client, liar: LyingBroker, **options: Any) -> dict[str, str]:
    return liar.remembers(client.post("/logga-in/med/bankid/", {"next": "/mina-sidor/"} | options).context["url"])


def come_back(client: Client, query: dict[str, str], **more: str) -> Any:
    return client.get("/logga-in/svar/", {"state": query["state"], "code": "a-code", **more})


def said(**claims: Any) -> Bend:
    return lambda liar: liar.claims.update(claims)


def test_right_answer_logs_in(client: Client, liar: LyingBroker) -> None:
    response = come_back(client, go(client, liar))

    assert response["Location"] == "/mina-sidor/"


BENT: dict[str, Bend] = {
    "another nonce": said(nonce="0" * 64),
    "no nonce": said(nonce=None),
    "another issuer": said(iss="https://evil.example"),
    "for another client": said(aud="another"),
    "for two, and not authorized to us": said(aud=["portal", "another"]),
    "authorized to another": said(azp="another"),
    "no audience": said(aud=None),
    "expired": said(exp=int(time.time()) - 3600),
    "old": said(iat=int(time.time()) - 3600),
    "from the future": said(iat=int(time.time()) + 3600),
    "no time": said(iat=None),
    "time that is text": said(exp="tomorrow"),
    "no subject": said(sub=None),
    "another access token": said(at_hash="x" * 22),
    "no number": said(**{NUMBER: None}),
    "number that is none": said(**{NUMBER: "199001012386"}),
    "number that is a list": said(**{NUMBER: ["198704102386"]}),
    "unsigned": lambda liar: liar.header.update(alg="none"),
    "signed with the public key": lambda liar: liar.header.update(alg="HS256"),
    "signed with another key of the same name": lambda liar: setattr(liar, "key", other_key("one")),
    "signed with a key nobody published": lambda liar: (
        setattr(liar, "key", other_key("two")),
        liar.header.update(kid="two"),
    ),
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT.keys())
def test_bent_answer_is_refused_and_logged(
    client: Client, liar: LyingBroker, bend: Bend, caplog: pytest.LogCaptureFixture
) -> None:
    query = go(client, liar)
    bend(liar)

    with caplog.at_level(logging.WARNING):
        response = come_back(client, query)

    assert response.status_code == 403
    assert "kunde inte bekräfta vem du är" in response.content.decode()
    assert not Identity.objects.exists()
    assert any(record.name == "accounts.eid.oidc.provider" for record in caplog.records)
    assert "198704102386" not in caplog.text
    assert come_back(client, query).status_code == 403


@pytest.mark.parametrize("acr", [None, "", "http://id.elegnamnden.se/loa/1.0/loa1", "loa3", ["loa3"], {}])
def test_level_outside_the_allow_list_is_refused(client: Client, liar: LyingBroker, acr: Any) -> None:
    query = go(client, liar)
    liar.claims["acr"] = acr

    response = come_back(client, query)

    assert response.status_code == 403
    assert "säkrare e-legitimation" in response.content.decode()


def test_lower_level_than_asked_for_is_refused(client: Client, liar: LyingBroker) -> None:
    query = go(client, liar, level="loa3")
    liar.claims["acr"] = f"{LOA}/loa2"

    assert "loa2" not in query["acr_values"]
    assert come_back(client, query).status_code == 403


def test_state_of_nobody_and_of_another_login_are_refused(client: Client, liar: LyingBroker) -> None:
    first, second = go(client, liar), go(client, liar)
    order, _dot, token = first["state"].partition(".")

    for state in (
        "",
        "x",
        order,
        f"{order}.",
        f"{order}.{'a' * len(token)}",
        f"{order}.{second['state'].partition('.')[2]}",
    ):
        assert come_back(client, {"state": state}).status_code == 403
    assert not Identity.objects.exists()
    assert liar.asked == []  # no code is exchanged for an answer that is not ours


def test_mixed_up_broker_is_refused(client: Client, liar: LyingBroker) -> None:
    query = go(client, liar)

    assert come_back(client, query, iss="https://evil.example").status_code == 403
    assert liar.asked == []  # the code was not even sent


def test_broker_that_promises_to_name_itself_must(client: Client, liar: LyingBroker) -> None:
    liar.facts["authorization_response_iss_parameter_supported"] = True

    assert come_back(client, go(client, liar)).status_code == 403
    assert come_back(client, go(client, liar), iss=liar.issuer).status_code == 302


def test_code_is_proved_to_be_ours(client: Client, liar: LyingBroker) -> None:
    query = go(client, liar)
    come_back(client, query)

    (asked,) = liar.asked
    assert challenge_of(asked["code_verifier"][0]) == query["code_challenge"]
    assert asked["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
    assert "client_secret" not in asked


def test_answer_that_comes_twice_at_once_is_exchanged_once(client: Client, liar: LyingBroker) -> None:
    go(client, liar)
    order = EIdOrder.objects.get()
    assert orders.take_state(order)
    stale = EIdOrder.objects.get()
    stale.state_sealed = order.state_sealed

    with pytest.raises(orders.Refused, match="used_order"):
        orders.take_state(stale)


def test_new_key_of_the_broker_is_fetched_when_it_is_met(client: Client, liar: LyingBroker, monkeypatch: Any) -> None:
    come_back(client, go(client, liar))
    liar.signs_with(other_key("two"))
    liar.published = [liar.key]
    query = go(client, liar)

    assert come_back(client, query).status_code == 403  # asked a moment ago: not hammered
    monkeypatch.setattr("accounts.eid.oidc.metadata.PATIENCE", 0.0)
    assert come_back(client, go(client, liar)).status_code == 302
    assert liar.key_reads == 2


@pytest.mark.parametrize("error", ["access_denied", "login_required", "server_error", "nonsense"])
def test_error_of_the_broker_is_told_in_both_languages(client: Client, liar: LyingBroker, error: str) -> None:
    swedish = come_back(client, go(client, liar), error=error, code="")
    english = client.get("/en/logga-in/svar/", {"state": go(client, liar)["state"], "error": error})

    assert swedish.status_code == english.status_code == 403
    assert 'lang="en"' in english.content.decode()
    assert "kunde inte bekräfta" in swedish.content.decode() or error in ("access_denied", "server_error")


@pytest.mark.parametrize("status", [500, 503])
def test_broker_that_is_away_is_told_before_anything_is_lost(set_up: SetUp, client: Client, status: int) -> None:
    broker = LyingBroker()
    set_up("bankid", broker.issuer)
    broker.status = status

    response = client.post("/logga-in/med/bankid/", {"next": "/mina-sidor/"})

    broker.close()
    assert response.status_code == 403
    assert "svarar inte just nu" in response.content.decode()


def test_broker_that_is_away_when_we_come_back_is_told(client: Client, liar: LyingBroker) -> None:
    query = go(client, liar)
    liar.status = 503

    assert "svarar inte just nu" in come_back(client, query).content.decode()


def test_userinfo_about_somebody_else_is_refused(set_up: SetUp, client: Client) -> None:
    broker = LyingBroker()
    set_up("bankid", broker.issuer, preset='"signicat"')
    query = go(client, broker)
    broker.claims |= {"acr": "idp:sbid", NUMBER: None}
    broker.userinfo = {"sub": "another", "nin": "198704102386", "nin_issuing_country": "SE"}

    refused = come_back(client, query)
    query = go(client, broker)
    broker.claims |= {"acr": "idp:sbid", NUMBER: None}
    broker.userinfo["sub"] = broker.claims["sub"]
    accepted = come_back(client, query)

    broker.close()
    assert (refused.status_code, accepted.status_code) == (403, 302)


def test_foreign_identity_without_a_swedish_number_logs_in(client: Client, liar: LyingBroker) -> None:
    query = go(client, liar)
    liar.claims |= {NUMBER: None, "prid": "NO:05068907693", "country": "NO", "acr": f"{LOA}/eidas-sub"}

    assert come_back(client, query).status_code == 302
    identity = Identity.objects.get()
    assert (identity.type, identity.country) == ("foreign", "NO")


def test_foreign_identity_must_say_from_where(client: Client, liar: LyingBroker) -> None:
    query = go(client, liar)
    liar.claims |= {NUMBER: None, "prid": "05068907693"}

    assert come_back(client, query).status_code == 403

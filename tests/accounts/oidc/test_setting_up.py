"""How an operator sets brokers up, how residents choose among them, and how brokers know us."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from accounts.eid import orders, registry
from accounts.eid.provider import Act, Complete, Context, Failed, Interactive, Level, Pending, Result
from accounts.identities import Subject
from accounts.models import EIdOrder, IdentityType
from config.checks import residents_can_log_in
from tests.accounts.oidc.brokers import LyingBroker, public_jwks
from tests.accounts.oidc.conftest import SetUp

pytestmark = pytest.mark.django_db
HTTPS = "https://broker.example"


def wrong(name: str = "bankid") -> str:
    with pytest.raises(ImproperlyConfigured) as caught:
        registry.provider(name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("issuer", "more", "said"),
    [
        ("http://broker.example", {}, "https://"),
        ("http://127.0.0.1.broker.example", {}, "https://"),
        (HTTPS, {"preset": '"nobody"'}, "preset"),
        (HTTPS, {"client_id": '""'}, "client_id"),
        (HTTPS, {"scoop": '"openid"'}, "scoop"),
        (HTTPS, {"key_file": '"/nowhere.pem"'}, "nowhere.pem"),
        (HTTPS, {"client_secret_file": '"/nowhere"'}, "nowhere"),
        (HTTPS, {"levels": '{ "urn:a" = "loa9" }'}, "loa9"),
    ],
)
def test_what_is_wrong_is_said_and_stops_a_deployment(
    set_up: SetUp, issuer: str, more: dict[str, str], said: str
) -> None:
    set_up("bankid", issuer, **more)

    assert said in wrong()
    assert [one.id for one in residents_can_log_in(None) if said in one.msg] == ["portal.E020"]


def test_provider_without_a_table_is_told(settings: Any) -> None:
    settings.EID_PROVIDERS = ["freja"]

    assert "[freja]" in wrong("freja")


def test_one_of_two_ways_to_be_known_must_be_given(set_up: SetUp, tmp_path: Path, key_file: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    set_up("bankid", HTTPS, client_secret_file='"secret"', key_file=f'"{key_file}"')

    assert "either" in wrong()


def test_secret_is_sent_as_the_broker_wants_it(set_up: SetUp, tmp_path: Path, client: Client) -> None:
    broker = LyingBroker()
    (tmp_path / "secret").write_text("s3cret\n")
    set_up("bankid", broker.issuer, client_secret_file='"secret"', client_auth='"client_secret_post"')
    query = broker.remembers(client.post("/logga-in/med/bankid/", {"next": "/"}).context["url"])

    response = client.get("/logga-in/svar/", {"state": query["state"], "code": "a"})

    broker.close()
    assert response.status_code == 302
    assert broker.asked[0]["client_secret"] == ["s3cret"]


def test_key_of_ours_is_published_without_its_secret(set_up: SetUp, key_file: Path, client: Client) -> None:
    set_up("bankid", HTTPS)

    published = client.get("/logga-in/nycklar.json").json()

    assert published["keys"][0]["kid"] == public_jwks(key_file)["keys"][0]["kid"]
    assert not set(published["keys"][0]) & {"d", "p", "q", "dp", "dq", "qi"}


def test_several_stand_side_by_side_and_the_last_one_used_comes_first(
    liar: LyingBroker, client: Client, set_up: SetUp
) -> None:
    set_up("freja", HTTPS, label='{ sv = "Freja+", en = "Freja+" }')
    assert shown(client) == ["BankID", "Freja+"]
    client.cookies["eid"] = "freja"
    assert shown(client) == ["Freja+", "BankID"]
    assert "Den använde du senast" in client.get("/logga-in/").content.decode()
    client.cookies["eid"] = "<script>"
    assert shown(client) == ["BankID", "Freja+"]

    query = liar.remembers(client.post("/logga-in/med/bankid/", {"next": "/"}).context["url"])
    client.get("/logga-in/svar/", {"state": query["state"], "code": "a"})

    assert client.cookies["eid"].value == "bankid"


def shown(client: Client) -> list[str]:
    return [str(one.label) for one in client.get("/logga-in/").context["providers"]]


def test_provider_is_named_in_the_readers_language(set_up: SetUp, client: Client) -> None:
    set_up("bankid", HTTPS)

    assert "Log in with BankID app" in client.get("/en/logga-in/").content.decode()


class Waiting:
    """A provider whose order is answered in an app, as BankID's is: there is nothing in it but that."""

    is_test, label, signs_as, answered = False, "Appen", Act.APPROVAL, False

    def __init__(self, key: str) -> None:
        self.key = key

    def start(self, context: Context) -> Interactive:
        return Interactive("/", state=json.dumps(str(context.order_id)).encode())

    def poll(self, context: Context, state: bytes) -> Pending | Complete:
        if not Waiting.answered:
            return Pending("outstandingTransaction")
        subject = Subject(IdentityType.PERSONAL_NUMBER, "198704102386", "SE", "Astrid", "Lindberg")
        return Complete(Result(subject, Level.LOA3, self.key, json.loads(state), timezone.now()))

    def finish(self, context: Context, state: bytes, answer: Any) -> Failed:
        return Failed("not_finished")

    def cancel(self, context: Context, state: bytes) -> None:
        """Nobody waits."""


def test_order_answered_while_the_browser_was_gone_is_collected(
    set_up: SetUp, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    set_up("appen", HTTPS, kind='"tests.accounts.oidc.test_setting_up.Waiting"')
    monkeypatch.setattr(Waiting, "answered", False)
    client.post("/logga-in/med/appen/", {"next": "/mina-sidor/"})
    order = EIdOrder.objects.get()
    assert orders.collect_open(timezone.now()) == 0

    monkeypatch.setattr(Waiting, "answered", True)
    with caplog.at_level(logging.INFO):
        assert orders.collect_open(timezone.now()) == 1
    assert orders.collect_open(timezone.now()) == 0

    assert Client().get("/logga-in/svar/", {"state": str(order.pk)}).status_code == 403
    assert client.get("/logga-in/svar/", {"state": str(order.pk)})["Location"] == "/mina-sidor/"
    assert "198704102386" not in caplog.text

"""Kontakta oss: one mail to the municipality, without login, and nothing kept of it here."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from config.pace import RATES, Rate
from home import municipality
from home.models import MunicipalitySettings
from outbox.actions import deliver
from outbox.mail import opened
from outbox.models import OutboxMessage
from tools import html_checker

ADDRESS, SENT = "/kontakta-oss/", "/kontakta-oss/tack/"
MESSAGE = {"message": "Knappen syns inte.", "name": "Åsa Örn", "email": "asa@example.se", "phone": ""}


@pytest.fixture(autouse=True)
def _portal(pages: dict[str, Any]) -> None:
    """The demo's municipality, with a mailbox."""


def write(client: Client, address: str = ADDRESS, **changed: Any) -> Any:
    return client.post(address, MESSAGE | {"once": uuid4()} | changed)


def queued() -> list[Any]:
    return [opened(message) for message in OutboxMessage.objects.order_by("created_at")]


def errors(response: Any) -> dict[str, str]:
    """By the field that the summary leads to."""
    soup = BeautifulSoup(response.content, "html.parser")
    return {link["href"]: link.text for link in soup.select("#error-summary a")}


def test_message_goes_to_the_municipality_through_the_outbox(client: Client) -> None:
    answer = write(client)

    (sent,) = queued()
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    assert (sent.to, sent.subject) == ("information@heby.se", "Meddelande från kontaktformuläret")
    assert "Namn: Åsa Örn\nE-post: asa@example.se\n" in sent.body
    assert sent.body.endswith("\nKnappen syns inte.\n")


def test_nothing_is_kept_when_the_mail_has_left(client: Client) -> None:
    write(client)
    message = OutboxMessage.objects.get()

    deliver(message.pk)

    message.refresh_from_db()
    assert (len(mail.outbox), bytes(message.payload_sealed)) == (1, b"")
    assert "asa" not in repr(vars(message))


@pytest.mark.parametrize(("address", "sent"), [(ADDRESS, SENT), (f"/en{ADDRESS}", f"/en{SENT}")])
def test_receipt_page_is_in_the_writers_language(client: Client, address: str, sent: str) -> None:
    answer = client.post(address, MESSAGE, follow=True)

    assert answer.redirect_chain == [(sent, 302)]
    assert f'<html lang="{"en" if address.startswith("/en") else "sv"}">' in answer.content.decode()
    assert ("Personen läste sidan på engelska." in queued()[0].body) is address.startswith("/en")


def test_double_click_is_one_message(client: Client) -> None:
    once = uuid4()

    answers = [write(client, once=once) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [SENT, SENT]
    assert len(queued()) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"message": " "}, "#id_message"),
        ({"message": "x" * 10_000}, "#id_message"),
        ({"message": "a\0b"}, "#id_message"),
        ({"email": ""}, "#id_email"),
        ({"email": "asa@"}, "#id_email"),
        ({"email": "a@b.se, c@d.se"}, "#id_email"),
        ({"email": "", "phone": "hemma"}, "#id_phone"),
        ({"name": "Å" * 10_000}, "#id_name"),
        ({"message": "Jag heter 19891122-2399 och undrar"}, "#id_message"),
        ({"name": "8911222399"}, "#id_name"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(client: Client, changed: dict[str, str], field: str) -> None:
    answer = write(client, **changed)

    assert (answer.status_code, list(errors(answer)), queued()) == (200, [field], [])
    assert "Fel:" in BeautifulSoup(answer.content, "html.parser").title.text
    assert "Knappen syns inte." in answer.content.decode() or "message" in changed


@pytest.mark.parametrize("text", ["Ärende BMN 2026-00014", "Ring 0224-360 00", "19891122-2398", "\U0001f6a7 å̈ \u202e"])
def test_other_numbers_and_odd_signs_are_sent(client: Client, text: str) -> None:
    write(client, message=text)

    assert queued()[0].body.endswith(f"\n{text}\n")


def test_telephone_alone_is_enough_and_the_name_is_optional(client: Client) -> None:
    write(client, email="", name="", phone="+46 224 360 00")

    assert "Telefon: +46 224 360 00\n" in queued()[0].body
    assert "Namn:" not in queued()[0].body


def test_program_that_fills_in_everything_sends_nothing(client: Client) -> None:
    answer = write(client, website="https://spam.example/")

    assert (answer["Location"], queued()) == (SENT, [])


def test_trap_is_out_of_everybodys_way(client: Client) -> None:
    soup = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    trap = soup.select_one("input[name=website]")

    assert (trap["tabindex"], trap["autocomplete"], trap.parent["aria-hidden"]) == ("-1", "off", "true")


def test_too_many_messages_are_put_off_and_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "contact", Rate("", "1/hour"))

    answers = [write(client) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 429]
    assert "Knappen syns inte." in answers[1].content.decode()


def test_promise_11_protected_identity_is_pointed_to_the_telephone(client: Client) -> None:
    soup = BeautifulSoup(client.get(ADDRESS).content, "html.parser")

    assert soup.select_one("main aside a")["href"] == "tel:+4622436000"


def test_without_a_mailbox_the_page_says_call(client: Client) -> None:
    MunicipalitySettings.objects.update(email="")
    municipality.forget()

    shown, posted = client.get(ADDRESS), write(client)

    assert ("<textarea" in shown.content.decode(), "Ring i stället" in shown.content.decode()) == (False, True)
    assert (posted.status_code, queued()) == (200, [])


@pytest.mark.skipif(not html_checker.JAR.exists(), reason="needs the HTML checker; make test fetches it")
def test_contact_pages_are_valid_in_every_state(client: Client) -> None:
    pages = {"empty": client.get(ADDRESS), "errors": write(client, message="", email=""), "sent": client.get(SENT)}
    pages |= {path: client.get(path) for path in ("/tillganglighet/", "/en/accessibility/", "/kakor/")}

    assert html_checker.faults({name: page.content for name, page in pages.items()}) == []

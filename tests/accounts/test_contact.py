"""Kontaktuppgifter: an address that the person alone sees, changes and removes."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.contacts import contact_of, give_contact, has_contact
from accounts.models import Contact
from crypto.envelope import SealBroken
from outbox.mail import InvalidRecipient
from tests.eservices.traces import places_with

pytestmark = pytest.mark.django_db
PATH = "/mina-sidor/kontaktuppgifter/"
EMAIL = "astrid.lindberg@post.example"


@pytest.fixture
def astrid(cast, resident_client) -> Client:
    return resident_client(cast.astrid)


def test_address_is_given_shown_and_changed(astrid, cast):
    response = astrid.post(PATH, {"email": f" {EMAIL} "})
    shown = astrid.get(PATH).content.decode()
    astrid.post("/en" + PATH, {"email": "ny@post.example"})

    assert response.url == "/mina-sidor/"
    assert f'value="{EMAIL}"' in shown
    address = contact_of(cast.astrid)
    assert (address.email, address.language) == ("ny@post.example", "en")
    assert Contact.objects.count() == 1


def test_address_is_removed(astrid, cast):
    astrid.post(PATH, {"email": EMAIL})

    response = astrid.post(PATH, {"remove": "1", "email": "annan@post.example"})

    assert response.url == "/mina-sidor/"
    assert not has_contact(cast.astrid)
    assert "Ta bort adressen" not in astrid.get(PATH).content.decode()


@pytest.mark.parametrize(
    "wrong", ["", "astrid", "a@b.se, c@d.se", "astrid@", "a@b.se\nBcc: x@y.se", "x" * 300 + "@b.se"]
)
def test_wrong_address_is_said_in_words_and_not_stored(astrid, cast, wrong):
    response = astrid.post(PATH, {"email": wrong})

    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Fel:" in page
    assert 'href="#id_email"' in page
    assert not has_contact(cast.astrid)


def test_page_needs_login_and_shows_nobody_elses(astrid, cast, resident_client):
    astrid.post(PATH, {"email": EMAIL})

    assert Client().post(PATH, {"email": EMAIL}).url.startswith("/logga-in/")
    assert EMAIL not in resident_client(cast.nils).get(PATH).content.decode()
    assert astrid.put(PATH).status_code == 405


def test_action_refuses_what_is_no_address(cast):
    with pytest.raises(InvalidRecipient):
        give_contact(cast.astrid, email="astrid", language="sv", now=timezone.now())


def test_address_moved_to_somebody_else_opens_for_nobody(astrid, cast, resident_client):
    astrid.post(PATH, {"email": EMAIL})
    Contact.objects.update(user=cast.nils)

    with pytest.raises(SealBroken):
        contact_of(cast.nils)
    assert EMAIL not in resident_client(cast.nils).get(PATH).content.decode()


@pytest.mark.django_db(transaction=True)
def test_address_lies_nowhere_in_clear(astrid):
    response = astrid.post(PATH, {"email": EMAIL})
    told = [str(message) for message in get_messages(response.wsgi_request)]

    assert told == ["Adressen är sparad. Vi mejlar dig innan något du sparat tas bort."]
    assert places_with(EMAIL) == set()

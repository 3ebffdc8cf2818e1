"""Signing in tests, the long way round: from Granska to the test e-ID and back, as a person does."""

from typing import Any

from django.test import Client

from accounts.access import EID_SESSION_KEY
from accounts.backends import EID_BACKEND
from accounts.demo import RESIDENTS
from accounts.identities import resident_for
from tests.eservices.factories import Errand


def logged_in(first_name: str) -> Client:
    """A browser where one of the demo's residents has logged in with the test e-ID."""
    client = Client()
    client.force_login(resident_for(next(one for one in RESIDENTS if one.first_name == first_name)), EID_BACKEND)
    session = client.session
    session[EID_SESSION_KEY] = {"level": "loa3", "provider": "test", "is_test": True}
    session.save()
    return client


def begin(errand: Errand) -> str:
    """Signera och skicka in; where the test e-ID waits."""
    return str(errand.send()["Location"])


def answer(client: Client, page: str, *, as_: str = "Astrid", level: str = "loa3") -> str:
    """Sign on the test e-ID's page; where the answer is taken in (through the finish address)."""
    number = next(one.value for one in RESIDENTS if one.first_name == as_)
    finish = client.post(page, {"person": number, "level": level})["Location"]
    return str(client.get(finish)["Location"])


def sign(errand: Errand, **options: Any) -> Any:
    """The whole way; the answer of the page that takes the signature in."""
    return errand.client.get(answer(errand.client, begin(errand), **options))

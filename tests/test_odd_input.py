"""Whatever is sent to whatever address: an answer in the person's language, soon, and never our own fault (T-51).

Every address of the URLconf is asked in every odd way of `tests.odd_requests`. What Django's test client cannot send is
in tests/config/test_patient_worker.py, against a real server.
"""

import time
from collections.abc import Iterator
from urllib.parse import quote

import hypothesis
import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from eservices.demo.builder import question, step
from eservices.owners import Owner
from questions.analysis import STEP_SIGNS
from tests import odd_requests
from tests.addresses import Address, addresses
from tests.eservices.factories import Errand, a_page, answers_of, posted, raw_answers
from tests.fixtures_site import Site
from tests.test_addresses import OURS, WAGTAILS

pytestmark = pytest.mark.django_db
PATIENCE = 5  # seconds on a busy machine
SAME = ("eservices:leave", "eservices:remove", "accounts:logout")  # these end what the others need
SHARED = [address for address in addresses() if address not in OURS and address not in WAGTAILS]
ASKED = [address for address in [*OURS, *SHARED] if address.name not in SAME]
COSTLY = ("text of 21 MB", "6000 parts", "multipart of 200 files")  # Django refuses them before any view
# Wagtail's own: logging out ends the test, one page is there to fail, and one fails for the root page.
NOT_ASKED = {"wagtailadmin_logout", "wagtailadmin_error_test", "wagtailadmin_pages:set_page_position"}


def asked(client: Client, address: Address, path: str, ask: odd_requests.Ask) -> str:
    """What is wrong with the answer; nothing when all is well."""
    began = time.monotonic()
    response = ask(client, path)
    seconds = time.monotonic() - began
    page = response.content.decode(errors="replace") if not response.streaming else ""
    if response.status_code >= 500 or "Traceback" in page:
        return f"{address.name}: {response.status_code}"
    if seconds > PATIENCE:
        return f"{address.name}: {seconds:.1f} s"
    language = "en" if path.startswith("/en/") else "sv"
    is_page = page.lstrip().startswith("<!DOCTYPE html>") and not address.is_admin and "/demo/" not in path
    return f"{address.name}: no page in {language}" if is_page and f'<html lang="{language}">' not in page else ""


def faults(site: Site, clients: tuple[Client, Client], oddities: Iterator, share: int) -> list[str]:
    """Each oddity at every `share`-th address, another set of them each time; every other address in English."""
    found = []
    for turn, (name, ask) in enumerate(oddities):
        for place, address in list(enumerate(ASKED))[turn % share :: 8 if name in COSTLY else share]:
            path = ("/en" if address.translated and (place + turn) % 2 else "") + site.path(address)
            fault = asked(clients[address.is_admin], address, path, ask)
            found += [f"{name} at {fault}"] if fault else []
    return found


@pytest.mark.parametrize(
    ("oddities", "share"),
    [
        (odd_requests.bodies, 1),
        (odd_requests.queries, 1),
        (odd_requests.methods, 1),
        (odd_requests.headers, 4),  # no view of ours looks at these
    ],
)
def test_odd_requests_get_an_answer_at_every_address(site, cast, resident_client, staff_client, oddities, share):
    clients = resident_client(cast.astrid), staff_client(cast.sixten)
    for client in clients:
        client.raise_request_exception = False

    assert faults(site, clients, oddities(), share) == []


@pytest.mark.parametrize("method", odd_requests.METHODS)
def test_odd_method_gets_an_answer_at_wagtails_addresses(site, cast, staff_client, method):
    sixten = staff_client(cast.sixten)
    sixten.raise_request_exception = False

    wrong = [
        asked(sixten, address, site.path(address), lambda client, path: client.generic(method, path))
        for address in WAGTAILS
        if address.name not in NOT_ASKED
    ]

    assert [fault for fault in wrong if fault] == []


@pytest.fixture(autouse=True)
def no_rates(settings):
    settings.RATE_FACTOR = 0


@pytest.fixture
def errand(cast, resident_client):
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit)).fill(wish="Plats för eka")
    errand.client.raise_request_exception = False
    return errand


def answers(errand: Errand, cast) -> dict:
    return answers_of(errand.draft_id, Owner(user=cast.astrid))


@pytest.mark.parametrize("name", ["6000 fields", "text of 21 MB", "6000 parts"])
def test_promise_14_what_was_saved_survives_a_post_that_is_refused(errand, cast, name):
    kind, body = odd_requests.BODIES[name]
    before = answers(errand, cast)

    response = errand.client.generic("POST", errand.address("step", 1), body, content_type=kind)

    assert response.status_code in (400, 413)
    assert "Det du har sparat" in response.content.decode() or "det du har sparat" in response.content.decode()
    assert answers(errand, cast) == before


def test_largest_step_there_can_be_is_saved_when_filled_to_the_brim(cast, resident_client):
    """Each sign is twelve bytes on its way: 7.2 MB, under the 8 that are taken."""
    names = [f"q{n}" for n in range(STEP_SIGNS // 10_000)]
    items = [question("long_text", name, (name, name), max_length=10_000) for name in names]
    page = a_page(cast.unit, steps=[step("s", ("Allt", "All"), *items)])
    errand = Errand(resident_client(cast.astrid), page)
    body = b"&".join(f"{name}={quote('🚲' * 10_000)}".encode() for name in posted(**dict.fromkeys(names, "")))

    began = time.monotonic()
    response = errand.client.generic("POST", errand.step_address(1), body, content_type=odd_requests.FORM)

    assert (response.status_code, time.monotonic() - began < 4 * PATIENCE) == (302, True)
    assert answers(errand, cast) == raw_answers(**dict.fromkeys(names, "🚲" * 10_000))


@hypothesis.settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.binary(max_size=60), min_size=4, max_size=4),
    action=st.sampled_from(["next", "autosave", "save"]),
)
def test_any_bytes_in_a_step_are_taken_shown_again_and_never_break_it(errand, values, action):
    names = [*posted(wish="", email=""), "base", "page"]
    body = b"&".join(f"{name}={quote(value)}".encode() for name, value in zip(names, values, strict=True))

    saved = errand.client.generic(
        "POST", errand.address("step", 1), body + f"&action={action}".encode(), odd_requests.FORM
    )
    shown = errand.client.get(errand.address("step", 1))
    reviewed = errand.client.get(errand.address("review"))

    assert saved.status_code in (200, 302, 409)
    assert shown.status_code in (200, 409)  # 409: what is to be chosen between
    assert reviewed.status_code in (200, 302)


def test_files_sent_where_none_are_asked_for_never_touch_the_disk(errand, monkeypatch):
    made = []
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", lambda *_: made.append(1))
    fields = {"action": "next", "base": errand.base(1)} | posted(wish="Plats", email="")
    body = b"".join(odd_requests.field(name, value.encode()) for name, value in fields.items()) + odd_requests.part(
        'Content-Disposition: form-data; name="f"; filename="a.pdf"', b"x" * 3_000_000
    )

    response = errand.client.generic(
        "POST", errand.address("step", 1), body + odd_requests.END, content_type=odd_requests.MULTIPART
    )

    assert (response.status_code, made) == (302, [])

"""Promises that no app keeps alone (design.md §2), through a whole errand; and that each promise has its tests."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from casework.models import Case, RegisterSeries
from eservices.demo.builder import question, step
from outbox.models import OutboxMessage
from tests.eservices.factories import Errand, a_page, answers_of, drafts_in_database
from tests.eservices.traces import places_with

TESTS = Path(__file__).parent
HAVE_TESTS = {1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14}
OWN, CHILD = "198704102386", "199001272393"  # Astrid's and Nils' in the test e-ID: nobody has these numbers


def promise_tests() -> Counter[int]:
    """How many tests name each promise."""
    found: Counter[int] = Counter()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = re.match(r"test_promise_(\d+)_", getattr(node, "name", "") or "")
            found.update([int(named.group(1))] if isinstance(node, ast.FunctionDef) and named else [])
    return found


def test_every_promise_that_holds_so_far_has_tests():
    assert set(promise_tests()) >= HAVE_TESTS


@pytest.fixture
def errand(cast, resident_client):
    """An errand that asks for the person and for a child's number."""
    items = [
        question("person", "who", ("Du som ansöker", "You")),
        question("personal_number", "child", ("Barnets personnummer", "The child's number")),
        question("email", "mail", ("E-post", "E-mail"), receipt=True),
    ]
    page = a_page(cast.unit, steps=[step("s-who", ("Vem?", "Who?"), *items)])
    return Errand(resident_client(cast.astrid), page)


def spellings(number: str) -> list[str]:
    return [number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"]


@pytest.mark.django_db(transaction=True)
def test_promise_10_identity_numbers_stay_inside_from_first_answer_to_caseworker(errand, cast, staff_client, caplog):
    visited = [errand.post(1, child="19900127-23", mail="astrid@example.se")]
    visited += [errand.post(1, child=f"{CHILD[:8]}-{CHILD[8:]}", mail="astrid@example.se"), errand.send()]
    hugo = staff_client(cast.hugo)
    shown = hugo.get(f"/admin/arenden/{errand.case().pk}/")
    listed = hugo.get(f"/admin/arenden/?q={CHILD}")

    page = shown.content.decode()
    assert f"{CHILD[:8]}-{CHILD[8:]}" in page  # who handles the case reads it there
    outside = [response.url for response in visited] + [title_of(page), title_of(listed.content.decode()), caplog.text]
    for spelled in [*spellings(OWN), *spellings(CHILD)]:
        assert places_with(spelled) == set()
        assert not [text for text in outside if spelled in text]
    assert OutboxMessage.objects.count() == 2


def title_of(page: str) -> str:
    return re.search(r"<title>(.*?)</title>", page, re.S).group(1)


@pytest.mark.django_db(transaction=True)
def test_promise_9_when_the_mails_cannot_be_written_nothing_is_received(errand, owner):
    errand.post(1, child=f"{CHILD[:8]}-{CHILD[8:]}", mail="astrid@example.se")
    before, reviewed = answers_of(errand.draft_id, owner), errand.reviewed()
    errand.client.raise_request_exception = False

    rename("outbox_outboxmessage", "away")
    try:
        failed = errand.send(reviewed)
    finally:
        rename("away", "outbox_outboxmessage")

    assert failed.status_code == 500
    assert (Case.objects.count(), OutboxMessage.objects.count()) == (0, 0)
    assert answers_of(errand.draft_id, owner) == before
    assert errand.send(reviewed).url == errand.address("sent")
    assert (Case.objects.count(), OutboxMessage.objects.count(), drafts_in_database()) == (1, 2, 0)
    assert RegisterSeries.objects.get().last_number == 1


@pytest.fixture
def owner(cast):
    from eservices.owners import Owner

    return Owner(user=cast.astrid)


def rename(table: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" RENAME TO "{name}"')

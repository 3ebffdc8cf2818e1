"""Granska: what the person reads before sending."""

from typing import Any

import pytest

from eservices.demo.builder import question, reading, step
from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db
AGREED = "Den som lämnar oriktiga uppgifter kan få betala tillbaka."


@pytest.fixture
def errand(cast: Any, resident_client: Any) -> Errand:
    """One step: who one is, known by the login; a wish; and a declaration with a text."""
    items = [
        question("person", "me", ("Sökande", "Applicant")),
        question("short_text", "wish", ("Vad önskar du?", "What do you wish?")),
        reading("consent", "sure", ("Jag försäkrar", "I declare"), (f"<p>{AGREED}</p>", "<p>In English</p>")),
    ]
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, steps=[step("only", ("Allt", "All"), *items)]))
    errand.post(1, wish="En brygga", sure="yes")
    return errand


def rows(response: Any) -> dict[str, dict[str, str]]:
    return {row["label"]: row for section in response.context["sections"] for row in section["rows"]}


def test_review_offers_no_change_of_what_the_login_told(errand):
    shown = rows(errand.client.get(errand.address("review")))

    assert {label for label, row in shown.items() if row["change_url"]} == {"Vad önskar du?", "Jag försäkrar"}


def test_resident_reads_the_text_agreed_to_before_and_after(errand):
    before = errand.client.get(errand.address("review"))
    errand.send()
    after = errand.client.get(f"/mina-sidor/arende/{errand.case().pk}/")

    for page in (before, after):
        assert [row["agreed"] for row in rows(page).values()] == ["", "", AGREED]
        assert AGREED in page.content.decode()

"""Granska: what the person reads before sending."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from config.pace import RATES, Rate
from eservices.actions.drafts import load_draft
from eservices.contact import receiving_unit
from eservices.demo.builder import question, reading, step
from eservices.versions import compiled
from tests.eservices.factories import Errand, a_page, answers_of, drafts_in_database, raw_answers

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


@pytest.fixture
def at_review(cast: Any, resident_client: Any, page: Any) -> Errand:
    """Everything filled in with Nästa alone: Spara was never pressed."""
    return Errand(resident_client(cast.astrid), page).fill()


def test_promise_14_what_is_saved_at_review_outlasts_leaving(at_review, owner):
    before = answers_of(at_review.draft_id, owner)

    saved = at_review.client.post(at_review.address("review"), {"action": "save"})
    shown = at_review.client.get(saved.url).content.decode()
    at_review.post(1, wish="Ångra")
    at_review.client.post(at_review.address("leave"))

    assert (saved.status_code, saved.url) == (302, "/mina-sidor/")
    assert "Sparat. Det är inte inskickat. Tas bort " in shown
    assert "Vill du ha ett mejl innan det tas bort?" in shown
    assert answers_of(at_review.draft_id, owner) == before


def test_save_at_review_keeps_what_another_tab_has_changed(at_review, owner):
    at_review.reviewed()
    at_review.post(1, wish="Skrivet i en annan flik", email="")

    at_review.client.post(at_review.address("review"), {"action": "save"})
    at_review.client.post(at_review.address("leave"))

    assert answers_of(at_review.draft_id, owner).items() >= raw_answers(wish="Skrivet i en annan flik").items()


def test_visitor_is_offered_no_save_at_review_and_gets_none(open_page):
    errand = Errand(Client(), open_page).fill()

    shown = errand.client.get(errand.address("review")).content.decode()
    posted = errand.client.post(errand.address("review"), {"action": "save"})

    assert 'value="save"' not in shown
    assert posted.url == errand.address("review")
    assert errand.client.get(errand.address("review")).status_code == 200


def test_promise_1_nobody_else_saves_at_review(at_review, owner, cast, resident_client):
    nils = resident_client(cast.nils).post(at_review.address("review"), {"action": "save"})
    nobody = Client().post(at_review.address("review"), {"action": "save"})

    assert (nils.status_code, nobody.status_code) == (404, 302)
    assert nobody.url.startswith("/logga-in/")
    assert load_draft(at_review.draft_id, owner=owner, now=timezone.now()).kept_at is None
    assert drafts_in_database() == 1


def test_saves_at_review_do_not_count_as_sendings(at_review, monkeypatch):
    monkeypatch.setitem(RATES, "send", Rate("1/hour", ""))
    for _ in range(3):
        at_review.client.post(at_review.address("review"), {"action": "save"})

    assert at_review.send().url == at_review.address("sent")


def test_review_and_confirmation_name_the_unit_as_it_is_reached_today(at_review, cast):
    cast.unit.name, cast.unit.phone = "Barn och skola", "0224-360 99"
    cast.unit.save()

    review = at_review.client.get(at_review.address("review")).content.decode()
    confirmation = at_review.client.get(at_review.send().url).content.decode()

    assert "Ärendet går till Barn och skola." in review
    assert "Barn och skola har tagit emot ärendet." in confirmation
    assert "Har du frågor? Ring 0224-360 99." in confirmation


def test_unit_that_is_gone_is_shown_as_it_was_frozen(at_review, owner):
    frozen = compiled(load_draft(at_review.draft_id, owner=owner, now=timezone.now()).version).facts["unit"]

    gone = receiving_unit({**frozen, "id": 0})

    assert (gone.name, gone.phone, gone.email) == ("Barn och utbildning", frozen["phone"], frozen["email"])

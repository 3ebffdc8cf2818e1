"""The editor hears after publishing which texts have no English yet (design.md §13.14)."""

import pytest

from eservices.demo.builder import question, step
from eservices.publishing import english_missing
from tests.eservices.factories import a_page, retention_rule, two_steps
from tests.eservices.test_publishing import edit

pytestmark = pytest.mark.django_db
HALF = [step("s", ("Steg ett", "Step one"), question("long_text", "q", ("Vad?", ""), hint=("Kort", ""), max_length=9))]
ENGLISH = {"summary_en": "A place.", "purpose_en": "To give you a place.", "legal_basis_en": "Public interest"}


def test_page_and_questions_without_english_are_named(cast):
    page = a_page(cast.unit, steps=HALF, description="<p>Så går det till</p>", needs="<p></p>", cost=" ", publish=False)

    assert english_missing(page) == [
        "Sammanfattning",
        "Ändamål med personuppgifterna",
        "Rättslig grund",
        "Beskrivning",
        "Steg 1 ”Steg ett”, ”Vad?”: fråga",
        "Steg 1 ”Steg ett”, ”Vad?”: hjälptext",
    ]


def test_page_with_all_its_english_misses_nothing(cast):
    assert english_missing(a_page(cast.unit, publish=False, **ENGLISH)) == []


@pytest.fixture
def client(cast, staff_client):
    return staff_client(cast.maja)


def publish(client, page, **changes):
    needed = {"unit": page.unit_id, "retention_rule": retention_rule().pk, "action-publish": "1"}
    edit(client, page, **needed | changes)
    return client.get("/admin/pages/").content.decode()


def test_editor_is_told_after_publishing(cast, client):
    shown = publish(client, a_page(cast.unit, publish=False))

    assert "”Ansök om brygga” är publicerad. Det här saknas på engelska" in shown
    assert "<li>Sammanfattning</li><li>Ändamål med personuppgifterna</li><li>Rättslig grund</li>" in shown


def test_editor_of_a_whole_page_is_not_told(cast, client):
    assert "saknas på engelska" not in publish(client, a_page(cast.unit, publish=False), **ENGLISH)


def test_saving_without_publishing_tells_nothing(cast, client):
    page = a_page(cast.unit, publish=False)
    edit(client, page)

    assert "saknas på engelska" not in client.get("/admin/pages/").content.decode()


def test_a_long_list_is_cut(cast, client):
    many = [question("time", f"q{n}", (f"Fråga {n}", "")) for n in range(40)]
    page = a_page(cast.unit, publish=False, steps=[*two_steps(), step("s-many", ("Många", "Many"), *many)])

    address = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/pages/"
    shown = client.post(address, {"include_descendants": ""}, follow=True)

    listed = shown.content.decode().split("saknas på engelska")[1].split("</ul>")[0]
    assert listed.count("<li>") == 16
    assert listed.endswith("<li>och mer än så.</li>")

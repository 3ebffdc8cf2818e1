"""Building is free, publishing is refused with a list that names the place (design.md §5, §13.12)."""

import re

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from eservices.blocks.questions import ITEM_BLOCKS
from eservices.compile import compile_document
from eservices.demo.builder import choices, question, reading, stable_id, step, when
from eservices.models import EServicePage
from eservices.publishing import publishing_errors
from questions import TYPES, compile_service, publishing_problems
from tests.eservices.factories import TEXTS, Errand, a_page, retention_rule, two_steps

pytestmark = pytest.mark.django_db
PAIR = {"a": ("Första", "First"), "b": ("Andra", "Second")}
OPTIONS = {
    "short_text": {"max_length": 20, "pattern": "[A-Z]{3}", "pattern_message": "Tre", "pattern_message_en": "Three"},
    "long_text": {"max_length": 2000},
    "number": {"decimals": 2, "unit": "meter", "unit_en": "metres", "minimum": "0.5", "maximum": "10"},
    "amount": {"minimum": "0", "maximum": "1000000"},
    "date": {"when": "future", "latest": "2099-12-31"},
    "email": {"receipt": True},
    "file": {"kinds": ["image", "pdf"], "max_mb": 5, "max_count": 3},
    "single_choice": {"choices": choices("single_choice", PAIR), "style": "select"},
    "several_choices": {"choices": choices("several_choices", PAIR), "minimum": 1, "maximum": 2},
}
READ = {"information", "consent", "stop"}


def every_type() -> list:
    """One step with a question of every type there is; the stop stands behind a condition."""
    only_if_yes = when("type-yes_no", "equals", "yes")
    items = [
        question(
            kind, f"type-{kind}", (f"Fråga {kind}", f"Question {kind}"), hint=("Hjälp", "Help"), **OPTIONS.get(kind, {})
        )
        if kind not in READ
        else reading(kind, f"type-{kind}", ("Rubrik", "Heading"), ("<p>Text</p>", "<p>Text</p>"), show_when=only_if_yes)
        for kind in sorted(TYPES, key=lambda kind: kind in READ)
    ]
    return [step("s-every", ("Allt", "Everything"), *items)]


def errors(page) -> list[str]:
    return [f"{field}: {message}" for field, message in publishing_errors(page)]


def test_there_is_a_block_for_every_question_type():
    assert {name for name, _block in ITEM_BLOCKS} == set(TYPES)
    assert len(ITEM_BLOCKS) == len(TYPES) == 23


def test_every_block_type_compiles_to_a_document_that_may_be_published(cast):
    page = a_page(cast.unit, steps=every_type(), signature_level="approval")

    document = compile_document(page)

    assert publishing_problems(document) == []
    assert {item["type"] for item in document["steps"][0]["items"]} == set(TYPES)
    assert set(compile_service(document).questions) == {stable_id(f"type-{kind}") for kind in TYPES}
    assert page.versions.count() == 1


def test_what_the_editor_filled_in_stands_in_the_document(cast):
    items = {
        item["type"]: item
        for item in compile_document(a_page(cast.unit, steps=every_type(), signature_level="approval"))["steps"][0][
            "items"
        ]
    }

    assert items["number"]["options"] == {
        "decimals": 2,
        "unit": {"sv": "meter", "en": "metres"},
        "min": "0.5",
        "max": "10",
    }
    assert items["date"]["options"] == {"min": "today", "max": "2099-12-31"}
    assert [choice["label"]["en"] for choice in items["single_choice"]["options"]["choices"]] == ["First", "Second"]
    assert items["short_text"]["options"]["pattern_message"] == {"sv": "Tre", "en": "Three"}
    assert items["stop"]["show_when"] == {"operator": "equals", "question": stable_id("type-yes_no"), "value": "yes"}


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_type_is_shown_to_the_resident_in_both_languages(cast, resident_client, language):
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, steps=every_type(), signature_level="approval"))

    page = errand.client.get(language + errand.address("first_step")).content.decode()

    assert ("Question short_text" if language else "Fråga short_text") in page
    names = set(re.findall(r'name="(q-[0-9a-f-]{36})', page))
    logged_in = {"person"}  # known by the login, so nothing to type
    assert names == {
        f"q-{stable_id(f'type-{kind}')}" for kind in TYPES if kind not in {"information", "stop"} | logged_in
    }


def test_a_condition_the_type_does_not_know_is_named(cast):
    """Without its script the editor offers every comparison for every question."""
    steps = [step("s", ("Steg", "Step"), *every_type()[0]["value"]["items"])]
    consent = question("time", "late", ("När?", "When?"), show_when=when("type-consent", "equals", "yes"))
    steps[0]["value"]["items"].append(consent)

    found = errors(a_page(cast.unit, steps=steps, publish=False, signature_level="approval"))

    assert found == [
        "steps: Steg 1 ”Steg”, ”När?”: Villkoret kan inte jämföra ”Rubrik” på det sättet. Välj en annan jämförelse."
    ]


@pytest.mark.parametrize(("stored", "required"), [({}, True), ({"required": True}, True), ({"required": False}, False)])
def test_consent_may_be_voluntary_and_is_required_unless_said(cast, resident_client, stored, required):
    consent = reading("consent", "consent", ("Jag vill ha nyheter", "News"), ("<p>Nyheter</p>", ""))
    consent["value"] |= stored
    page = a_page(cast.unit, steps=[step("s", ("Steg", "Step"), consent)])
    errand = Errand(resident_client(cast.astrid), page)

    shown = errand.post(1)

    assert compile_document(page)["steps"][0]["items"][0]["required"] is required
    assert ("?fel=1" in shown.url) is required


@pytest.mark.parametrize("field", ["summary", "purpose", "legal_basis", "unit", "retention_rule"])
def test_publishing_needs_what_residents_must_know(cast, field):
    page = a_page(cast.unit, publish=False)
    setattr(page, field, None if field in ("unit", "retention_rule") else "")

    assert errors(page) == [f"{field}: Fyll i detta innan e-tjänsten publiceras."]


def test_problems_name_step_and_question_in_the_editors_words(cast):
    late = question(
        "short_text", "late", ("För tidigt ställd", ""), show_when=when("boat", "equals", "yes"), max_length=9
    )
    steps = two_steps()
    steps[0]["value"]["items"].append(late)
    steps[1]["value"]["items"][1]["value"]["show_when"]["question"] = "finns-inte"
    page = a_page(cast.unit, steps=steps, publish=False)

    found = errors(page)

    assert [error.split(": ")[1] for error in found] == [
        "Steg 1 ”Din önskan”, ”För tidigt ställd”",
        "Steg 2 ”Båten”, ”Vad heter den?”",
    ]


def test_a_step_without_questions_is_named(cast):
    page = a_page(cast.unit, steps=[*two_steps(), step("s-empty", ("Tomt steg", ""))], publish=False)

    assert len(errors(page)) == 1
    assert errors(page)[0].startswith("steps: Steg 3 ”Tomt steg”: ")


@pytest.fixture
def maja(cast, staff_client):
    return staff_client(cast.maja)


def form_of(title: str, **changes) -> dict:
    """What Wagtail's page editor posts for a service with one question."""
    fields = dict.fromkeys(("summary_en", "cost", "cost_en", "purpose_en", "legal_basis_en", "minutes"), "")
    fields |= {name: rich_text("") for name in ("description", "description_en", "needs", "needs_en")}
    fields |= {name: rich_text("") for name in ("afterwards", "afterwards_en")}
    pair = {"label": "Vad?", "label_en": "What?", "hint": "", "hint_en": "", "required": "on", "max_length": "50"}
    extra = {"pattern": "", "pattern_message": "", "pattern_message_en": ""}
    condition = {"question": "", "operator": "equals", "value": ""}
    items = streamfield([("short_text", pair | extra | {"show_when": condition})])
    texts = {"title": "Steg", "title_en": "Step", "intro": "", "intro_en": ""}
    steps = streamfield([("step", texts | {"items": items, "show_when": condition})])
    steps["0"]["id"], items["0"]["id"] = stable_id("new-step"), stable_id("new-question")  # as the editor's script does
    more = {
        "slug": "ny-tjanst",
        "login": "required",
        "signature_level": "none",
        "signing_days": "14",
        "when_closed": "finish",
        "steps": steps,
        "comments-TOTAL_FORMS": "0",
    }
    more |= {"comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": ""}
    more |= {"related": streamfield([]), "for_private": "on"}
    return nested_form_data(fields | TEXTS | more | {"title": title} | changes)


def edit(client, page, **changes):
    return client.post(f"/admin/pages/{page.pk}/edit/", form_of(page.title, slug=page.slug, **changes))


def test_editor_publishes_a_complete_service(cast, maja):
    page = a_page(cast.unit, publish=False)
    complete = {"unit": cast.unit.pk, "retention_rule": retention_rule().pk, "action-publish": "1"}

    response = edit(maja, page, **complete)

    assert response.status_code == 302
    page = EServicePage.objects.get(pk=page.pk)
    assert (page.live, page.versions.get().published_by) == (True, cast.maja)
    assert [item["label"]["sv"] for item in page.versions.get().document["steps"][0]["items"]] == ["Vad?"]


def test_rules_of_a_closed_page_hold_as_soon_as_they_are_saved(cast, maja):
    page = a_page(cast.unit)
    page.unpublish()

    edit(maja, page, unit=cast.unit.pk, retention_rule=page.retention_rule_id, when_closed="stop")

    page.refresh_from_db()
    assert (page.live, page.when_closed) == (False, "stop")


def test_editor_is_told_all_that_stands_in_the_way(cast, maja):
    page = a_page(cast.unit, publish=False)

    response = edit(maja, page, **{"summary": "", "unit": "", "retention_rule": "", "action-publish": "1"})

    assert response.status_code == 200
    told = response.context["form"].errors
    assert {name: list(messages) for name, messages in told.items()} == {
        name: ["Fyll i detta innan e-tjänsten publiceras."] for name in ("summary", "unit", "retention_rule")
    }
    assert not EServicePage.objects.get(pk=page.pk).live


def test_editor_is_told_step_and_question(cast, maja):
    page = a_page(cast.unit, publish=False)
    form = form_of(page.title, slug=page.slug, unit=cast.unit.pk, retention_rule=retention_rule().pk)
    form |= {"action-publish": "1", "steps-0-value-items-0-value-pattern": "(?=x)"}

    response = maja.post(f"/admin/pages/{page.pk}/edit/", form)

    (told,) = response.context["form"].errors["steps"]
    assert told.startswith("Steg 1 ”Steg”, ”Vad?”: ")
    assert not EServicePage.objects.get(pk=page.pk).live


def test_saving_a_service_with_holes_is_allowed(cast, maja):
    page = a_page(cast.unit, publish=False)

    response = edit(maja, page, summary="", unit="", retention_rule="", purpose="")

    assert response.status_code == 302
    saved = EServicePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (saved.summary, saved.unit, saved.live) == ("", None, False)
    assert page.versions.count() == 0


def test_a_refused_publishing_loses_nothing_the_editor_typed(cast, maja):
    response = edit(
        maja, a_page(cast.unit, publish=False), **{"summary": "", "purpose": "Nytt ändamål", "action-publish": "1"}
    )

    assert "Nytt ändamål" in response.content.decode()


@pytest.mark.parametrize("mode", ["", "step-1", "step-2", "step-9"])
def test_preview_shows_every_mode_and_stores_nothing(cast, maja, mode):
    page = a_page(cast.unit, publish=False)
    address = f"/admin/pages/{page.pk}/edit/preview/"
    form = form_of(page.title, slug=page.slug)
    assert maja.post(address, form).json()["is_valid"]

    shown = maja.get(f"{address}?mode={mode}" if mode else address)

    assert shown.status_code == 200
    assert page.versions.count() == 0


def test_preview_of_a_service_never_saved_works(cast, maja):
    parent = a_page(cast.unit, publish=False).get_parent()
    address = f"/admin/pages/add/eservices/eservicepage/{parent.pk}/preview/"
    assert maja.post(address, form_of("Alldeles ny", unit=cast.unit.pk)).json()["is_valid"]

    shown = maja.get(address).content.decode()

    assert "Alldeles ny" in shown
    assert cast.unit.email in shown
    assert "Starta" not in shown.split("<main")[1]

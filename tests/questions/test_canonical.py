import json

import pytest

from questions import Facts, Incomplete, canonical_submission, display_document, sha256_hex
from tests.questions.builders import ASTRID, FACTS, TODAY, compiled, equals, item, state_of, step, text

VERSION = {"number": 3, "sha256": "c0ffee"}


def service():
    return compiled(
        step(
            "s1",
            item("who", "person", label=text("Du", "You")),
            item("read", "information"),
            item("height", "number", decimals=2, label=text("Höjd", "Height")),
            item("price", "amount", required=False),
            item("colours", "several_choices", label=text("Färger", "")),
        ),
        step("s2", item("news", "information")),
        step("s3", item("hidden", show_when=equals("height", "99"))),
        step("s4", item("ok", "consent", body=text("<p>Uppgifterna är <b>sanna</b>.</p><p>A &amp; B</p>", ""))),
    )


def state(**changes):
    answers = {"height": "2,50", "colours": ["blue", "red"], "ok": "yes", "hidden": "x", "junk": "y"} | changes
    return state_of(service(), Facts(today=TODAY, person=ASTRID), **answers)


def test_canonical_bytes_are_these():
    content = canonical_submission(service(), state(), version=VERSION, language="sv")

    assert content == (
        b'{"answers":{"colours":["red","blue"],"height":"2.5","ok":true,"who":{"country":"SE",'
        b'"name":"Astrid Andersson","number":"191212121212","number_type":"personal_number","source":"login"}},'
        b'"format":"1","language":"sv","service":"service","version":{"number":"3","sha256":"c0ffee"}}'
    )
    assert sha256_hex(content) == "503c4c06c0e72a411b53a81cc1aa0f14e40b6c2a01d9cb5f17905cb84dc25d41"


def test_promise_3_same_answers_give_same_bytes_however_typed():
    first = canonical_submission(service(), state(), version=VERSION, language="sv")
    second = canonical_submission(
        service(), state(colours=["red", "blue"], height=" 2.5 "), version=VERSION, language="sv"
    )

    assert first == second


def test_promise_3_any_other_answer_gives_another_hash():
    first = canonical_submission(service(), state(), version=VERSION, language="sv")
    others = [{"height": "2,51"}, {"colours": ["red"]}, {"price": "0"}]
    hashes = {sha256_hex(canonical_submission(service(), state(**o), version=VERSION, language="sv")) for o in others}

    assert len(hashes | {sha256_hex(first)}) == 4


def test_promise_2_incomplete_has_no_canonical_form():
    with pytest.raises(Incomplete):
        canonical_submission(service(), state(ok=""), version=VERSION, language="sv")


def test_promise_13_canonical_has_only_what_applies():
    answers = json.loads(canonical_submission(service(), state(), version=VERSION, language="sv"))["answers"]

    assert answers.keys() == {"who", "height", "colours", "ok"}


def test_display_document_shows_what_applies_in_order():
    shown = display_document(service(), state())

    assert [(step["id"], [item["id"] for item in step["items"]]) for step in shown["steps"]] == [
        ("s1", ["who", "height", "price", "colours"]),
        ("s4", ["ok"]),
    ]
    assert shown["title"] == {"sv": "Bygglov", "en": "Permit"}
    assert shown["steps"][1]["position"] == 4


def test_display_document_is_in_both_languages():
    items = display_document(service(), state())["steps"][0]["items"]

    assert items[1] == {
        "id": "height",
        "type": "number",
        "label": {"sv": "Höjd", "en": "Height"},
        "value": {"sv": "2,5", "en": "2.5"},
    }
    assert items[3]["label"] == {"sv": "Färger", "en": "Färger"}
    assert items[3]["value"] == {"sv": "Röd\nBlå", "en": "Red\nBlue"}


def test_display_document_leaves_a_blank_for_what_was_not_answered():
    assert display_document(service(), state())["steps"][0]["items"][2]["value"] == {"sv": "", "en": ""}


def test_display_document_keeps_what_was_agreed_to_as_plain_text():
    body = display_document(service(), state())["steps"][1]["items"][0]["body"]

    assert body == {"sv": "Uppgifterna är sanna.\nA & B", "en": "Uppgifterna är sanna.\nA & B"}


def test_promise_10_identity_numbers_are_marked_for_search():
    asked = compiled(
        step(
            "s1", item("me", "person"), item("child", "personal_number"), item("firm", "organisation_number"), item("a")
        )
    )
    answers = {"child": "191212121212", "firm": "121212+1212", "a": "x"}
    answers["me"] = {"name": "Bo", "personal_number": "191212121212"}
    items = display_document(asked, state_of(asked, FACTS, **answers))["steps"][0]["items"]

    assert [item.get("identity_number", False) for item in items] == [True, True, True, False]


def test_display_document_is_plain_json():
    shown = display_document(service(), state())

    assert json.loads(json.dumps(shown)) == shown

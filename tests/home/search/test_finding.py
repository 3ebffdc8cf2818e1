"""What a resident writes, and what it finds."""

from typing import Any

from home.search.actions import rebuild_index
from home.search.models import SearchEntry, SynonymGroup
from tests.home.search.conftest import found, shown, titles

FOUND_FIRST = {
    "skolskjuts": "Skolskjuts",
    "SKOLSKJUTSEN": "Skolskjuts",
    "skjutsar": "Skolskjuts",
    "bygglovet": "Bygglov",
    "byggloven": "Bygglov",
    "lov": "Bygglov",
    "parkering": "Parkeringstillstånd för rörelsehindrade",
    "tillståndet parkering": "Parkeringstillstånd för rörelsehindrade",
    "forskola": "Förskola och pedagogisk omsorg",
    "förskolan": "Förskola och pedagogisk omsorg",
    "FÖRSKOLANS": "Förskola och pedagogisk omsorg",
    "fo\u0308rskola": "Förskola och pedagogisk omsorg",
    "hur ansöker jag om bygglov?": "Bygglov",
    "barnets": "Förskola och pedagogisk omsorg",
}
PUT_RIGHT = {
    "byglov": ("Bygglov", "bygglov"),
    "bygglvo": ("Bygglov", "bygglov"),
    "skolsjkutz": ("Skolskjuts", "skolskjuts"),
    "förksola": ("Förskola och pedagogisk omsorg", "förskola"),
    "ansök skolskkjuts": ("Skolskjuts", "ansök skolskjuts"),
}


def test_word_is_found_in_any_form(services: Any) -> None:
    assert {question: titles(question)[0] for question in FOUND_FIRST} == FOUND_FIRST
    assert {found(question).respelt for question in FOUND_FIRST} == {""}


def test_small_typing_error_is_put_right_and_said(services: Any) -> None:
    assert {question: (titles(question)[0], found(question).respelt) for question in PUT_RIGHT} == PUT_RIGHT


def test_what_is_nowhere_finds_nothing(services: Any) -> None:
    for question in ("xyzzy", "kk", "", "   ", "?!", "\0", "i"):
        assert (list(found(question).pages), found(question).respelt) == ([], ""), question


def test_words_of_several_pages_find_each_and_say_so(services: Any) -> None:
    result = found("bygglov sophämtning")

    assert (set(titles("bygglov sophämtning")), result.is_loose) == ({"Bygglov", "Sophämtning"}, True)


def test_title_counts_more_than_text(service: Any) -> None:
    service("Allt om kommunen", description="<p>Här står det något om hyra lokal.</p>")
    service("Hyra lokal")
    service("Lokal för dig som vill hyra en sal till fest")

    assert titles("hyra lokal")[:2] == ["Hyra lokal", "Lokal för dig som vill hyra en sal till fest"]
    assert "Allt om kommunen" in titles("hyra lokal")


def test_synonym_finds_what_the_other_word_finds(services: Any) -> None:
    questions = ["kompost", "komposten", "tömma lådan", "tömmer lådor"]
    assert [titles(question)[:1] == ["Sophämtning"] for question in questions] == [False] * 4

    SynonymGroup.objects.create(words="sophämtning, kompost, tömma lådan")

    assert [titles(question)[0] for question in [*questions, "sophämtning"]] == ["Sophämtning"] * 5


def test_synonym_holds_until_it_is_taken_away(services: Any) -> None:
    group = SynonymGroup.objects.create(words="bygglov, plank")
    assert titles("planken") == ["Bygglov"]

    group.words = "bygglov, carport"
    group.save()
    assert (titles("plank"), titles("carport")) == ([], ["Bygglov"])

    group.delete()
    assert titles("carport") == []


def test_english_is_found_in_english_with_its_own_texts(services: Any) -> None:
    assert [(entry.title, entry.written_in) for entry in shown("permits", "en")] == [("Building permit", "en")]
    assert titles("transported", "en") == ["School transport"]


def test_swedish_words_find_the_english_page_and_the_other_way_round(services: Any) -> None:
    assert titles("skolskjuts", "en") == ["School transport"]
    assert titles("school transport") == ["Skolskjuts"]


def test_untranslated_page_is_found_in_english_and_marked_swedish(services: Any) -> None:
    entry = shown("sophämtning", "en")[0]

    assert (entry.title, entry.summary, entry.written_in) == ("Sophämtning", "Ändra hur ofta vi hämtar.", "sv")


def test_editors_description_for_search_engines_is_found(service: Any) -> None:
    service("Anmälan om grävning", search_description="schakttillstånd")

    assert titles("schakt") == ["Anmälan om grävning"]


def test_text_of_two_paragraphs_is_not_one_word(services: Any) -> None:
    words = SearchEntry.objects.get(page=services["pre"], language="sv").words

    assert {"plats", "för", "barnet"} <= set(words)


def test_hyphen_may_be_left_out(pages: dict[str, Any]) -> None:
    questions = ("e-legitimation", "elegitimation", "e legitimation")
    rebuild_index()

    assert [titles(question)[0] for question in questions] == ["E-legitimation"] * 3

"""Files as answers: they come as facts, and are judged as every other answer is."""

import json

import pytest

from questions import Facts, FileFact, canonical_submission, display_document, message
from questions.formats import size_text
from tests.questions.builders import TODAY, compiled, display, equals, item, question, state_of, step

MB = 2**20
VERSION = {"number": 1, "sha256": "0"}
DRAWING = FileFact(id="1", name="ritning.pdf", size=1_250_000, type="application/pdf", sha256="ab" * 32)
PHOTO = FileFact(id="2", name="foto.jpg", size=300_000, type="image/jpeg", sha256="cd" * 32)
ITEM = {"name": "ritning.pdf", "size": "1250000", "type": "application/pdf", "sha256": "ab" * 32}


def facts(*files, question="q"):
    return Facts(today=TODAY, files={question: files})


def asking(**options):
    return compiled(step("s1", item("q", "file", **options)))


def told(service, *files, language="sv"):
    return [message(problem, language) for problem in state_of(service, facts(*files)).problems.get("q", ())]


def test_value_names_each_file_in_the_order_it_came():
    state = state_of(asking(), facts(PHOTO, DRAWING))

    assert [file["name"] for file in state.values["q"]] == ["foto.jpg", "ritning.pdf"]
    assert state.values["q"][1] == ITEM
    assert state.complete


def test_what_is_posted_is_no_file():
    state = state_of(asking(), q=["ritning.pdf"])

    assert (dict(state.values), [problem.code for problem in state.problems["q"]]) == ({}, ["required"])


def test_optional_question_may_go_without():
    assert state_of(asking(required=False), facts()).complete


@pytest.mark.parametrize(
    ("files", "options", "sentences"),
    [
        ([], {}, ["Lägg till minst en fil i ”Fråga q”."]),
        ([DRAWING, PHOTO], {"max_count": 1}, ["Du har lagt till 2 filer. Ta bort några, så att det är högst 1."]),
        (
            [DRAWING, PHOTO],
            {"max_mb": 1},
            ["”ritning.pdf” är för stor. Byt ut den mot en som är högst 1 MB, eller ta bort den."],
        ),
        (
            [FileFact("3", "v.pdf", 5, "application/pdf", "ef", check="harmful")],
            {},
            ["Vi hittade skadlig kod i ”v.pdf”. Ta bort filen eller byt ut den."],
        ),
    ],
)
def test_problem_names_the_file_and_the_limit(files, options, sentences):
    assert told(asking(**options), *files) == sentences


def test_file_of_exactly_the_limit_is_not_too_large():
    assert told(asking(max_mb=1), FileFact("4", "a.pdf", MB, "application/pdf", "ab")) == []
    assert told(asking(max_mb=1), FileFact("4", "a.pdf", MB + 1, "application/pdf", "ab")) != []


def test_a_file_that_waits_for_its_check_may_be_sent():
    waiting = FileFact("5", "a.pdf", 5, "application/pdf", "ab", check="waiting")

    assert state_of(asking(), facts(waiting)).complete
    assert not waiting.is_checked


def test_promise_13_files_of_a_hidden_question_are_absent():
    service = compiled(
        step("s1", item("sure", "yes_no"), item("q", "file", show_when=equals("sure", True), max_count=1))
    )

    state = state_of(service, facts(DRAWING, PHOTO), sure="no")

    assert (dict(state.values), state.complete) == ({"sure": False}, True)


def test_promise_3_another_file_is_another_content():
    def sent(*files):
        return canonical_submission(asking(), state_of(asking(), facts(*files)), version=VERSION, language="sv")

    swapped = FileFact("1", DRAWING.name, DRAWING.size, DRAWING.type, "00" * 32)
    contents = {sent(DRAWING), sent(swapped), sent(DRAWING, PHOTO), sent(PHOTO, DRAWING)}

    assert len(contents) == 4
    assert json.loads(sent(DRAWING))["answers"] == {"q": [ITEM]}


def test_shown_with_its_size_in_both_languages():
    value = [ITEM, ITEM | {"name": "b.pdf", "size": "2000"}]

    assert display(question("file"), value) == "ritning.pdf (1,2\u00a0MB)\nb.pdf (2\u00a0kB)"
    assert display(question("file"), value, "en") == "ritning.pdf (1.2\u00a0MB)\nb.pdf (2\u00a0kB)"
    assert question("file").type.export(value) == "ritning.pdf; b.pdf"


def test_review_shows_the_files():
    document = display_document(asking(), state_of(asking(), facts(DRAWING)))

    assert document["steps"][0]["items"][0]["value"]["sv"] == "ritning.pdf (1,2\u00a0MB)"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 kB"), (1024, "1 kB"), (1025, "2 kB"), (1023 * 1024, "1023 kB"), (MB, "1 MB"), (10 * MB, "10 MB")],
)
def test_size_is_never_said_smaller_than_it_is(size, text):
    assert size_text(size, "sv") == text.replace(" ", "\u00a0")


@pytest.mark.parametrize("operator", ["answered", "not_answered"])
def test_conditions_ask_only_whether_there_are_files(operator):
    when = {"operator": operator, "question": "q"}
    service = compiled(step("s1", item("q", "file", required=False)), step("s2", item("why", show_when=when)))

    assert state_of(service, facts(DRAWING)).applies("why") is (operator == "answered")

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import questions
from questions import Problem, Text, lazy_message, message
from questions.messages import FALLBACK, TEXTS, template_of
from tests.questions.builders import compiled, item, state_of, step, text

CODE = re.compile(r'Invalid\(\s*"([a-z_]+)"|yield "([a-z_]+)"|Problem\("([a-z_]+)"|UnknownCondition\("([a-z_]+)"')
BARE_CODE = re.compile(r'InvalidNumber\(\s*"([a-z_]+)"|code = "([a-z_]+)"|else "(condition_[a-z]+)"')


def codes_in_the_source():
    for path in Path(questions.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for groups in CODE.findall(source) + BARE_CODE.findall(source):
            yield next(code for code in groups if code)


def test_every_code_in_the_source_has_a_text():
    known = {code.partition(":")[0] for _, code in TEXTS}

    assert {code for code in codes_in_the_source() if code not in known} == set()


def test_every_text_has_its_code():
    raised = {*codes_in_the_source(), "personal_number", "coordination_number", "organisation_number"}

    assert {code for _, code in TEXTS if code.partition(":")[0] not in raised} == set()


def told(type, raw, language="sv", **options):
    state = state_of(compiled(step("s1", item("q", type, **options))), q=raw)
    return [message(problem, language) for problem in state.problems["q"]]


@pytest.mark.parametrize(
    ("type", "raw", "options", "sentence"),
    [
        ("short_text", "", {}, "Fyll i ”Fråga q”."),
        ("short_text", "abcdef", {"max_length": 5}, "Texten är 6 tecken lång. Korta den till högst 5 tecken."),
        ("number", "11", {"min": "1", "max": "10"}, "Skriv ett tal mellan 1 och 10."),
        ("number", "0", {"decimals": 1, "min": "0.5"}, "Skriv ett tal som är minst 0,5."),
        ("amount", "2000", {"max": "1000"}, "Skriv ett belopp mellan 0 och 1\u00a0000 kronor."),
        ("date", "2026-11-23", {"min": "future"}, "Skriv ett datum som är tidigast 24 november 2026."),
        ("yes_no", "", {}, "Svara ja eller nej på ”Fråga q”."),
        ("several_choices", ["red"], {"min": 2}, "Välj minst 2 av alternativen."),
        ("consent", "", {}, "Kryssa i rutan ”Fråga q” för att gå vidare."),
        ("postal_address", {"street": "A 1", "postcode": "74431"}, {}, "Fyll i ort."),
        ("personal_number", "165560360793", {}, "Det här är ett organisationsnummer. Skriv ett personnummer."),
    ],
)
def test_sentence_says_what_to_do(type, raw, options, sentence):
    assert told(type, raw, **options) == [sentence]


def test_pattern_speaks_with_the_editors_words():
    asked = {"pattern": "[0-9]+", "pattern_message": text("Skriv siffror.", "Write digits.")}

    assert told("short_text", "x", **asked) == ["Skriv siffror."]
    assert told("short_text", "x", "en", **asked) == ["Write digits."]
    assert told("short_text", "x", pattern="[0-9]+")[0].startswith("Svaret har inte den form")


def test_parameters_follow_the_language():
    problem = Problem("out_of_range", "amount", params={"min": Decimal("1000.5"), "max": date(2026, 11, 23)})

    assert "1\u00a0000,5" in message(problem, "sv")
    assert "23 november 2026" in message(problem, "sv")
    assert "1\u00a0000.5" in message(problem, "en")
    assert "23 November 2026" in message(problem, "en")


def test_lazy_message_waits_for_the_language():
    problem = Problem("pattern", "short_text", params={"message": Text("Svenska", "English")})
    sentence = lazy_message(problem)
    from django.utils.translation import override

    with override("en"):
        assert str(sentence) == "English"
    with override("sv"):
        assert str(sentence) == "Svenska"


def test_unknown_code_still_says_something():
    assert message(Problem("from_another_time", "short_text"), "sv") == FALLBACK
    assert template_of(Problem("required", "of_another_time")) == TEXTS["*", "required"]


def test_percent_signs_in_answers_and_labels_do_no_harm():
    service = compiled(step("s1", item("q", label=text("100 %(sv)s %"))))

    assert message(state_of(service).problems["q"][0], "sv") == "Fyll i ”100 %(sv)s %”."


def test_person_is_told_about_each_part():
    sentences = told("person", {"name": "", "personal_number": "hej"})

    assert sentences == [
        "Fyll i ditt namn.",
        "Skriv personnumret med tio eller tolv siffror, till exempel ÅÅÅÅMMDD-NNNN.",
    ]

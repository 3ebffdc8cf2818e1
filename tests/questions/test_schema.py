import doctest

import pytest
from jsonschema import Draft202012Validator

import questions
from questions import SERVICE_DOCUMENT_SCHEMA, TYPES, UnknownDocument, check_schema, compile_service
from questions.types.base import QuestionType
from tests.questions.builders import document, equals, item, question, step

BRIEF_TYPES = {
    *("short_text", "long_text", "number", "amount", "date", "time", "email", "phone", "web_address", "yes_no"),
    *("single_choice", "several_choices", "personal_number", "coordination_number", "organisation_number"),
    *("postal_address", "person", "party", "organisation", "file", "consent", "information", "stop"),
}


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(SERVICE_DOCUMENT_SCHEMA)


def test_example_in_the_package_runs():
    assert doctest.testmod(questions).failed == 0


def test_all_simple_types_are_there():
    assert TYPES.keys() == BRIEF_TYPES
    assert all(type.key == key and str(type.label) for key, type in TYPES.items())


@pytest.mark.parametrize("key", TYPES)
def test_minimal_question_of_every_type_fits(key):
    fitting = document(step("s1", item("first", "yes_no"), item("q", key, show_when=equals("first", True))))

    assert check_schema(fitting) == []
    assert compile_service(fitting).question("q").type is TYPES[key]


@pytest.mark.parametrize("key", TYPES)
def test_operators_are_known_ones(key):
    assert isinstance(TYPES[key], QuestionType)
    assert set(TYPES[key].operators) <= set(questions.conditions.OPERATORS)
    assert ("answered" in TYPES[key].operators) is TYPES[key].has_answer


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"type": "map"}, "steps/0/items/0/type"),
        ({"required": "ja"}, "steps/0/items/0/required"),
        ({"label": {"sv": "x"}}, "steps/0/items/0/label"),
        ({"id": "a b"}, "steps/0/items/0/id"),
        ({"colour": "red"}, "steps/0/items/0"),
        ({"options": {"maxlength": 5}}, "steps/0/items/0/options"),
        ({"options": {"max_length": "5"}}, "steps/0/items/0/options/max_length"),
        ({"show_when": {"operator": "equals"}}, "steps/0/items/0/show_when"),
        ({"show_when": {"operator": "matches", "question": "a", "value": "x"}}, "steps/0/items/0/show_when"),
    ],
)
def test_fault_is_named_by_its_place(change, path):
    problems = check_schema(document(step("s1", item("q") | change)))

    assert [(problem.code, problem.params["path"]) for problem in problems] == [("schema", path)]


@pytest.mark.parametrize("junk", [None, [], "x", 1, {}, {"format": 2, "service": {}, "steps": []}])
def test_junk_breaks_the_schema(junk):
    assert check_schema(junk)


def test_bottomless_condition_is_refused_not_followed():
    condition = equals("a", True)
    for _ in range(5000):
        condition = {"operator": "not", "of": condition}

    assert check_schema(document(step("s1", item("a", show_when=condition))))


def test_further_facts_of_the_service_are_kept():
    with_facts = document(step("s1", item("q")))
    with_facts["service"]["cost"] = "0"

    assert check_schema(with_facts) == []
    assert compile_service(with_facts).facts["cost"] == "0"


@pytest.mark.parametrize(
    "unknown",
    [
        document() | {"format": 2},
        {},
        {"format": 1},
        document(step("s1", item("q", "map"))),
        document(step("s1", item("q", pattern="(?=x)"))),
        document(step("s1", item("q"), item("q"))),
        document(step("s1", item("q", show_when=equals("gone", True)))),
        document(step("s1", item("q", "number", min="x"))),
        document(None),
    ],
)
def test_document_that_cannot_be_run_is_unknown(unknown):
    with pytest.raises(UnknownDocument):
        compile_service(unknown)


def test_information_is_never_required():
    assert not question("information", body={"sv": "x", "en": ""}).required

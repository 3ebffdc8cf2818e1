import pytest

from questions import Facts, Invalid
from tests.questions.builders import ASTRID, TODAY, compiled, display, item, parse, question, state_of, step

ADDRESS = {"street": "Tingsgatan 11", "co": "", "postcode": "744 31", "city": "Heby"}


def faults(question, raw):
    with pytest.raises(Invalid) as caught:
        parse(question, raw)
    return [(fault.code, fault.part) for fault in caught.value.faults]


def test_postal_address_is_normalised():
    asked = question("postal_address")
    value = parse(asked, ADDRESS)

    assert value == {"street": "Tingsgatan 11", "postcode": "74431", "city": "Heby"}
    assert display(asked, value) == "Tingsgatan 11\n744 31 Heby"


@pytest.mark.parametrize("written", ["Bo Berg", "c/o Bo Berg", "C/O: Bo Berg", "co Bo Berg"])
def test_care_of_is_written_once(written):
    value = parse(question("postal_address"), {**ADDRESS, "co": written})

    assert display(question("postal_address"), value).splitlines()[0] == "c/o Bo Berg"


@pytest.mark.parametrize("written", ["74431", "744 31", "SE-744 31", "S 74431", "744  31"])
def test_postcode_is_read_as_people_write_it(written):
    assert parse(question("postal_address"), {**ADDRESS, "postcode": written})["postcode"] == "74431"


@pytest.mark.parametrize("written", ["7443", "744 3100", "044 31", "Heby", "٧٤٤٣١"])
def test_postcode_is_refused_at_its_own_field(written):
    assert faults(question("postal_address"), {**ADDRESS, "postcode": written}) == [("not_a_postcode", "postcode")]


def test_every_missing_part_is_told_at_once():
    assert faults(question("postal_address"), {"postcode": "x"}) == [
        ("required_part", "street"),
        ("required_part", "city"),
        ("not_a_postcode", "postcode"),
    ]


@pytest.mark.parametrize("raw", ["Tingsgatan 11", ["x"], 3])
def test_address_of_another_shape_is_malformed(raw):
    assert faults(question("postal_address"), raw) == [("malformed", None)]


def test_bad_characters_are_told_where_they_are():
    assert faults(question("postal_address"), {**ADDRESS, "city": "He\x00by"}) == [("bad_characters", "city")]


def test_person_types_name_and_number_without_login():
    asked = question("person")
    value = parse(asked, {"name": "Astrid Andersson", "personal_number": "19121212-1212"})

    assert value == {
        "name": "Astrid Andersson",
        "number": "191212121212",
        "number_type": "personal_number",
        "country": "SE",
        "source": "typed",
    }
    assert display(asked, value) == "Astrid Andersson\n19121212-1212"


def test_person_is_told_of_both_parts():
    assert faults(question("person"), {"name": "", "personal_number": "121212-1213"}) == [
        ("required_part", "name"),
        ("wrong_check_digit", "personal_number"),
    ]


def test_person_after_login_cannot_be_another():
    service = compiled(step("s1", item("who", "person")))
    forged = {"name": "Nils Nilsson", "personal_number": "189001019802"}
    state = state_of(service, Facts(today=TODAY, person=ASTRID), who=forged)

    assert state.values["who"]["number"] == ASTRID.number
    assert state.values["who"]["name"] == "Astrid Andersson"
    assert state.values["who"]["source"] == "login"
    assert state.complete

"""The case list: one's own units' cases, found by search, filter and sort."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from casework.models import Case, CaseReading, Status
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db
LIST = "/admin/arenden/"
RESULTS = "/admin/arenden/resultat/"


def numbers(response) -> list[str]:
    return [case.number for case in response.context["object_list"]]


@pytest.fixture
def hugo(cast, staff_client):
    return staff_client(cast.hugo)


def test_list_shows_number_service_sender_status_and_unit(cast, hugo):
    case = a_case(cast.unit, applicant=cast.astrid)

    page = hugo.get(LIST).content.decode()

    assert reverse("casework:case", args=[case.pk]) in page
    for text in (case.number, "Ansök om skolskjuts", cast.astrid.get_full_name(), "Inkommet", "Barn och utbildning"):
        assert text in page


def test_list_holds_only_the_units_own_cases(cast, staff_client):
    mine = a_case(cast.unit, title="Ansök om skolskjuts")
    theirs = a_case(cast.other_unit, title="Anmäl värmepump", applicant=cast.bo)

    page = staff_client(cast.hugo).get(LIST)

    assert numbers(page) == [mine.number]
    for secret in (theirs.number, "Anmäl värmepump", "Bygg och miljö", cast.bo.get_full_name(), str(theirs.pk)):
        assert secret not in page.content.decode()
    assert numbers(staff_client(cast.hedda).get(LIST)) == [theirs.number]


@pytest.mark.parametrize("address", [LIST, RESULTS])
@pytest.mark.parametrize("query", ["", "?q=skolskjuts", "?status=new", "?export=csv", "?export=xlsx"])
def test_list_does_not_exist_without_membership(cast, staff_client, address, query):
    a_case(cast.unit)

    answers = [staff_client(person).get(address + query).status_code for person in (cast.maja, cast.sixten)]

    assert answers == [404, 404]
    assert not CaseReading.objects.exists()


@pytest.mark.parametrize(
    ("from_day", "until_day", "sees"),
    [(-1, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-9, 9, True)],
)
def test_membership_dates_decide(cast, staff_client, from_day, until_day, sees):
    today = timezone.localdate()
    Membership.objects.filter(user=cast.hugo).update(
        from_date=today + timedelta(days=from_day),
        until_date=None if until_day is None else today + timedelta(days=until_day),
    )
    case = a_case(cast.unit)
    client = staff_client(cast.hugo)

    answers = [client.get(address).status_code for address in (LIST, f"{LIST}{case.pk}/")]

    assert answers == ([200, 200] if sees else [404, 404])


def test_menu_item_is_for_those_with_a_unit(cast, staff_client):
    shown = {person.username: LIST in staff_client(person).get("/admin/").content.decode() for person in people(cast)}

    assert shown == {"hugo": True, "rut": True, "maja": False, "sixten": False}


def people(cast):
    return [cast.hugo, cast.rut, cast.maja, cast.sixten]


def test_search_finds_number_name_and_words_in_answers(cast, hugo):
    first = a_case(cast.unit, applicant=cast.astrid, answers={"wish": "Åka från Ängsö"})
    a_case(cast.unit, answers={"wish": "Något annat"})

    for query in (first.number, "00001", "astrid", "ÄNGSÖ", "ängsö åka", "%C3%A5ka"):
        assert numbers(hugo.get(f"{RESULTS}?q={query}")) == [first.number], query
    assert numbers(hugo.get(f"{RESULTS}?q=100%25")) == []
    assert hugo.get(f"{RESULTS}?q=%00").status_code == 200


def test_empty_list_says_why_it_is_empty(cast, hugo):
    assert "Inga ärenden har kommit in till dina enheter än." in hugo.get(LIST).content.decode()

    a_case(cast.unit)

    assert "Inga ärenden passar." in hugo.get(f"{LIST}?q=finnsinte").content.decode()
    assert "Inga ärenden" not in hugo.get(LIST).content.decode()


def test_search_for_an_identity_number_finds_nothing_and_says_why(cast, hugo):
    a_case(cast.unit, answers={"wish": "19900101-2385"})

    response = hugo.get(f"{RESULTS}?q=19900101-2385")

    assert numbers(response) == []
    assert "Personnummer går inte att söka på" in response.content.decode()
    assert "2385" not in CaseReading.objects.get().query


def test_filters_narrow_the_list(cast, hugo):
    old = a_case(cast.unit, received_at=datetime(2026, 1, 15, 12, tzinfo=UTC))
    new = a_case(cast.unit, title="Anmäl skolbyte", received_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC))
    Case.objects.filter(pk=old.pk).update(status=Status.CLOSED)
    service = new.service_version.service_id

    assert numbers(hugo.get(f"{LIST}?status=new")) == [new.number]
    assert numbers(hugo.get(f"{LIST}?status=new&status=closed")) == [new.number, old.number]
    assert numbers(hugo.get(f"{LIST}?service={service}")) == [new.number]
    assert numbers(hugo.get(f"{LIST}?received_from=2026-03-01&received_to=2026-03-01")) == [new.number]
    assert numbers(hugo.get(f"{LIST}?received_to=2026-01-15")) == [old.number]


def test_filter_choices_come_from_own_cases_only(cast, hugo):
    a_case(cast.unit)
    theirs = a_case(cast.other_unit, title="Anmäl värmepump")

    filters = hugo.get(LIST).context["filters"]

    assert [label for _, label in filters.filters["service"].extra["choices"]] == ["Ansök om skolskjuts"]
    assert "unit" not in filters.filters
    assert numbers(hugo.get(f"{LIST}?unit={cast.other_unit.pk}")) != [theirs.number]


def test_bad_filters_and_pages_are_no_errors(cast, hugo):
    a_case(cast.unit)

    for query in (
        "?status=x",
        "?service=99999",
        "?service=x",
        "?received_from=x",
        "?p=99",
        "?p=x",
        "?ordering=id",
        "?unit=1",
    ):
        assert hugo.get(f"{LIST}?{query}").status_code == 200, query


def test_sorting_goes_both_ways_and_by_the_order_of_work(cast, hugo):
    made = [a_case(cast.unit, received_at=datetime(2026, 1, day, tzinfo=UTC)) for day in (1, 2, 3)]
    for case, status in zip(made, (Status.NEW, Status.CLOSED, Status.ONGOING), strict=True):
        Case.objects.filter(pk=case.pk).update(status=status)
    a, b, c = (case.number for case in made)

    assert numbers(hugo.get(LIST)) == [c, b, a]
    assert numbers(hugo.get(f"{LIST}?ordering=received_at")) == [a, b, c]
    assert numbers(hugo.get(f"{LIST}?ordering=-number")) == [c, b, a]
    assert numbers(hugo.get(f"{LIST}?ordering=status")) == [a, c, b]
    assert numbers(hugo.get(f"{LIST}?ordering=-status")) == [b, c, a]


def test_promise_6_each_look_at_the_list_is_logged(cast, hugo):
    a_case(cast.unit)

    hugo.get(f"{RESULTS}?q=skolskjuts&status=new&p=1")

    look = CaseReading.objects.get()
    assert (look.kind, look.user, look.user_label) == (CaseReading.Kind.LIST, cast.hugo, "Hugo Holm")
    assert (look.query, look.address, look.case_number) == ("q=skolskjuts status=new p=1", "127.0.0.1", "")


def test_list_takes_as_many_queries_for_sixty_cases_as_for_one(cast, hugo):
    a_case(cast.unit, applicant=cast.astrid)
    hugo.get(LIST)
    one = queries(hugo)
    for _ in range(59):
        a_case(cast.unit, applicant=cast.bo)

    sixty = queries(hugo)

    assert len(sixty) == len(one)
    assert len(sixty) <= 12, "\n".join(sixty)


def queries(client) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LIST).status_code == 200
    return [query["sql"][:200] for query in captured]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_years_that_no_case_can_be_of_find_nothing(cast, staff_client, day):
    a_case(cast.unit)

    response = staff_client(cast.hugo).get(f"/admin/arenden/?received_from={day}&received_to={day}")

    assert response.status_code == 200

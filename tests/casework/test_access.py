"""Who sees cases: every address × every person. The superuser without membership sees nothing (design.md §13.15)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework import admin_urls
from casework.models import Case, CaseReading
from casework.permissions import can_change_status, can_see_case, can_see_cases
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db
LOGIN = 302
# address → what each person gets for a case of Hugo's unit
STRANGERS = {"hedda": 404, "maja": 404, "sixten": 404, "astrid": LOGIN, "nobody": LOGIN}
EXPECTED = {
    "cases": STRANGERS | {"hugo": 200, "rut": 200, "hedda": 200},
    "case": STRANGERS | {"hugo": 200, "rut": 200},
    "change_status": STRANGERS | {"hugo": 302, "rut": 302},
    "receipt": STRANGERS | {"hugo": 302, "rut": 302},  # not made yet; tests/eservices/test_receipts.py fetches one
    "file": STRANGERS | {"hugo": 404, "rut": 404},  # there is none; test_files_sent.py fetches one
}
EXPECTED["cases_results"] = EXPECTED["cases"]
ROWS = [(name, person, status) for name, people in EXPECTED.items() for person, status in people.items()]


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in admin_urls.urlpatterns} == EXPECTED.keys()


@pytest.mark.parametrize(("name", "person", "status"), ROWS)
def test_each_person_gets_what_the_table_says(cast, staff_client, resident_client, name, person, status):
    case = a_case(cast.unit, applicant=cast.astrid)
    client = client_of(cast, person, staff_client, resident_client)

    response = ask(client, name, case)

    assert response.status_code == status
    if status != 200:
        assert case.number not in response.content.decode()
    if (name, person) == ("cases", "hedda"):
        assert case.number not in response.content.decode()
    if status == LOGIN and name != "change_status" and person not in ("hugo", "rut"):
        assert "/admin/login/" in response["Location"]


def client_of(cast, person, staff_client, resident_client) -> Client:
    if person == "nobody":
        return Client()
    return (resident_client if person == "astrid" else staff_client)(getattr(cast, person))


def ask(client, name, case):
    if name == "change_status":
        return client.post(reverse("casework:change_status", args=[case.pk]), {"to": "ongoing", "revision": 0})
    arguments = {"case": [case.pk], "receipt": [case.pk], "file": [case.pk, 1]}
    return client.get(reverse(f"casework:{name}", args=arguments.get(name, [])))


@pytest.mark.parametrize("person", ["hedda", "maja", "sixten", "astrid", "nobody"])
def test_nobody_else_changes_or_leaves_traces_on_a_case(cast, staff_client, resident_client, person):
    case = a_case(cast.unit, applicant=cast.astrid)
    client = client_of(cast, person, staff_client, resident_client)

    for name in ("case", "change_status"):
        ask(client, name, case)

    case.refresh_from_db()
    assert (case.status, case.revision) == ("new", 0)
    assert not CaseReading.objects.exists()


def test_another_units_case_looks_like_one_that_does_not_exist(cast, staff_client):
    case = a_case(cast.unit)
    hedda = staff_client(cast.hedda)

    theirs = hedda.get(reverse("casework:case", args=[case.pk]))
    none = hedda.get(reverse("casework:case", args=["00000000-0000-4000-8000-000000000000"]))

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert len(theirs.content) == len(none.content)


def test_case_pages_are_kept_in_no_cache(cast, staff_client):
    case = a_case(cast.unit)
    hugo = staff_client(cast.hugo)

    for address in (reverse("casework:cases"), reverse("casework:case", args=[case.pk])):
        assert "no-store" in hugo.get(address)["Cache-Control"]


def test_predicates_agree_with_the_door(cast):
    case, today = a_case(cast.unit), timezone.localdate()

    for person in (cast.hugo, cast.rut, cast.hedda, cast.maja, cast.sixten, cast.astrid):
        sees = person in (cast.hugo, cast.rut)
        assert Case.objects.visible_to(person, today).exists() is sees
        assert can_see_case(person, case, today) is sees
        assert can_change_status(person, case, today) is sees
        assert can_see_cases(person, today) is (sees or person == cast.hedda)


def test_a_case_stands_in_no_wagtail_search_chooser_or_report(cast, staff_client):
    case = a_case(cast.unit, applicant=cast.astrid)
    sixten = staff_client(cast.sixten)

    for address in ("/admin/", "/admin/pages/search/?q=skolskjuts", "/admin/reports/site-history/", "/admin/users/"):
        page = sixten.get(address, follow=True).content.decode()
        assert (case.number in page, str(case.pk) in page, "Astrid" in page) == (False, False, False), address


def test_cases_stay_out_of_wagtails_reference_index(cast):
    from wagtail.models import ReferenceIndex

    a_case(cast.unit, applicant=cast.astrid)

    models = {model._meta.label for model in ReferenceIndex.indexed_models if model._meta.app_label == "casework"}
    assert models == set()

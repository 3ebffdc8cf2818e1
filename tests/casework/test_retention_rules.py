"""Retention rules in the admin: for administrators and editors."""

import pytest
from wagtail.models import ReferenceIndex

from casework.models import RetentionRule
from eservices.models import EServicePage
from tests.casework.factories import a_case, retention_rule

pytestmark = pytest.mark.django_db
LIST = "/admin/gallringsregler/"


@pytest.mark.parametrize(("person", "status"), [("maja", 200), ("sixten", 200), ("hugo", 302)])
def test_who_may_see_retention_rules(cast, staff_client, person, status):
    retention_rule()

    assert staff_client(getattr(cast, person)).get(LIST).status_code == status


def test_an_editor_makes_a_rule_with_its_history(cast, staff_client):
    sent = {"name": "Fem år", "months": 60, "legal_basis": "Dokumenthanteringsplan 2026"}

    response = staff_client(cast.maja).post(f"{LIST}new/", sent)

    rule = RetentionRule.objects.get()
    assert (response.status_code, rule.name, rule.months) == (302, "Fem år", 60)
    assert rule.history.get().history_user == cast.maja


def test_a_rule_must_say_all_of_it(cast, staff_client):
    response = staff_client(cast.maja).post(f"{LIST}new/", {"name": "", "months": "-1", "legal_basis": ""})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"name", "months", "legal_basis"}


def test_a_rule_in_use_cannot_be_deleted_and_says_so(cast, staff_client):
    rule = a_case(cast.unit).retention_rule
    page = f"{LIST}delete/{rule.pk}/"

    response = staff_client(cast.sixten).post(page, follow=True)

    assert response.status_code == 200
    assert RetentionRule.objects.filter(pk=rule.pk).exists()


def test_a_rule_that_only_cases_use_cannot_be_deleted_either(cast, staff_client):
    case = a_case(cast.unit)
    EServicePage.objects.update(retention_rule=None)
    ReferenceIndex.objects.all().delete()

    response = staff_client(cast.sixten).post(f"{LIST}delete/{case.retention_rule_id}/", follow=True)

    assert "Regeln används av ärenden" in response.content.decode()
    assert RetentionRule.objects.exists()


def test_an_unused_rule_is_deleted(cast, staff_client):
    response = staff_client(cast.sixten).post(f"{LIST}delete/{retention_rule().pk}/")

    assert (response.status_code, RetentionRule.objects.exists()) == (302, False)

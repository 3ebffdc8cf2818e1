from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts import demo
from accounts.models import Authenticator, Role, Unit, User
from questions.identity_numbers import parse_identity_number
from tests.accounts.logins import log_in_staff, person_in

pytestmark = pytest.mark.django_db


def test_everybody_of_the_demo_gets_in_the_real_way() -> None:
    demo.load()

    for login in demo.demo_codes():
        client = Client()
        log_in_staff(client, login.username, login.password, login.code)
        assert person_in(client) == str(User.objects.get(username=login.username).pk)
        assert client.get("/admin/").status_code == 200


def test_demo_shows_who_is_who() -> None:
    demo.load()

    logins = {login.username: login for login in demo.demo_codes()}

    assert list(logins) == ["elin", "maja", "hugo", "hedda", "klara", "rut", "adam", "sixten"]
    assert all(0 < login.seconds_left <= 30 and len(login.code) == 6 for login in logins.values())
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["sixten"]


def test_loading_again_changes_nothing() -> None:
    demo.load()
    keys = set(Authenticator.objects.values_list("user", "key"))

    demo.load()

    assert set(Authenticator.objects.values_list("user", "key")) == keys
    assert (User.objects.count(), Unit.objects.count()) == (len(demo.STAFF), len(demo.UNITS))


def test_demo_people_are_made_only_in_a_demo(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured):
        demo.load()
    assert demo.demo_codes() == []


def test_reinvited_colleague_disappears_from_the_sheet() -> None:
    demo.load()
    Authenticator.objects.filter(user__username="hugo").delete()

    assert "hugo" not in [login.username for login in demo.demo_codes()]


@pytest.mark.parametrize("subject", demo.RESIDENTS)
def test_demo_residents_have_valid_numbers(subject: Any) -> None:
    number = parse_identity_number(subject.value, date(2026, 11, 23))

    assert (number.digits, number.type) == (subject.value, subject.type)


def test_caseworkers_of_the_demo_work_in_their_units() -> None:
    loaded = demo.load()

    hugo, hedda = loaded["staff"]["hugo"], loaded["staff"]["hedda"]
    today = date(2026, 11, 23)

    assert [unit.name for unit in Unit.objects.worked_for_by(hugo, today)] == ["Barn och utbildning"]
    assert [unit.name for unit in Unit.objects.worked_for_by(hedda, today)] == ["Bygg och miljö"]
    klara, rut = loaded["staff"]["klara"], loaded["staff"]["rut"]
    assert Unit.objects.worked_for_by(klara, today).count() == 2
    assert Unit.objects.worked_for_by(rut, today).count() == len(demo.UNITS)
    assert {one.role for one in rut.memberships.all()} == {Role.REGISTRAR}

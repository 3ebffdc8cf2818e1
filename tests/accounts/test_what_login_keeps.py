"""What a failed staff login leaves in the database, and that no other door takes a password."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.accounts.logins import app_code, log_in_staff, wrong_code
from tests.fixtures_people import PASSWORD

pytestmark = pytest.mark.django_db
RECOVERY_CODE = "abcd-efgh-jkmn"


def kept() -> str:
    return "\n".join(str(values) for values in AccessAttempt.objects.values())


def test_a_code_typed_with_a_wrong_password_is_not_kept(cast, client):
    log_in_staff(client, cast.hugo.username, "fel lösenord", RECOVERY_CODE)

    assert AccessAttempt.objects.count() == 1
    assert RECOVERY_CODE not in kept()


@pytest.mark.parametrize("number", ["198704102386", "19870410-2386", "8704102386"])
def test_promise_10_a_personal_number_typed_as_user_name_is_not_kept(client, number):
    log_in_staff(client, number, "fel lösenord", "123456")

    assert AccessAttempt.objects.count() == 1
    assert number not in kept()


def test_failures_are_still_counted_by_name(cast, client):
    for _ in range(5):
        answer = log_in_staff(client, cast.hugo.username, "fel lösenord", "123456")

    assert answer.status_code == 429
    assert log_in_staff(client, cast.hugo.username, PASSWORD, app_code(cast.hugo)).status_code == 429


def test_wagtails_own_login_takes_no_password_and_forgets_no_failures(cast):
    """It would tell a right password without a code, and set the count of wrong codes back to nothing."""
    client, name = Client(), cast.hugo.username
    log_in_staff(client, name, PASSWORD, wrong_code(cast.hugo))

    answers = [client.post("/_util/login/", {"username": name, "password": word}) for word in ("fel", PASSWORD)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/admin/login/")] * 2
    assert AccessAttempt.objects.get(username=name).failures_since_start == 1

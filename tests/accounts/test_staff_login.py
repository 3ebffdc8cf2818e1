from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken

from accounts import two_factor
from accounts.models import Authenticator
from accounts.staff_login import REFUSED
from tests.accounts.logins import app_code, log_in_staff, now, person_in, wrong_code
from tests.fixtures_people import PASSWORD

pytestmark = pytest.mark.django_db


def said(response: Any) -> list[str]:
    """Everything the login form says went wrong."""
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


def test_password_and_code_open_the_admin(cast: Any, client: Client) -> None:
    response = log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_login_never_leads_to_another_site(cast: Any, client: Client) -> None:
    code = app_code(cast.hugo)
    data = {"username": "hugo", "password": PASSWORD, "otp_token": code, "next": "https://evil.example/"}

    assert client.post("/admin/login/", data)["Location"] == "/admin/"


def test_code_may_be_written_with_spaces(cast: Any, client: Client) -> None:
    code = app_code(cast.hugo)

    log_in_staff(client, "hugo", PASSWORD, f" {code[:3]} {code[3:]} ")

    assert person_in(client) == str(cast.hugo.pk)


def test_login_gives_a_new_session_id(cast: Any, client: Client) -> None:
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key

    log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))

    assert client.session.session_key != before


def test_logging_in_again_gives_a_new_session_id_too(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)
    before = client.session.session_key

    log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))

    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_staff_login_ends_the_residents_session(cast: Any, resident_client: Any) -> None:
    client = resident_client(cast.astrid)

    log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))

    assert person_in(client) == str(cast.hugo.pk)
    assert "eid" not in client.session


@pytest.mark.parametrize("case", ["password", "code", "unknown", "not enrolled", "inactive", "recovery"])
def test_whatever_is_wrong_the_answer_is_the_same(cast: Any, client: Client, case: str) -> None:
    username, password, code = "hugo", PASSWORD, app_code(cast.hugo)
    if case == "password":
        password = "fel"
    elif case == "code":
        code = wrong_code(cast.hugo)
    elif case == "recovery":
        code = "aaaa-bbbb-cccc"
    elif case == "unknown":
        username = "ingen"
    elif case == "not enrolled":
        Authenticator.objects.filter(user=cast.hugo).delete()
    else:
        type(cast.hugo).objects.filter(pk=cast.hugo.pk).update(is_active=False)

    response = log_in_staff(client, username, password, code)

    assert said(response) == [str(REFUSED)]
    assert person_in(client) is None


def test_missing_code_does_not_tell_whether_the_password_is_right(cast: Any, client: Client) -> None:
    right = said(log_in_staff(client, cast.hugo.username, PASSWORD, ""))
    wrong = said(log_in_staff(client, cast.hugo.username, "fel", ""))

    assert right == wrong


def test_password_is_not_sent_back_into_the_page(cast: Any, client: Client) -> None:
    page = log_in_staff(client, "hugo", PASSWORD, wrong_code(cast.hugo)).content.decode()

    assert PASSWORD not in page


def test_code_is_good_for_one_login(cast: Any, client: Client) -> None:
    code = app_code(cast.hugo)
    log_in_staff(client, "hugo", PASSWORD, code)
    thief = Client()

    response = log_in_staff(thief, "hugo", PASSWORD, code)

    assert said(response) == [str(REFUSED)]
    assert person_in(thief) is None


def test_guessing_makes_the_next_code_wait(cast: Any, client: Client) -> None:
    log_in_staff(client, "hugo", PASSWORD, wrong_code(cast.hugo))

    log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))

    assert person_in(client) is None
    with time_machine.travel(now() + 60, tick=True):
        log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))
        assert person_in(client) == str(cast.hugo.pk)


def test_recovery_code_opens_once(cast: Any, client: Client) -> None:
    code = two_factor.new_recovery_codes(cast.hugo)[0]
    log_in_staff(client, "hugo", PASSWORD, code.upper().replace("-", " "))
    thief = Client()

    log_in_staff(thief, "hugo", PASSWORD, code)

    assert person_in(client) == str(cast.hugo.pk)
    assert person_in(thief) is None
    assert two_factor.recovery_codes_left(cast.hugo) == two_factor.RECOVERY_CODES - 1


def test_wrong_recovery_code_does_not_make_the_app_wait(cast: Any, client: Client) -> None:
    two_factor.new_recovery_codes(cast.hugo)
    log_in_staff(client, "hugo", PASSWORD, "aaaa-bbbb-cccc")

    log_in_staff(client, "hugo", PASSWORD, app_code(cast.hugo))

    assert person_in(client) == str(cast.hugo.pk)


def test_somebody_elses_code_does_not_count(cast: Any, client: Client) -> None:
    hedda_codes = two_factor.new_recovery_codes(cast.hedda)

    log_in_staff(client, cast.hugo.username, PASSWORD, hedda_codes[0])
    log_in_staff(client, cast.hugo.username, PASSWORD, app_code(cast.hedda))

    assert person_in(client) is None


def test_too_many_tries_are_slowed_down_in_both_languages(cast: Any, client: Client) -> None:
    for _ in range(4):
        assert log_in_staff(client, cast.hugo.username, "fel", "123456").status_code == 200

    response = log_in_staff(client, "hugo", "fel", "123456")

    assert response.status_code == 429
    assert "För många försök" in response.content.decode()
    assert "Too many attempts" in response.content.decode()
    assert "hugo" not in response.content.decode()


def test_unknown_name_is_slowed_down_the_same_way(client: Client) -> None:
    statuses = [log_in_staff(client, "ingen", "fel", "123456").status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_wrong_codes_with_the_right_password_are_counted_too(cast: Any, client: Client) -> None:
    statuses = [log_in_staff(client, "hugo", PASSWORD, wrong_code(cast.hugo)).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_slowed_down_address_does_not_lock_the_person_out(cast: Any, client: Client) -> None:
    code = app_code(cast.hugo)
    for _ in range(6):
        log_in_staff(client, "hugo", "fel", "123456", REMOTE_ADDR="192.0.2.66")

    assert log_in_staff(client, "hugo", PASSWORD, code, REMOTE_ADDR="192.0.2.66").status_code == 429
    log_in_staff(client, "hugo", PASSWORD, code, REMOTE_ADDR="192.0.2.7")

    assert person_in(client) == str(cast.hugo.pk)


def test_slowed_down_name_does_not_slow_others_at_the_same_address(cast: Any, client: Client) -> None:
    for _ in range(6):
        log_in_staff(client, cast.hugo.username, "fel", "123456")

    log_in_staff(client, "hedda", PASSWORD, app_code(cast.hedda))

    assert person_in(client) == str(cast.hedda.pk)


def test_database_holds_neither_app_secret_nor_recovery_codes(cast: Any) -> None:
    codes = two_factor.new_recovery_codes(cast.hugo)
    device = Authenticator.objects.get(user=cast.hugo)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM otp_totp_totpdevice")
        stored_key = cursor.fetchone()[0]

    assert bytes.fromhex(stored_key) != device.bin_key
    assert device.bin_key.hex() not in stored_key
    assert not {code.replace("-", "") for code in codes} & set(StaticToken.objects.values_list("token", flat=True))


def test_password_reset_by_mail_is_off(client: Client) -> None:
    assert client.get("/admin/password_reset/").status_code == 404
    assert "password_reset" not in client.get("/admin/login/").content.decode()

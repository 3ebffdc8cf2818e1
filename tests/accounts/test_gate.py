"""The gate (middleware.staff_gate): what a session gets through, on every address."""

import time
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.middleware import staff_gate
from accounts.models import Authenticator, User
from accounts.sessions import IDLE_SECONDS
from tests.accounts.logins import log_in_staff, person_in

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/logga-in/",
    "/mina-sidor/",
    "/admin/",
    "/admin/users/",
    "/admin/login/",
    "/dokument/1/x.pdf",
    "/finns-inte/",
]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_second_factor_get_nowhere(cast: Any, client: Client, path: str, method: str) -> None:
    client.force_login(cast.hugo, backend="accounts.backends.StaffBackend")

    response = getattr(client, method)(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
    assert person_in(client) is None


def test_superuser_without_second_factor_gets_nowhere(cast: Any, client: Client) -> None:
    client.force_login(cast.sixten, backend="accounts.backends.StaffBackend")

    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert person_in(client) is None


def test_somebody_elses_device_does_not_count(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)
    session = client.session
    session["otp_device_id"] = Authenticator.objects.get(user=cast.hedda).persistent_id
    session.save()

    assert client.get("/")["Location"] == "/admin/login/"
    assert person_in(client) is None


def test_staff_with_both_factors_get_in(cast: Any, staff_client: Any) -> None:
    assert staff_client(cast.hugo).get("/admin/").status_code == 200


def test_removed_factor_ends_the_session_at_once(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)
    Authenticator.objects.filter(user=cast.hugo).delete()

    client.get("/")

    assert person_in(client) is None


def test_deactivated_staff_lose_their_session_at_once(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)
    User.objects.filter(pk=cast.hugo.pk).update(is_active=False)

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_new_password_ends_other_sessions(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)
    cast.hugo.set_password("ett helt annat lösenord")
    cast.hugo.save()

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/users/", "/admin/tvafaktor/", "/admin/pages/", "/admin/finns-inte/"]
)
def test_resident_meets_the_staff_login_and_nothing_else(cast: Any, resident_client: Any, path: str) -> None:
    client = resident_client(cast.astrid)

    response = client.get(path)

    assert response["Location"].startswith("/admin/login/")
    assert person_in(client) == str(cast.astrid.pk)


def test_resident_is_stopped_before_any_admin_view_runs(rf: Any, cast: Any, settings: Any) -> None:
    request = rf.get("/admin/nya-sidan/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user, request.session = cast.astrid, {}

    response = staff_gate(lambda request: pytest.fail("a view ran"))(request)

    assert response["Location"] == "/admin/login/?next=%2Fadmin%2Fnya-sidan%2F"


def test_staff_login_page_is_whole_for_a_resident(cast: Any, resident_client: Any) -> None:
    client = resident_client(cast.astrid)

    assert client.get("/admin/jsi18n/").status_code == 200
    assert client.get("/admin/login/").status_code == 200


def test_resident_sees_that_staff_login_ends_the_session(cast: Any, resident_client: Any) -> None:
    page = resident_client(cast.astrid).get("/admin/login/").content.decode()

    assert "avslutas den inloggningen" in page


def test_resident_in_a_staff_group_has_no_permission(cast: Any) -> None:
    from django.contrib.auth.models import Group

    from accounts.roles import ensure_roles

    ensure_roles()
    cast.astrid.groups.add(Group.objects.get(name="Administratör"))

    assert cast.astrid.get_all_permissions() == set()
    assert not cast.astrid.has_perm("wagtailadmin.access_admin")


def test_resident_has_no_password_login(cast: Any, client: Client) -> None:
    User.everyone.filter(pk=cast.astrid.pk).update(password=cast.hugo.password)

    log_in_staff(client, cast.astrid.username, "korrekt-häst-batteri", "123456")

    assert person_in(client) is None


@pytest.mark.parametrize("who", ["hugo", "astrid"])
def test_idle_session_ends(cast: Any, staff_client: Any, resident_client: Any, who: str) -> None:
    client = (staff_client if who == "hugo" else resident_client)(getattr(cast, who))
    client.get("/utloggad/")

    with time_machine.travel(time.time() + IDLE_SECONDS + 1, tick=True):
        client.get("/utloggad/")

        assert person_in(client) is None


def test_session_in_use_lives_on_but_not_for_ever(cast: Any, resident_client: Any, settings: Any) -> None:
    client = resident_client(cast.astrid)
    start = time.time()

    for minutes in range(0, settings.SESSION_COOKIE_AGE // 60, 50):
        with time_machine.travel(start + minutes * 60, tick=True):
            client.get("/utloggad/")
            assert person_in(client) is not None

    with time_machine.travel(start + settings.SESSION_COOKIE_AGE + 60, tick=True):
        client.get("/utloggad/")
        assert person_in(client) is None


def test_reading_pages_costs_no_write(cast: Any, resident_client: Any, django_assert_num_queries: Any) -> None:
    client = resident_client(cast.astrid)
    client.get("/utloggad/")

    with django_assert_num_queries(2):  # session and person
        client.get("/utloggad/")


def test_request_without_session_cookie_asks_nothing(rf: Any, django_assert_num_queries: Any) -> None:
    gate = staff_gate(lambda request: "through")  # type: ignore[arg-type,return-value]

    with django_assert_num_queries(0):
        assert gate(rf.get("/")) == "through"

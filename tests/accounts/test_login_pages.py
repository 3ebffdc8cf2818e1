from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client

from accounts.access import is_resident, resident_required, safe_path
from tests.accounts.logins import log_in_resident, person_in

EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "\thttps://evil.example/",
    "http://testserver//evil.example/",
    "\x00//evil.example",
    "/in\x00the/middle/",
    "https:///evil.example",
    "//testserver\\@evil.example/",
]


@pytest.mark.parametrize("target", EVIL)
def test_open_redirect_stays_at_home(rf: Any, target: str) -> None:
    path = safe_path(rf.get("/"), target)

    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")


@pytest.mark.parametrize("target", EVIL)
@pytest.mark.django_db
def test_login_never_leads_to_another_site(client: Client, target: str) -> None:
    location = log_in_resident(client, next_path=target)["Location"]

    assert location.startswith("/")
    assert location[1:2] not in ("/", "\\")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/mina-sidor/", "/mina-sidor/"),
        ("/utkast/1/?x=ö", "/utkast/1/?x=ö"),
        ("http://testserver/a?b=c", "/a?b=c"),
        ("", "/"),
    ],
)
def test_own_addresses_are_kept(rf: Any, target: str, path: str) -> None:
    assert safe_path(rf.get("/"), target) == path


@pytest.mark.django_db
def test_login_page_points_to_personal_help_before_anything_else(client: Client) -> None:
    page = client.get("/logga-in/").content.decode()

    assert page.index("skyddade personuppgifter") < page.index("Logga in med Test")


@pytest.mark.django_db
def test_login_page_speaks_english_under_en(client: Client) -> None:
    page = client.get("/en/logga-in/").content.decode()

    assert '<html lang="en">' in page
    assert 'action="/en/logga-in/med/test/"' in page


@pytest.mark.django_db
def test_login_page_tells_staff_that_their_session_ends(cast: Any, staff_client: Any) -> None:
    page = staff_client(cast.hugo).get("/logga-in/").content.decode()

    assert "avslutas den inloggningen" in page


@pytest.mark.django_db
def test_login_page_lets_who_is_logged_in_go_on(cast: Any, resident_client: Any) -> None:
    page = resident_client(cast.astrid).get("/logga-in/", {"next": "/mina-sidor/"}).content.decode()

    assert "redan inloggad som Astrid Lindberg" in page
    assert 'href="/mina-sidor/"' in page


@pytest.mark.django_db
def test_login_page_asks_for_a_stronger_eid_when_needed(cast: Any, resident_client: Any) -> None:
    page = resident_client(cast.astrid).get("/logga-in/", {"niva": "loa4"}).content.decode()

    assert "säkrare e-legitimation" in page
    assert 'name="level" value="loa4"' in page


@pytest.mark.parametrize("who", ["anonymous", "staff"])
def test_resident_required_sends_others_to_login(rf: Any, who: str) -> None:
    request = rf.get("/mina-sidor/?a=1")
    request.user = (
        AnonymousUser() if who == "anonymous" else type("Hugo", (), {"is_authenticated": True, "is_resident": False})()
    )

    response = resident_required(lambda request: HttpResponse("secret"))(request)

    assert response["Location"] == "/logga-in/?next=%2Fmina-sidor%2F%3Fa%3D1"


@pytest.mark.django_db
def test_resident_required_lets_residents_through(rf: Any, cast: Any) -> None:
    request = rf.get("/mina-sidor/")
    request.user = cast.astrid

    assert resident_required(lambda request: HttpResponse("hers"))(request).content == b"hers"
    assert not is_resident(cast.hugo)


@pytest.mark.django_db
def test_logout_ends_the_session_and_clears_the_browser(cast: Any, resident_client: Any) -> None:
    client = resident_client(cast.astrid)
    client.cookies["visitor"] = "somebody's draft"
    key = client.session.session_key

    response = client.post("/logga-ut/")

    assert response["Location"] == "/utloggad/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert [response.cookies[name].value for name in ("session", "visitor")] == ["", ""]
    assert not client.session.exists(key)


@pytest.mark.parametrize("path", ["/admin/logout/", "/logga-ut/"])
@pytest.mark.django_db
def test_staff_logout_clears_the_browser_too(cast: Any, staff_client: Any, path: str) -> None:
    client = staff_client(cast.hugo)
    key = client.session.session_key

    response = client.post(path)

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not client.session.exists(key)


@pytest.mark.django_db
def test_logout_by_link_asks_first(cast: Any, resident_client: Any) -> None:
    client = resident_client(cast.astrid)

    response = client.get("/logga-ut/")

    assert response.status_code == 200
    assert person_in(client) == str(cast.astrid.pk)


@pytest.mark.parametrize("path", ["/logga-ut/", "/logga-in/med/test/"])
@pytest.mark.django_db
def test_posts_need_the_form_token(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403


@pytest.mark.parametrize("path", ["/logga-in/", "/logga-ut/", "/utloggad/"])
@pytest.mark.django_db
def test_login_pages_are_kept_out_of_caches(cast: Any, resident_client: Any, path: str) -> None:
    assert "no-store" in resident_client(cast.astrid).get(path)["Cache-Control"]

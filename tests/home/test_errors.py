"""Pages for when something is wrong: in both languages, with a way on, and one that needs nothing that can break."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from config.request_context import at_work_on
from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from crypto.envelope import SealBroken
from crypto.keyring import KeysAway
from home import errors, municipality
from home.models import MunicipalitySettings
from tests.home.html import Markup


def broken(request: HttpRequest) -> None:
    raise ZeroDivisionError("secret")


def away(request: HttpRequest) -> None:
    raise OperationalError("secret")


def without_keys(request: HttpRequest) -> None:
    raise KeysAway("secret")


def unreadable(request: HttpRequest) -> None:
    raise SealBroken("secret")


def faulty_query(request: HttpRequest) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM nowhere")


VIEWS = {
    "trasig": broken,
    "borta": away,
    "utan-nycklar": without_keys,
    "olaslig": unreadable,
    "felskriven": faulty_query,
}


class Urls:
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500
    urlpatterns = [
        path(f"{prefix}{name}/", view) for name, view in VIEWS.items() for prefix in ("", "en/")
    ] + urlpatterns


@pytest.fixture
def quiet_client(settings: Any) -> Client:
    settings.DEBUG = False
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "heading"), [("/finns-inte/", "Sidan finns inte"), ("/en/finns-inte/", "Sidan finns inte")]
)
def test_missing_page_answers_404_with_a_way_on(quiet_client: Client, pages: Any, address: str, heading: str) -> None:
    response = quiet_client.get(address)
    markup = Markup(response.content)

    assert (response.status_code, len(markup.all("h1"))) == (404, 1)
    assert markup.first("html")["lang"] == ("en" if address.startswith("/en/") else "sv")
    assert "tel:+4622436000" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)]
)
@pytest.mark.django_db
def test_error_page_has_its_status_and_one_heading(rf: RequestFactory, view: Any, status: int) -> None:
    response = view(rf.get("/"), ValueError("secret"))

    assert (response.status_code, len(Markup(response.content).all("h1"))) == (status, 1)
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
def test_old_form_token_gives_a_way_back_and_no_reason(settings: Any, pages: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/logga-ut/")

    assert response.status_code == 403
    assert 'href="/logga-ut/"' in response.content.decode()
    assert "Det du har sparat finns kvar" in response.content.decode()


def test_server_error_page_needs_no_database(quiet_client: Client, settings: Any) -> None:
    """No `db` mark: pytest-django refuses any query, so this proves there is none."""
    settings.ROOT_URLCONF = Urls

    swedish, english = quiet_client.get("/trasig/"), quiet_client.get("/en/trasig/")

    assert (swedish.status_code, english.status_code) == (500, 500)
    assert [Markup(page.content).first("html")["lang"] for page in (swedish, english)] == ["sv", "en"]
    assert "Det du har sparat finns kvar" in swedish.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status", "heading"),
    [
        ("trasig", 500, "Något gick fel hos oss"),
        ("olaslig", 500, "Uppgifterna går inte att läsa"),
        ("borta", 503, "Portalen är stängd en liten stund"),
        ("utan-nycklar", 503, "Portalen är stängd en liten stund"),
    ],
)
def test_page_says_what_kind_of_fault_it_is_and_no_more(quiet_client, settings, name, status, heading) -> None:
    settings.ROOT_URLCONF = Urls

    swedish, english = quiet_client.get(f"/{name}/"), quiet_client.get(f"/en/{name}/")

    assert [page.status_code for page in (swedish, english)] == [status, status]
    assert [page.headers.get("Retry-After") for page in (swedish, english)] == [("30" if status == 503 else None)] * 2
    assert f"<h1>{heading}</h1>" in swedish.content.decode()
    assert Markup(english.content).first("html")["lang"] == "en"
    assert "secret" not in swedish.content.decode()
    assert swedish["X-Request-ID"] in swedish.content.decode()


@pytest.mark.django_db
def test_fault_in_our_own_query_is_no_reason_to_come_back_soon(quiet_client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = Urls

    assert quiet_client.get("/felskriven/").status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("view", [errors.bad_request, errors.forbidden])
def test_reference_of_a_proxys_long_id_is_its_beginning(rf: RequestFactory, view: Any) -> None:
    with at_work_on("0123456789abcdef0123456789abcdef"):
        page = view(rf.get("/"), ValueError()).content.decode()

    assert '<strong class="reference">0123456789AB</strong>' in page


def test_server_error_page_names_the_municipality_it_last_knew(quiet_client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = Urls
    municipality._kept[:] = [
        municipality.Portrait(MunicipalitySettings(name="Heby kommun", phone="0224-360 00"), taken_at=-1e9)
    ]

    content = quiet_client.get("/trasig/").content.decode()

    assert ("Heby kommun" in content, "tel:+4622436000" in content) == (True, True)

"""Whose portal it is: kept a few seconds, worded in two languages, and read with no query once known."""

import time
from typing import Any

import pytest
from django.db import connection

from home import municipality
from home.models import MunicipalitySettings
from home.phones import phone_link


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("0224-360 00", "tel:+4622436000"),
        ("+46 224 360 00", "tel:+4622436000"),
        ("1177", "tel:1177"),
        ("", "tel:"),
    ],
)
def test_phone_link_works_from_abroad(phone: str, link: str) -> None:
    assert phone_link(phone) == link


def test_portrait_costs_nothing_when_known(pages: Any, django_assert_num_queries: Any) -> None:
    municipality.portrait()

    with django_assert_num_queries(0):
        assert municipality.portrait().municipality.name == "Heby kommun"


def test_change_is_seen_when_the_portrait_is_old(pages: Any) -> None:
    municipality.portrait()
    MunicipalitySettings.objects.update(name="Grannkommunen")
    before = municipality.portrait().municipality.name

    municipality._kept[0].taken_at = time.monotonic() - municipality.LIFETIME - 1

    assert (before, municipality.portrait().municipality.name) == ("Heby kommun", "Grannkommunen")


@pytest.mark.django_db
def test_portal_works_before_anybody_has_saved_settings(client: Any) -> None:
    assert "Kommunen" in client.get("/logga-in/").content.decode()


def test_last_known_portrait_stands_in_when_the_database_fails(pages: Any) -> None:
    municipality.portrait()
    municipality._kept[0].taken_at = -1e9
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE home_municipalitysettings RENAME TO elsewhere")

    assert municipality.portrait().municipality.name == "Heby kommun"


def test_settings_speak_the_active_language() -> None:
    from django.utils.translation import override

    settings = MunicipalitySettings(portal_name="E-tjänster", portal_name_en="E-services", footer_text="Bara svenska")

    with override("en"):
        assert (settings.portal_title, settings.footer) == ("E-services", "Bara svenska")
    with override("sv"):
        assert settings.portal_title == "E-tjänster"

"""Wagtail's accessibility checker: on for editors, where they look at pages and where they write them."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from home.desk.checker import Checker

pytestmark = pytest.mark.django_db
CONFIGURATION = re.compile(r'id="(?:checker|accessibility)-axe-configuration"[^>]*>(.*?)</script>', re.DOTALL)


def rules(content: bytes) -> list[str]:
    found = CONFIGURATION.search(content.decode())
    assert found, "no checker"
    return list(json.loads(found[1])["options"]["runOnly"])


@pytest.mark.parametrize("person", ["elin", "maja", "sixten"])
def test_editors_have_it_on_every_page(cast: Any, staff_client: Any, pages: Any, person: str) -> None:
    client = staff_client(getattr(cast, person))

    for address in ("/", "/e-tjanster/", "/sok/"):
        assert rules(client.get(address).content) == Checker.axe_run_only, address


@pytest.mark.parametrize("person", ["hugo", "adam"])
def test_other_staff_have_none(cast: Any, staff_client: Any, pages: Any, person: str) -> None:
    assert b"wagtail-userbar" not in staff_client(getattr(cast, person)).get("/").content


def test_residents_and_visitors_have_none_and_their_pages_open_no_session(
    cast: Any, resident_client: Any, pages: Any
) -> None:
    anonymous = Client().get("/")

    assert b"wagtail-userbar" not in resident_client(cast.astrid).get("/").content
    assert b"wagtail-userbar" not in anonymous.content
    assert not anonymous.cookies
    assert "no-store" not in anonymous.headers.get("Cache-Control", "")


def test_it_runs_beside_the_preview_in_the_page_editor(cast: Any, staff_client: Any, a_text_page: Any) -> None:
    page = a_text_page("Avfall")
    client = staff_client(cast.maja)

    assert rules(client.get(f"/admin/pages/{page.pk}/edit/").content) == Checker.axe_run_only


def test_what_it_says_of_our_rules_is_in_the_editors_language() -> None:
    said = {str(text) for texts in (Checker.axe_messages["image-alt"],) for text in texts.values()}

    assert said == {"Bilden har ingen beskrivning", "Skriv vad bilden visar, för den som inte ser den"}
    assert set(Checker.axe_run_only) <= set(Checker.axe_messages)

"""Every public page, in every state that a resident can meet it in, is valid HTML by the W3C's own checker."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from eservices.models import EServicePage
from home import municipality
from tests.eservices.factories import Errand
from tests.test_languages import BESIDES, SCHOOL_TRANSPORT, filled
from tools import html_checker

Pages = dict[str, bytes]

pytestmark = pytest.mark.skipif(not html_checker.JAR.exists(), reason="needs the HTML checker; make test fetches it")


@pytest.fixture
def demo(db: None, settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    municipality.forget()
    call_command("load_demo", verbosity=0)
    with override("sv"):
        yield
    municipality.forget()


def fetched(client: Client, *paths: str) -> Pages:
    pages = {path: client.get(path) for path in paths}
    assert {path for path, page in pages.items() if not page["Content-Type"].startswith("text/html")} == set()
    return {path: page.content for path, page in pages.items()}


def test_checker_finds_what_is_wrong() -> None:
    page = b"<!DOCTYPE html><html lang=sv><title>Sida</title><p><div></div></p><p id=a></p><p id=a></p>"

    found = html_checker.faults({"the page": page})

    assert any("the page" in line and "Duplicate ID" in line for line in found)
    assert any("No \u201cp\u201d element in scope" in line for line in found)


def test_public_pages_are_valid(demo: None, client: Client) -> None:
    public = [page.get_url() for page in Page.objects.live().filter(depth__gte=2).specific()]
    swedish = [path.removeprefix("/en") or "/" for path in BESIDES]

    pages = fetched(client, *public, *swedish, *BESIDES, "/demo/komponenter/", "/ingen-sadan-sida/", "/en/")

    assert html_checker.faults(pages) == []


def test_errand_is_valid_in_every_state(demo: None, cast: Any, resident_client: Callable[..., Client]) -> None:
    errand = Errand(resident_client(cast.astrid), EServicePage.objects.get(slug="skolskjuts"))
    pages = fetched(errand.client, errand.address("first_step"), "/mina-sidor/")
    for position, answers in enumerate(SCHOOL_TRANSPORT, start=1):
        errand.post(position)
        faulty = f"{errand.address('step', position)}?fel=1"
        pages |= fetched(errand.client, faulty)
        errand.post(position, **answers)
        pages |= fetched(errand.client, errand.address("step", position))
    pages |= fetched(errand.client, *(errand.address(name) for name in ("review", "leave", "remove")))
    begun = f"/starta/{errand.page.pk}/"
    pages |= fetched(errand.client, "/mina-sidor/?alla=1", begun)
    errand.send()
    pages |= fetched(errand.client, errand.address("sent"), f"/mina-sidor/arende/{errand.case().pk}/")

    assert html_checker.faults(pages) == []


def test_second_tab_is_shown_valid_pages(demo: None, cast: Any, resident_client: Callable[..., Client]) -> None:
    errand = filled(Errand(resident_client(cast.astrid), EServicePage.objects.get(slug="skolskjuts")))
    position, answers = 2, SCHOOL_TRANSPORT[1]
    name = next(iter(answers))
    conflict = errand.post(position, base="another", **(answers | {name: "Något annat"}))

    assert conflict.status_code == 409
    assert html_checker.faults({"conflict": conflict.content}) == []

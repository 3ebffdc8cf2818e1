"""Short addresses lead to their page while it is published, and clash with nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import InformationPage
from tests.home.catalogue import service


def leads_to(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def test_short_address_leads_to_the_page_in_both_languages(client: Client, pages: Any) -> None:
    service("Bygglov", slug="fraga-om-bygglov", short_address="bygglov")

    assert leads_to(client, "/bygglov/") == (302, "/e-tjanster/fraga-om-bygglov/")
    assert leads_to(client, "/en/bygglov/") == (302, "/en/e-tjanster/fraga-om-bygglov/")
    assert client.get("/bygglov", follow=True).status_code == 200


def test_short_address_works_for_information_pages(client: Client, pages: Any) -> None:
    InformationPage.objects.filter(slug="kontakt").update(short_address="ring")

    assert leads_to(client, "/ring/") == (302, "/kontakt/")
    assert leads_to(client, "/en/ring/") == (302, "/en/contact/")


def test_short_address_of_an_english_page_leads_to_it_from_everywhere(client: Client, pages: Any) -> None:
    InformationPage.objects.filter(slug="contact").update(short_address="call")

    assert leads_to(client, "/call/") == leads_to(client, "/en/call/") == (302, "/en/contact/")


def test_translation_has_no_short_address_of_its_source(pages: Any) -> None:
    page = InformationPage(title="Nytt", slug="nytt", short_address="snabbt")
    pages["front"].add_child(instance=page)

    assert page.copy_for_translation(Locale.objects.get(language_code="en")).short_address == ""


def test_short_address_rests_while_the_page_is_not_published(client: Client, pages: Any) -> None:
    service("Bygglov", short_address="bygglov", live=False)

    assert client.get("/bygglov/").status_code == 404


def test_copy_of_a_page_has_no_short_address(pages: Any) -> None:
    for page in (service("Fråga", short_address="bygglov"), InformationPage.objects.first()):
        page.short_address = page.short_address or "ring"
        page.save()
        assert page.copy(update_attrs={"slug": f"{page.slug}-2"}).short_address == ""


@pytest.mark.parametrize("path", ["/finns-inte/", "/bygglov/mer/", "/e-tjanster/bygglov/"])
def test_only_the_short_address_itself_leads_there(client: Client, pages: Any, path: str) -> None:
    service("Fråga", short_address="bygglov")

    assert client.get(path).status_code == 404


@pytest.fixture
def editor(cast: Any, staff_client: Any, pages: Any) -> Client:
    return staff_client(cast.maja)


def saved(editor: Client, page: Any, **fields: Any) -> list[str]:
    """The errors of the form when an editor saves the page with these fields."""
    data = nested_form_data({"title": page.title, "slug": page.slug, "body": streamfield([]), **fields})
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return [] if response.status_code == 302 else [str(one) for errors in form_errors(response) for one in errors]


def form_errors(response: Any) -> list[Any]:
    return list(response.context["form"].errors.values())


@pytest.fixture
def contact(pages: Any) -> InformationPage:
    return InformationPage.objects.get(slug="kontakt")


def test_editor_gives_a_short_address(editor: Client, contact: Any, client: Client) -> None:
    assert saved(editor, contact, short_address="ring-oss", **{"action-publish": "1"}) == []

    assert leads_to(client, "/ring-oss/") == (302, "/kontakt/")


@pytest.mark.parametrize("address", ["mina-sidor", "logga-in", "admin", "en", "sv", "static", "demo", "healthz"])
def test_address_of_the_portal_itself_is_refused(editor: Client, contact: Any, address: str) -> None:
    assert saved(editor, contact, short_address=address) == ["Adressen används redan av portalen. Välj en annan."]


def test_address_that_leads_elsewhere_is_refused(editor: Client, contact: Any, pages: Any) -> None:
    service("Fråga om lov", short_address="bygglov")
    refused = "Adressen leder redan till sidan ”%s”. Välj en annan."

    assert saved(editor, contact, short_address="bygglov") == [refused % "Fråga om lov"]
    assert saved(editor, contact, short_address="e-tjanster") == [refused % pages["section"].title]


@pytest.mark.parametrize("address", ["Flytta", "flytta/nu", "å", "a b", "-a", "a--b", "x" * 61, "flytta?"])
def test_address_that_cannot_be_said_is_refused(editor: Client, contact: Any, address: str) -> None:
    assert len(saved(editor, contact, short_address=address)) == 1


def test_ordinary_address_may_not_cover_a_short_one(editor: Client, contact: Any) -> None:
    service("Fråga om lov", short_address="bygglov")

    assert saved(editor, contact, slug="bygglov") == [
        "Adressen är kort adress till sidan ”Fråga om lov”. Välj en annan."
    ]


def test_page_keeps_its_own_short_address(editor: Client, contact: Any) -> None:
    InformationPage.objects.filter(pk=contact.pk).update(short_address="ring")

    assert saved(editor, contact, short_address="ring") == []

"""Finding pages with few queries gives what Wagtail's own, slower ways give."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home.finding import for_everyone, page_at, restrictions_of
from home.models import InformationPage


@pytest.fixture
def contact(pages: dict[str, Any]) -> InformationPage:
    return InformationPage.objects.get(slug="kontakt")


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_page_is_found_as_its_own_kind_in_one_query(contact: InformationPage, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = page_at("/hem/kontakt/")
        assert (type(found), found.body.raw_data[0]["type"]) == (InformationPage, "contact")


@pytest.mark.parametrize("path", ["/hem/kontakta/", "/kontakt/", "/hem/kontakt", "/hem/%/", ""])
def test_no_other_address_finds_a_page(contact: InformationPage, path: str) -> None:
    assert page_at(path) is None


def test_unpublished_page_is_not_served(client: Client, contact: InformationPage) -> None:
    contact.unpublish()

    assert client.get("/kontakt/").status_code == 404


def test_restriction_above_counts_for_the_page(client: Client, pages: dict[str, Any], contact: InformationPage) -> None:
    restrict(pages["front"])

    assert list(restrictions_of(contact)) == list(Page.get_view_restrictions(contact)) != []
    assert client.get("/kontakt/").status_code == 302
    assert not InformationPage.objects.filter(for_everyone(), locale__language_code="sv").exists()


def test_restriction_beside_does_not_count(client: Client, pages: dict[str, Any], contact: InformationPage) -> None:
    restrict(pages["section"])

    assert client.get("/kontakt/").status_code == 200
    assert InformationPage.objects.filter(for_everyone()).count() == InformationPage.objects.count()


def test_alias_has_the_restriction_of_its_source(pages: dict[str, Any], contact: InformationPage) -> None:
    alias = contact.create_alias(parent=pages["section"], update_slug="annan-kontakt")
    restrict(contact)

    assert list(restrictions_of(alias)) == list(Page.get_view_restrictions(alias)) != []


def test_child_of_an_alias_has_the_restriction_of_the_source(pages: dict[str, Any], contact: InformationPage) -> None:
    contact.add_child(instance=InformationPage(title="Under", slug="under"))
    alias = contact.create_alias(parent=pages["section"], update_slug="annan-kontakt", recursive=True)
    restrict(contact)
    below = alias.get_children().get().specific

    assert list(restrictions_of(below)) == list(Page.get_view_restrictions(below)) != []

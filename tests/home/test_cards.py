"""Cards say what an entry takes, in words and in the reader's language; and what is like it."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from home.catalogue.cards import cards, related_cards
from home.catalogue.icons import PATHS, Icon, picture
from home.catalogue.uses import record_uses
from home.models import ServiceUse
from tests.home.catalogue import area, external, paper_form, service

pytestmark = pytest.mark.usefixtures("pages")


def card_of(page: Any) -> Any:
    return next(card for card in cards() if card.pk == page.pk)


def facts(page: Any) -> list[str]:
    return [fact.text for fact in card_of(page).facts]


def test_service_says_login_time_and_cost() -> None:
    page = service("Tjänst", login="required", minutes=10, cost="200 kr")

    assert facts(page) == ["E-legitimation behövs", "Ungefär 10 minuter", "200 kr"]


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert facts(service("Tjänst", login="none", minutes=None)) == ["Utan inloggning"]
    assert facts(paper_form()) == []


def test_other_site_and_paper_say_so_in_words(client: Client) -> None:
    external("Vårdtid"), paper_form("Fiskekort")

    content = client.get("/e-tjanster/").content.decode()

    for title, words in (("Vårdtid", "På en annan webbplats"), ("Fiskekort", "Blankett att skriva ut")):
        assert words in content.split(title)[0].rsplit("<article", 1)[1]


def test_text_without_english_is_marked_swedish() -> None:
    page = service("Brygga", summary="Plats", title_en="Jetty", cost="Fritt")

    with override("en"):
        card = card_of(page)

    assert (card.title.text, card.title.language) == ("Jetty", "")
    assert (card.summary.text, card.summary.language) == ("Plats", "sv")
    assert card.facts[-1].language == "sv"
    assert card.url == "/en/e-tjanster/brygga/"


def test_card_address_is_the_pages_own() -> None:
    page = service("Brygga", slug="brygga-åäö")

    assert card_of(page).url == page.get_url() == "/e-tjanster/brygga-%C3%A5%C3%A4%C3%B6/"


def test_editor_chooses_what_is_related_and_in_which_order() -> None:
    school = area("Skola", "skola")
    first, second, gone = service("A"), service("B"), service("C", live=False)
    page = service("Mitt", category=school, related=[("page", one) for one in (second, gone, first)])
    service("Samma område", category=school)

    assert [card.title.text for card in related_cards(page)] == ["B", "A"]


def test_otherwise_the_most_used_of_the_area_are_related() -> None:
    school = area("Skola", "skola")
    page, *others = (service(title, category=school) for title in ("Mitt", "E", "D", "C", "B", "A"))
    record_uses({others[0].pk: 9})

    assert [card.title.text for card in related_cards(page)] == ["E", "A", "B", "C"]
    assert related_cards(service("Ensam")) == []


def test_promise_2_figures_under_five_are_not_kept() -> None:
    pages = [service(title) for title in "ABC"]
    record_uses(dict(zip((page.pk for page in pages), (4, 5, 1), strict=True)))

    assert list(ServiceUse.objects.values_list("page", "cases")) == [(pages[1].pk, 5)]


def test_new_figures_take_the_place_of_the_old() -> None:
    one, other = service("A"), service("B")
    record_uses({one.pk: 10, other.pk: 20})
    record_uses({one.pk: 30})

    assert list(ServiceUse.objects.values_list("page", "cases")) == [(one.pk, 30)]


def test_cards_are_found_in_one_query(django_assert_num_queries: Any) -> None:
    for number in range(5):
        service(f"Tjänst {number}")
    cards()

    with django_assert_num_queries(1):
        cards()


def test_every_icon_is_drawn() -> None:
    assert set(PATHS) == set(Icon)
    assert len(set(PATHS.values())) == len(Icon)
    assert picture("finns-inte") == ""

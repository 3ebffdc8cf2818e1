"""The index follows the pages: only what anyone may see is found, at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from eservices.models import EServicePage
from home import demo, tasks
from home.models import InformationPage
from home.search.actions import index_page, rebuild_index, record_miss
from home.search.models import SearchEntry, SearchMiss
from tests.eservices.factories import publish_again
from tests.home.search.conftest import found, languages_of, shown, titles


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)


def test_published_page_is_found_in_both_languages(service: Any) -> None:
    assert titles("bygglov") == []

    page = service("Bygglov")

    assert (titles("bygglov"), titles("bygglov", "en")) == (["Bygglov"], ["Bygglov"])
    assert languages_of(page) == ["en", "sv"]


def test_draft_of_a_page_is_not_found(cast: Any, service: Any) -> None:
    page = service("Bygglov", publish=False)
    page.title = "Rivningslov"
    page.save_revision()

    assert (titles("bygglov"), titles("rivningslov")) == ([], [])


def test_unpublished_change_is_found_when_it_is_published(service: Any) -> None:
    page = service("Bygglov")
    page.title = "Rivningslov"
    revision = page.save_revision()
    assert titles("rivningslov") == []

    revision.publish()

    assert (titles("rivningslov"), titles("bygglov")) == (["Rivningslov"], [])


def test_closed_service_is_not_found_and_is_again_when_it_opens(service: Any) -> None:
    page = service("Bygglov")

    page.unpublish()
    assert (titles("bygglov"), titles("byglov"), languages_of(page)) == ([], [], [])

    publish_again(page)
    assert titles("bygglov") == ["Bygglov"]


def test_service_past_its_last_day_is_not_found_though_nobody_unpublished_it(service: Any) -> None:
    page = service("Bygglov")
    now = timezone.now()

    EServicePage.objects.filter(pk=page.pk).update(expire_at=now - timedelta(seconds=1))
    assert titles("bygglov") == []

    EServicePage.objects.filter(pk=page.pk).update(expire_at=now + timedelta(hours=1))
    assert titles("bygglov") == ["Bygglov"]


def test_moved_page_is_found_at_its_new_address(pages: dict[str, Any], service: Any) -> None:
    page = service("Bygglov", slug="bygglov")

    page.move(Page.objects.get(pk=pages["front"].pk), pos="last-child")

    assert [entry.page.get_url() for entry in shown("bygglov")] == ["/bygglov/"]


def test_deleted_page_is_gone_from_the_index(pages: dict[str, Any]) -> None:
    page = pages["front"].add_child(instance=InformationPage(title="Kolonilotter", slug="kolonilotter"))
    page.save_revision().publish()
    assert titles("kolonilott") == ["Kolonilotter"]

    page.delete()

    assert (titles("kolonilott"), SearchEntry.objects.filter(title="Kolonilotter").count()) == ([], 0)


@pytest.mark.parametrize("where", ["page", "above"])
def test_restricted_page_is_neither_found_nor_betrayed_by_its_words(service: Any, where: str) -> None:
    page = service("Bygglov")
    restriction = restrict(page if where == "page" else page.get_parent())

    result = found("byglov")
    assert (titles("bygglov"), list(result.pages), result.respelt) == ([], [], "")

    restriction.delete()
    assert titles("bygglov") == ["Bygglov"]


def test_alias_is_found_once_as_its_source(pages: dict[str, Any]) -> None:
    page = pages["front"].add_child(instance=InformationPage(title="Kolonilotter", slug="kolonilotter"))
    page.save_revision().publish()

    alias = page.create_alias(parent=Page.objects.get(pk=pages["section"].pk), update_slug="annan")
    index_page(alias.pk)

    assert [entry.page.get_url() for entry in shown("kolonilotter")] == ["/kolonilotter/"]


def test_translated_page_is_found_once_in_each_language(pages: dict[str, Any]) -> None:
    page = pages["front"].add_child(instance=InformationPage(title="Kolonilotter", slug="kolonilotter"))
    page.save_revision().publish()
    assert titles("kolonilotter", "en") == ["Kolonilotter"]

    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.lead = "Allotments, kolonilotter"
    english.title = "Allotments"
    english.save_revision().publish()
    assert (titles("kolonilotter", "en"), titles("kolonilotter")) == (["Allotments"], ["Kolonilotter"])

    Page.objects.get(pk=english.pk).unpublish()
    assert titles("kolonilotter", "en") == ["Kolonilotter"]


def test_page_below_an_alias_has_the_restriction_of_the_source(pages: dict[str, Any]) -> None:
    section = Page.objects.get(pk=pages["section"].pk).specific
    alias = section.create_alias(parent=Page.objects.get(pk=pages["front"].pk), update_slug="annan")
    below = alias.add_child(instance=InformationPage(title="Kolonilotter", slug="kolonilotter"))
    below.save_revision().publish()
    assert titles("kolonilotter") == ["Kolonilotter"]

    restrict(section)

    assert titles("kolonilotter") == []


def test_rebuilding_mends_whatever_the_index_has_become(service: Any) -> None:
    kept, lost, closed = service("Bygglov"), service("Skolskjuts"), service("Sophämtning")
    SearchEntry.objects.filter(page=lost).delete()
    EServicePage.objects.filter(pk=closed.pk).update(live=False)

    call_command("rebuild_search", verbosity=0)

    assert (languages_of(kept), languages_of(lost), languages_of(closed)) == (["en", "sv"], ["en", "sv"], [])


def test_nightly_work_mends_the_index_and_forgets(service: Any) -> None:
    page = service("Bygglov")
    SearchEntry.objects.all().delete()
    record_miss("solceller", today=timezone.localdate() - timedelta(days=91))

    tasks.rebuild_search.call_local()
    tasks.forget_what_was_not_found.call_local()

    assert (languages_of(page), SearchMiss.objects.count()) == (["en", "sv"], 0)


def test_indexing_twice_changes_nothing(service: Any) -> None:
    page = service("Bygglov")
    entries = SearchEntry.objects.filter(page=page).order_by("language").values("language", "title", "words")
    before = list(entries)

    assert index_page(page.pk) == 2

    assert list(entries.all()) == before
    assert index_page(0) == 0


def test_demo_is_found_from_the_start(pages: dict[str, Any]) -> None:
    demo.load()

    assert titles("skyddade uppgifter")[0] == "Skyddade personuppgifter"
    assert rebuild_index() == SearchEntry.objects.count()


@pytest.mark.postgres
def test_many_who_publish_at_once_leave_one_entry_a_language(in_threads: Any, service: Any) -> None:
    page = service("Bygglov")

    answers = in_threads(8, lambda number: publish_again(page, title=f"Bygglov {number}"))

    assert answers == [None] * 8
    assert languages_of(page) == ["en", "sv"]
    live = EServicePage.objects.get(pk=page.pk).title
    assert set(SearchEntry.objects.filter(page=page).values_list("title", flat=True)) == {live}

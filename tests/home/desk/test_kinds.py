"""What home itself finds that may wait for an editor."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from home.search.models import SearchMiss
from tests.home.catalogue import external, paper_form
from tests.home.notices import a_notice

pytestmark = pytest.mark.django_db


def titles(heap: Any) -> list[str]:
    return [matter.title for matter in heap.matters]


def notes(heap: Any) -> list[str]:
    return [matter.note for matter in heap.matters]


def test_a_page_with_a_later_version_waits_and_a_published_one_does_not(
    cast: Any, waiting: Any, a_text_page: Any
) -> None:
    changed, published, never_live = (a_text_page(title) for title in ("Ändrad", "Publicerad", "Ny"))
    never_live.unpublish()
    for page in (changed, published, never_live):
        page.lead = "Ny ingress"
        revision = page.save_revision(user=cast.maja)
        if page is published:
            revision.publish()

    assert titles(waiting(cast.maja)["unpublished"]) == ["Ändrad"]


def test_the_latest_change_stands_first(cast: Any, waiting: Any, a_text_page: Any) -> None:
    for title in ("Först", "Sist"):
        page = a_text_page(title)
        page.lead = "x"
        page.save_revision()

    assert titles(waiting(cast.maja)["unpublished"]) == ["Sist", "Först"]


def test_searches_in_vain_lead_to_a_new_synonym(cast: Any, waiting: Any) -> None:
    today = timezone.localdate()
    SearchMiss.objects.create(words="carport", day=today, times_that_day=4)
    SearchMiss.objects.create(words="en gång", day=today, times_that_day=1)

    heap = waiting(cast.elin)["searches"]

    assert (titles(heap), notes(heap)) == (["carport"], ["4 sökningar"])
    assert heap.matters[0].url == "/admin/snippets/home/synonymgroup/add/"
    assert heap.list_url == "/admin/sokningar-utan-traff/"


def test_who_may_not_keep_synonyms_or_notices_hears_nothing_of_them(cast: Any, waiting: Any) -> None:
    cast.elin.groups.get().permissions.filter(codename__in=["add_synonymgroup", "change_operatingnotice"]).delete()

    assert not {"searches", "notices"} & waiting(cast.elin).keys()


def test_notices_that_begin_within_a_week_or_ended_within_one(cast: Any, waiting: Any) -> None:
    now = timezone.now()
    day = timedelta(days=1)
    for text, starts_at, ends_at in (
        ("Snart", now + 2 * day, None),
        ("Senare", now + 20 * day, None),
        ("Pågår", now - day, now + 20 * day),
        ("Nyss", now - 3 * day, now - day),
        ("Länge sedan", now - 30 * day, now - 20 * day),
    ):
        a_notice(text=text, starts_at=starts_at, ends_at=ends_at)

    heap = waiting(cast.maja)["notices"]

    assert titles(heap) == ["Snart", "Nyss"]
    assert [note.split()[0] for note in notes(heap)] == ["börjar", "slutade"]


def test_entries_elsewhere_name_the_texts_that_lack_english(cast: Any, waiting: Any, pages: Any) -> None:
    Page.objects.filter(slug__in=["boka-vardtid"]).delete()
    english = {"title_en": "x", "summary_en": "x", "cost_en": "x", "responsible_en": "x", "send_to_en": "x"}
    in_both = dict.fromkeys(("title_en", "summary_en", "responsible_en"), "x")
    external("Klar", **in_both)
    external("Halv", **(in_both | {"summary_en": ""}), cost="Gratis")
    paper_form("Blankett", **{name: english[name] for name in ("title_en", "summary_en")})
    known = {"Klar", "Halv", "Blankett"}

    found = [(matter.title, matter.note) for matter in waiting(cast.maja)["english"].matters if matter.title in known]

    assert found == [
        ("Halv", "kostnad på engelska, sammanfattning på engelska"),
        ("Blankett", "hit skickas blanketten, på engelska"),
    ]


def test_pages_of_the_default_tree_without_a_translation(cast: Any, waiting: Any, a_text_page: Any) -> None:
    done, _missing, hidden = (a_text_page(title) for title in ("Klar", "Saknas", "Dold översättning"))
    english = Locale.objects.get_or_create(language_code="en")[0]
    Page.objects.get(depth=2).copy_for_translation(english)
    for page in (done, hidden):
        copy = page.copy_for_translation(english)
        if page is done:
            copy.save_revision().publish()

    assert titles(waiting(cast.maja)["translation"]) == ["Saknas", "Dold översättning"]


def test_types_with_both_languages_in_one_page_need_no_translation(cast: Any, waiting: Any, pages: Any) -> None:
    external("Boka vårdtid")

    assert titles(waiting(cast.maja)["translation"]) == []

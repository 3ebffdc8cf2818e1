"""The nightly check and its report: what was broken since when, who sees it, and what other sites are asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission

from home.desk.links import actions
from home.desk.links.actions import check_links
from home.desk.links.models import BrokenLink, OutsideAddress
from home.tasks import look_for_broken_links
from tests.english import ReadPage
from tests.home.desk.other_site import OtherSite, other_site

pytestmark = pytest.mark.django_db
REPORT = "/admin/trasiga-lankar/"
MONDAY = date(2026, 11, 30)


@pytest.fixture
def site(settings: Any) -> Iterator[OtherSite]:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    settings.CHECK_OUTSIDE_LINKS = True
    with other_site() as site:
        yield site


def linked(*addresses: str) -> list[Any]:
    return [("text", "".join(f'<p><a href="{address}">Läs mer</a></p>' for address in addresses))]


def broken() -> list[tuple[str, str, date]]:
    return list(BrokenLink.objects.order_by("target").values_list("target", "reason", "since"))


def days(count: int) -> list[date]:
    return [MONDAY + timedelta(days=number) for number in range(count)]


def test_link_to_a_page_that_is_unpublished_is_found_and_mended(a_text_page: Any) -> None:
    goal = a_text_page("Målet")
    a_text_page("Avfall", body=[("text", f'<a linktype="page" id="{goal.pk}">Målet</a>')])
    assert check_links(MONDAY) == 0

    goal.unpublish()
    check_links(MONDAY + timedelta(days=1))
    check_links(MONDAY + timedelta(days=2))
    found = broken()
    goal.save_revision().publish()

    assert found == [(str(goal.pk), "page_not_live", MONDAY + timedelta(days=1))]
    assert check_links(MONDAY + timedelta(days=3)) == 0
    assert broken() == []


def test_pages_that_nobody_sees_are_not_looked_at(a_text_page: Any) -> None:
    a_text_page("Dold", body=linked("http://"), live=False)

    assert check_links(MONDAY) == 0


def test_another_site_is_broken_after_two_days_not_one(site: OtherSite, a_text_page: Any) -> None:
    site.answers["/borta"] = 404
    a_text_page("Avfall", body=linked(site.url("/borta"), site.url("/finns")))

    assert [check_links(day) for day in (MONDAY, MONDAY, *days(2)[1:])] == [0, 0, 1]
    assert broken() == [(site.url("/borta"), "not_found", MONDAY)]


def test_a_hiccup_alarms_nobody(site: OtherSite, a_text_page: Any) -> None:
    a_text_page("Avfall", body=linked(site.url("/x")))
    found = []
    for day, status in zip(days(4), (500, 200, 500, 200), strict=True):
        site.answers["/x"] = status
        OutsideAddress.objects.update(asked_on=None)
        found.append(check_links(day))

    assert found == [0, 0, 0, 0]


def test_a_site_that_is_well_again_leaves_the_list(site: OtherSite, a_text_page: Any) -> None:
    site.answers["/x"] = 500
    a_text_page("Avfall", body=linked(site.url("/x")))
    for day in days(2):
        check_links(day)

    site.answers["/x"] = 200

    assert check_links(MONDAY + timedelta(days=2)) == 0


def test_an_address_that_is_well_is_asked_once_a_week(site: OtherSite, a_text_page: Any) -> None:
    a_text_page("Avfall", body=linked(site.url("/x"), site.url("/x")))

    for day in days(8):
        check_links(day)

    assert len(site.asked) == 2


def test_so_many_a_night_and_the_rest_the_next(
    site: OtherSite, a_text_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_ASKED_A_RUN", 3)
    a_text_page("Avfall", body=linked(*(site.url(f"/{number}") for number in range(5))))

    asked = []
    for day in days(3):
        check_links(day)
        asked.append(len(site.asked))

    assert asked == [3, 5, 5]


def test_turned_off_nobody_is_asked_and_old_answers_count_no_more(
    site: OtherSite, settings: Any, a_text_page: Any
) -> None:
    site.answers["/x"] = 404
    a_text_page("Avfall", body=linked(site.url("/x")))
    for day in days(2):
        check_links(day)
    site.asked.clear()
    settings.CHECK_OUTSIDE_LINKS = False

    assert (check_links(MONDAY + timedelta(days=2)), site.asked) == (0, [])


def test_addresses_no_page_has_any_longer_are_forgotten(site: OtherSite, a_text_page: Any) -> None:
    page = a_text_page("Avfall", body=linked(site.url("/x")))
    check_links(MONDAY)

    page.unpublish()
    check_links(MONDAY)

    assert not OutsideAddress.objects.exists()


def test_an_address_too_long_to_keep_harms_nothing(site: OtherSite, a_text_page: Any) -> None:
    a_text_page("Avfall", body=linked(site.url("/" + "å" * 1500), "http:// " + "x" * 3000))

    assert check_links(MONDAY) == 1
    assert site.asked == []


def test_the_task_of_the_night_looks(a_text_page: Any) -> None:
    a_text_page("Avfall", body=linked("http://"))

    look_for_broken_links.call_local()

    assert BrokenLink.objects.get().reason == "malformed"


def test_report_says_where_why_and_since_when(cast: Any, staff_client: Any, a_text_page: Any) -> None:
    page = a_text_page("Avfall", body=linked("/finns-inte/", "https://exa mple.se/"))
    check_links(MONDAY)

    shown = staff_client(cast.elin).get(REPORT).content.decode()

    link = BrokenLink.objects.first()
    assert link.edit_url == f"/admin/pages/{page.pk}/edit/#:w:contentpath=body.{page.body[0].id}"
    for text in ("Avfall", "Läs mer", "Innehåll › Text", "det finns ingen sådan sida", "30 november 2026"):
        assert text in shown, text
    assert f'href="{link.edit_url}"' in shown
    assert "https://exa mple.se/" in shown


def test_report_of_a_portal_without_faults_says_so(cast: Any, staff_client: Any) -> None:
    assert "Inga trasiga länkar." in staff_client(cast.maja).get(REPORT).content.decode()


def test_report_shows_only_pages_one_may_edit(cast: Any, staff_client: Any, a_text_page: Any) -> None:
    mine, other = (a_text_page(title, body=linked("http://")) for title in ("Min", "Annans"))
    check_links(MONDAY)
    GroupPagePermission.objects.filter(group=cast.elin.groups.get()).update(page=mine)

    shown = staff_client(cast.elin).get(REPORT).content.decode()

    assert (">Min<" in shown, f">{other.title}<" in shown) == (True, False)


@pytest.mark.parametrize(("person", "is_there"), [("elin", True), ("maja", True), ("hugo", False), ("adam", False)])
def test_report_stands_in_the_menu_of_those_who_may(cast: Any, staff_client: Any, person: str, is_there: bool) -> None:
    assert (REPORT in staff_client(getattr(cast, person)).get("/admin/").content.decode()) is is_there


def test_report_is_in_english_too(cast: Any, staff_client: Any, a_text_page: Any) -> None:
    from wagtail.users.models import UserProfile

    a_text_page("Waste", body=[("text", '<a href="http://">Read</a>')])
    check_links(MONDAY)
    UserProfile.objects.create(user=cast.maja, preferred_language="en")

    page = staff_client(cast.maja).get(REPORT)

    assert "the address is misspelt" in page.content.decode()
    assert "Content › Text" in page.content.decode()
    assert ReadPage(page.content).swedish_interface() == []


def test_report_asks_as_much_for_one_as_for_many(cast: Any, staff_client: Any, a_text_page: Any) -> None:
    client = staff_client(cast.maja)

    def asked() -> int:
        check_links(MONDAY)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(REPORT).status_code == 200
        return len([query for query in queries if "home_publicchange" not in query["sql"]])

    a_text_page("Avfall", body=linked("http://"))
    asked()
    few = asked()
    for number in range(30):
        a_text_page(f"Avfall {number}", body=linked("http://"))

    assert asked() == few

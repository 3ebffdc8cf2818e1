"""The panel "Att göra": who sees it, that it costs the same however much waits, and that its numbers end somewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from home.desk import matters
from home.desk.links.models import BrokenLink
from home.desk.matters import Kind, Matter
from home.desk.panel import DeskPanel
from home.models import InformationPage
from tests.english import ReadPage
from tests.eservices.factories import a_page

pytestmark = pytest.mark.django_db
PANEL = 'class="portal-desk"'


def first_page(client: Any) -> str:
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("person", ["elin", "maja", "sixten"])
def test_those_who_may_edit_pages_see_the_panel(cast: Any, staff_client: Any, person: str) -> None:
    assert PANEL in first_page(staff_client(getattr(cast, person)))


@pytest.mark.parametrize("person", ["hugo", "hedda", "rut", "adam"])
def test_those_who_may_not_see_none(cast: Any, staff_client: Any, person: str) -> None:
    assert PANEL not in first_page(staff_client(getattr(cast, person)))


def test_nothing_waiting_is_said(cast: Any, staff_client: Any) -> None:
    page = first_page(staff_client(cast.maja))

    assert "Inget väntar på dig." in page
    assert "Ändringar som inte är publicerade" in page.split("Utan anmärkning:")[1].split("</p>")[0]


def test_what_waits_leads_straight_to_the_editor(cast: Any, staff_client: Any, a_text_page: Any) -> None:
    page = a_text_page("Avfall")
    page.title = "Avfall och återvinning"
    page.save_revision(user=cast.elin)

    shown = first_page(staff_client(cast.maja))

    assert f'<a href="/admin/pages/{page.pk}/edit/">Avfall och återvinning</a>' in shown
    assert "av Elin Ek" in shown
    assert "Inget väntar på dig." not in shown


def test_panel_is_in_english_for_who_works_in_english(cast: Any, staff_client: Any) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=cast.maja, preferred_language="en")

    shown = first_page(staff_client(cast.maja))

    assert ("Nothing is waiting for you." in shown, "Att göra" in shown) == (True, False)
    assert ReadPage(shown.encode()).swedish_interface() == []


def test_numbers_end_at_twenty(cast: Any, waiting: Any, a_text_page: Any) -> None:
    for number in range(25):
        a_text_page(f"Sida {number}").save_revision()
    Page.objects.filter(live=True).update(has_unpublished_changes=True)

    heap = waiting(cast.maja)["unpublished"]

    assert (heap.count, heap.has_more, len(heap.shown), len(heap.matters)) == (20, True, 5, 21)


def test_an_app_adds_its_kind(cast: Any, staff_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matters, "KINDS", dict(matters.KINDS))
    matters.register(Kind("statement", "Redogörelsen", lambda looker: [Matter("För gammal", "/admin/x/")], "doc-full"))

    assert '<a href="/admin/x/">För gammal</a>' in first_page(staff_client(cast.maja))


def test_pages_that_one_may_not_edit_are_left_out(cast: Any, waiting: Any, a_text_page: Any) -> None:
    mine, other = a_text_page("Min"), a_text_page("Annans")
    for page in (mine, other):
        page.save_revision()
        BrokenLink.objects.create(page=page, place="x", target="1", reason="page_gone", since=timezone.localdate())
    Page.objects.filter(pk__in=[mine.pk, other.pk]).update(has_unpublished_changes=True)
    GroupPagePermission.objects.filter(group=cast.elin.groups.get()).update(page=mine)

    found = waiting(cast.elin)

    assert [matter.title for matter in found["unpublished"].matters] == ["Min"]
    assert [matter.title for matter in found["links"].matters] == ["Min"]


def much(cast: Any, a_text_page: Any, count: int) -> None:
    """So many of most kinds."""
    now = timezone.now()
    for number in range(count):
        page = a_text_page(f"Sida {InformationPage.objects.count()}")
        page.save_revision(user=cast.elin)
        Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)
        BrokenLink.objects.create(page=page, place="x", target=str(number), reason="page_gone", since=now.date())
        a_page(cast.unit, expire_at=now + timedelta(days=3))
        planned = a_page(cast.unit, publish=False)
        planned.go_live_at = now + timedelta(days=3)
        planned.save_revision(approved_go_live_at=planned.go_live_at)
        sent = a_page(cast.unit, publish=False)
        sent.save_revision()
        sent.get_workflow().start(sent, cast.elin)


def test_the_panel_asks_as_much_for_one_as_for_many(cast: Any, rf: Any, a_text_page: Any) -> None:
    def asked() -> int:
        request = rf.get("/admin/")
        request.user = type(cast.maja).objects.get(pk=cast.maja.pk)
        with CaptureQueriesContext(connection) as queries:
            html = DeskPanel().render_html({"request": request})
        assert html.count('class="portal-desk__heap"') == 7
        return len(queries)

    assert cast.maja
    much(cast, a_text_page, 1)
    asked()
    few = asked()
    much(cast, a_text_page, 25)

    assert asked() <= few + 1  # services whose English has not been looked through yet: one more to keep it
    assert few <= 24

"""What waits for an editor among the e-services."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission

from eservices import desk
from home.desk.matters import Looker, heaps
from tests.eservices.factories import TEXTS, a_page, publish_again

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ENGLISH = {f"{name}_en": "x" for name in ("summary", "purpose", "legal_basis")}


def found(user: Any, kind: str) -> list[tuple[str, str]]:
    (heap,) = [heap for heap in heaps(Looker(user, timezone.now())) if heap.kind.name == kind]
    return [(matter.title, matter.note.split()[0] if matter.note else "") for matter in heap.matters]


def test_services_that_close_within_a_month(cast: Any) -> None:
    now = timezone.now()
    a_page(cast.unit, title="Om tre dagar", expire_at=now + 3 * DAY)
    a_page(cast.unit, title="Om två månader", expire_at=now + 60 * DAY)
    a_page(cast.unit, title="Öppen")

    assert found(cast.maja, "closing") == [("Om tre dagar", "stänger")]


def test_closed_services_whose_last_day_to_send_in_comes(cast: Any) -> None:
    today = timezone.localdate()
    for title, until in (("Snart slut", today + 5 * DAY), ("Slut", today - DAY), ("Länge kvar", today + 90 * DAY)):
        a_page(cast.unit, title=title, finish_until=until).unpublish()
    a_page(cast.unit, title="Aldrig öppnad", finish_until=today + 5 * DAY, publish=False)

    assert found(cast.maja, "closing") == [("Snart slut", "stängd;")]


def test_services_that_open_or_change_by_themselves(cast: Any) -> None:
    soon = timezone.now() + 3 * DAY
    for title, publish, at in (
        ("Öppnar", False, soon),
        ("Ändras", True, soon + DAY),
        ("Om två månader", False, soon + 60 * DAY),
    ):
        page = a_page(cast.unit, title=title, publish=publish)
        page.go_live_at = at
        page.save_revision().publish()
    a_page(cast.unit, title="Inget bestämt", publish=False).save_revision()

    assert found(cast.maja, "opening") == [("Öppnar", "öppnar"), ("Ändras", "nya")]


def test_live_services_that_lack_english(cast: Any) -> None:
    lacking = a_page(cast.unit, title="Saknar")
    a_page(cast.unit, title="Har allt", **ENGLISH)
    a_page(cast.unit, title="Inte publicerad", publish=False)

    assert found(cast.maja, "services_english") == [("Saknar", "Sammanfattning")]
    publish_again(lacking, **ENGLISH)
    assert found(cast.maja, "services_english") == []


def test_services_one_may_not_edit_are_left_out(cast: Any) -> None:
    mine = a_page(cast.unit, title="Min")
    a_page(cast.unit, title="Annans")
    GroupPagePermission.objects.filter(group=cast.elin.groups.get()).update(page=mine)

    assert found(cast.elin, "services_english") == [("Min", "Sammanfattning")]


def test_a_service_is_read_for_its_english_once(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(desk, "english_missing", lambda page: read.append(page.title) or ["Titel"])
    page = a_page(cast.unit)

    for _time in range(3):
        found(cast.maja, "services_english")
    publish_again(page, cost="10 kr")
    found(cast.maja, "services_english")

    assert read == [TEXTS["title"]] * 2


def test_many_services_cost_no_more_questions_than_few(cast: Any) -> None:
    def asked() -> int:
        cache.clear()
        user = type(cast.maja).objects.get(pk=cast.maja.pk)
        with CaptureQueriesContext(connection) as queries:
            found(user, "services_english")
        return len(queries)

    a_page(cast.unit)
    asked()
    few = asked()
    for _number in range(12):
        a_page(cast.unit)

    assert asked() == few

"""Operating notices in the admin: who may write them, what is refused and how, and times as Swedish time."""

import html
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from eservices.models import EServicePage
from home.notices import Closes, Kind, OperatingNotice, Phase
from tests.home.notices import a_notice

pytestmark = pytest.mark.django_db
INDEX, ADD = "/admin/driftmeddelanden/", "/admin/driftmeddelanden/add/"


@pytest.fixture
def maja(cast: Any, staff_client: Any) -> Client:
    return staff_client(cast.maja)


def form_of(*places: Any, **changes: Any) -> dict[str, Any]:
    fields = {
        "kind": Kind.WARNING,
        "text": "Stopp i natt.",
        "text_en": "Down tonight.",
        "starts_at": "2099-12-01 08:00",
        "ends_at": "2099-12-01 12:30",
        "where": "chosen" if places else "everywhere",
        "closes": Closes.NOTHING,
        "places": places,
    }
    return fields | changes


def refused_with(client: Client, form: dict[str, Any]) -> str:
    response = client.post(ADD, form)
    assert response.status_code == 200, response.headers.get("Location")
    assert not OperatingNotice.objects.exists()
    return html.unescape(response.content.decode())


def test_editor_writes_a_notice(maja, pages):
    response = maja.post(ADD, form_of(pages["section"].pk, closes=Closes.ALL))

    notice = OperatingNotice.objects.get()
    assert response.url == INDEX
    assert (notice.kind, notice.text, notice.text_en, notice.closes) == (
        "warning",
        "Stopp i natt.",
        "Down tonight.",
        "all",
    )
    assert [page.pk for page in notice.places.all()] == [pages["section"].pk]


def test_times_are_swedish_whatever_the_editor_has_chosen_for_the_admin(maja, cast, pages):
    UserProfile.objects.update_or_create(user=cast.maja, defaults={"current_time_zone": "Asia/Tokyo"})

    maja.post(ADD, form_of(starts_at="2098-12-01 08:00", ends_at="2099-07-01 08:00"))
    notice = OperatingNotice.objects.get()
    edited = maja.get(f"{INDEX}edit/{notice.pk}/").content.decode()

    assert notice.starts_at == datetime(2098, 12, 1, 7, 0, tzinfo=UTC)
    assert notice.ends_at == datetime(2099, 7, 1, 6, 0, tzinfo=UTC)
    assert 'value="2098-12-01 08:00"' in edited
    assert "1 december 2098 08.00 – 1 juli 2099 08.00" in maja.get(INDEX).content.decode()


@pytest.mark.parametrize("time", ["2031-03-30 02:30", "2031-10-26 02:30"])
def test_time_of_the_night_when_the_clock_changes_is_refused(maja, pages, time):
    """The one does not exist, the other exists twice."""
    assert "Klockan ställs om den natten" in refused_with(maja, form_of(ends_at=time, starts_at="2030-01-01 08:00"))


@pytest.mark.parametrize("hour", ["01:59", "03:00"])
def test_times_beside_the_change_of_the_clock_are_taken(maja, pages, hour):
    maja.post(ADD, form_of(starts_at="2030-01-01 08:00", ends_at=f"2031-03-30 {hour}"))

    assert OperatingNotice.objects.get().ends_at.minute == int(hour[3:])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_at": "2099-12-01 08:00"}, "Sluttiden måste komma efter starttiden."),
        ({"ends_at": "2099-11-30 08:00"}, "Sluttiden måste komma efter starttiden."),
        ({"starts_at": "2020-01-01 08:00", "ends_at": "2020-01-02 08:00"}, "Sluttiden har redan varit"),
        ({"starts_at": "i morgon"}, "Skriv datum och klockslag så här"),
        ({"ends_at": "2099-13-45 08:00"}, "Skriv datum och klockslag så här"),
        ({"ends_at": "9999-12-31 23:59"}, "Skriv ett år mellan 2000 och 2100."),
        ({"starts_at": "0001-01-01 00:00"}, "Skriv ett år mellan 2000 och 2100."),
        ({"starts_at": "2026-12-01\0 08:00"}, "Skriv datum och klockslag så här"),
        ({"starts_at": ""}, "obligatoriskt"),
        ({"where": "chosen"}, "Välj minst en avdelning eller e-tjänst"),
        ({"text": ""}, "obligatoriskt"),
        ({"text": "x" * 10_000}, "som mest 600 tecken"),
        ({"text": "nolla\0"}, "Null"),
        ({"kind": "fara"}, "fara"),
        ({"closes": "allt\0"}, "allt"),
    ],
)
def test_what_is_wrong_is_refused_with_words(maja, pages, changes, message):
    assert message in refused_with(maja, form_of(**changes))


def test_places_and_everywhere_do_not_go_together(maja, pages):
    page = refused_with(maja, form_of(pages["section"].pk, where="everywhere"))

    assert "Du har valt avdelningar eller e-tjänster." in page


def test_place_must_be_a_section_or_a_service(maja, pages):
    for page in (pages["front"].pk, 999_999, 2**70, "x", "1\0"):
        refused_with(maja, form_of(page))


def test_a_running_notice_is_ended_by_its_editor(maja, pages):
    notice = a_notice()
    starts = timezone.localtime(notice.starts_at - timedelta(hours=2))
    ended = form_of(starts_at=f"{starts:%Y-%m-%d %H:%M}", ends_at=f"{starts + timedelta(hours=1):%Y-%m-%d %H:%M}")

    maja.post(f"{INDEX}edit/{notice.pk}/", ended)

    assert OperatingNotice.objects.get().phase_at(timezone.now()) == Phase.PAST


def test_list_tells_coming_current_and_past_apart(maja, pages):
    now = timezone.now()
    a_notice(text="Kommer", starts_at=now + timedelta(days=1), ends_at=None)
    a_notice(text="Pågår")
    a_notice(text="Förbi", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))

    listed = {phase: html.unescape(maja.get(f"{INDEX}?phase={phase}").content.decode()) for phase in ("", *Phase)}

    texts = ("Kommer", "Pågår", "Förbi")
    assert [text in listed[""] for text in texts] == [True, True, True]
    assert [text in listed[Phase.COMING] for text in texts] == [True, False, False]
    assert [text in listed[Phase.CURRENT] for text in texts] == [False, True, False]
    assert [text in listed[Phase.PAST] for text in texts] == [False, False, True]
    assert [label in listed[""] for label in ("Kommande", "Visas nu", "Avslutat")] == [True, True, True]


def test_list_costs_the_same_for_one_and_for_thirty(maja, pages):
    counts = []
    for more in (1, 29):
        for number in range(more):
            a_notice(pages["section"], text=f"Nummer {number}")
        maja.get(INDEX)
        with CaptureQueriesContext(connection) as asked:
            maja.get(INDEX)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("person", "status"), [("maja", 200), ("sixten", 200), ("hugo", 302)])
def test_only_editors_and_administrators_write_notices(cast, staff_client, pages, person, status):
    client = staff_client(getattr(cast, person))

    assert [client.get(path).status_code for path in (INDEX, ADD)] == [status, status]
    client.post(ADD, form_of())
    assert OperatingNotice.objects.count() == (1 if status == 200 else 0)


def test_residents_and_strangers_get_no_further_than_the_login(cast, resident_client, pages):
    for client in (Client(), resident_client(cast.astrid)):
        assert client.post(ADD, form_of()).url.startswith(reverse("wagtailadmin_login"))
    assert not OperatingNotice.objects.exists()


def test_caseworker_cannot_delete_one(cast, staff_client, pages):
    notice = a_notice()

    staff_client(cast.hugo).post(f"{INDEX}delete/{notice.pk}/")

    assert OperatingNotice.objects.filter(pk=notice.pk).exists()


def test_service_can_be_chosen(maja, pages):
    page = pages["section"].add_child(instance=EServicePage(title="Bygga", slug="bygga"))

    maja.post(ADD, form_of(page.pk))

    assert OperatingNotice.objects.get().places.get().pk == page.pk

"""The demo's living portal: cases in every state, drafts about to be removed, made once, by the product's own acts."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

import accounts.demo
import home.demo
from accounts.contacts import contact_of
from accounts.demo import CHILDREN, RESIDENTS
from accounts.models import User
from attachments.checks import check_content
from attachments.kinds import KINDS, kind_of_name
from casework.files import files_of
from casework.models import Case, CaseEvent, RegisterEntry, Status
from eservices import demo
from eservices.demo import errands
from eservices.demo.begun import BEGUN
from eservices.demo.errand import moment
from eservices.demo.papers import DemoFile
from eservices.demo.received import RECEIVED
from eservices.expiry import is_soon
from eservices.models import Draft, EServicePage
from outbox.models import OutboxMessage
from tests.eservices.factories import a_page, drafts_in_database

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
WEEKS = 8
EVERY = (*RECEIVED, *BEGUN)


@pytest.fixture
def loaded(db: None) -> None:
    accounts.demo.load()
    home.demo.load()
    demo.load()
    errands.load(NOW)


def test_cases_are_in_every_state_there_is(loaded: None) -> None:
    cases = Case.objects.all()

    assert {case.status for case in cases} == set(Status.values)
    assert cases.count() == len(RECEIVED) > 20
    assert {case.unit.name for case in cases} == {name for name, *_rest in accounts.demo.UNITS}
    assert {case.applicant is None for case in cases} == {True, False}
    assert any(files_of(case) for case in cases)


def test_cases_came_in_the_order_of_their_numbers_and_nothing_is_later_than_now(loaded: None) -> None:
    for committee in accounts.demo.COMMITTEES:
        entries = RegisterEntry.objects.filter(committee__code=committee).order_by("running_number")
        days = [entry.received_at for entry in entries]
        assert days == sorted(days)
        assert [entry.running_number for entry in entries] == list(range(1, len(days) + 1))
    for case in Case.objects.all():
        at = list(case.events.order_by("sequence").values_list("at", flat=True))
        assert at == sorted(at)
        assert all(NOW - timedelta(weeks=WEEKS) < one <= NOW for one in at)
    assert len({timezone.localdate(case.received_at) for case in Case.objects.all()}) > 15


def test_status_is_changed_by_somebody_of_the_unit(loaded: None) -> None:
    changes = CaseEvent.objects.filter(kind=CaseEvent.Kind.STATUS_CHANGED).select_related("actor", "case__unit")

    assert ("closed", "ongoing") in {(one.details["before"], one.details["after"]) for one in changes}
    for event in changes:
        assert event.actor.memberships.filter(unit=event.case.unit).exists()
        assert event.case.history.filter(revision=event.details["revision"], history_user=event.actor).exists()


def test_drafts_are_their_owners_and_some_are_soon_removed(loaded: None) -> None:
    owners = {one.who for one in BEGUN}

    for name in owners:
        own = Draft.objects.owned_by(person(name))
        assert own.count() == len([one for one in BEGUN if one.who == name])
        assert all(draft.kept_at for draft in own)
    soon = [draft for draft in Draft.objects.owned_by(person("Astrid")) if is_soon(draft.expires_at, NOW)]
    assert len(soon) == 1
    assert contact_of(person("Astrid")) is not None


def test_draft_of_the_closed_service_may_still_be_sent(loaded: None, resident_client: Any) -> None:
    nils: Client = resident_client(person("Nils"))
    draft = Draft.objects.owned_by(person("Nils")).get()

    assert nils.get("/e-tjanster/sommarjobb/").status_code == 404
    assert "Ansökningstiden är slut" in nils.get(f"/starta/{draft.version.service_id}/").content.decode()
    assert nils.get("/mina-sidor/").content.decode().count(">Sök sommarjobb</a>") == 1


def test_my_pages_show_all_groups_that_can_hold_anything(db: None, resident_client: Any) -> None:
    call_command("load_demo", errands=True, verbosity=0)

    shown = resident_client(person("Astrid")).get("/mina-sidor/").content.decode()

    for text in ("Ansök om bidrag till förening", "Tas bort om 5 dagar", "Avslutat"):
        assert text in shown


def test_loading_again_makes_nothing_twice_and_brings_nothing_back(loaded: None) -> None:
    Draft.objects.owned_by(person("Astrid")).delete()
    before = (Case.objects.count(), drafts_in_database(), OutboxMessage.objects.count())

    assert errands.load(NOW + timedelta(days=3)) == 0
    assert (Case.objects.count(), drafts_in_database(), OutboxMessage.objects.count()) == before


def test_service_of_the_editors_own_is_left_alone(db: None, cast: Any) -> None:
    accounts.demo.load()
    section = home.demo.load()["section"]
    mine = a_page(cast.unit, slug="boka-lokal", parent=section)
    demo.load()

    errands.load(NOW)

    assert EServicePage.objects.get(slug="boka-lokal").pk == mine.pk
    assert not Case.objects.filter(service_version__service=mine).exists()
    assert Case.objects.exists()


def test_load_demo_makes_errands_only_when_asked(db: None) -> None:
    call_command("load_demo", verbosity=0)

    assert (Case.objects.count(), drafts_in_database()) == (0, 0)


@pytest.mark.parametrize("name", ["intyg.pdf", "bild.jpg", "karta.png", "dagbok.txt"])
def test_papers_are_rightful_files(name: str) -> None:

    file = DemoFile(name, ("Läkarintyg (demo)", r"Åtta \ rader"))

    assert kind_of_name(name, KINDS.values()) == check_content(io.BytesIO(file.content), name, KINDS.values())


def test_no_moment_is_later_than_now() -> None:
    assert moment(NOW, 0, "23:59") == NOW
    assert timezone.localtime(moment(NOW, 3, "07:45")).isoformat() == "2026-11-24T07:45:00+01:00"


def test_errands_have_an_id_each() -> None:
    assert len({errand.draft_id for errand in EVERY}) == len(EVERY)


def test_promise_10_nobody_in_the_demo_is_real() -> None:
    """Skatteverket's test numbers, PTS's telephone series for fiction (070-174 06 05 to 35), and example.se."""
    said = [text for errand in EVERY for text in errand.answers.values() if isinstance(text, str)]
    numbers = {text for text in said if re.fullmatch("[0-9]{12}", text)}
    phones = {text for text in said if text.startswith("07")}

    assert numbers <= {one.value for one in RESIDENTS} | set(CHILDREN)
    assert [phone for phone in phones if not re.fullmatch("070-174 06 (0[5-9]|[12][0-9]|3[0-5])", phone)] == []
    assert [text for text in said if "@" in text and not text.endswith("@example.se")] == []
    assert len(numbers) == len(CHILDREN) == 3
    assert len(phones) > 5


def person(first_name: str) -> User:
    from accounts.identities import resident_for

    return resident_for(next(subject for subject in RESIDENTS if subject.first_name == first_name))

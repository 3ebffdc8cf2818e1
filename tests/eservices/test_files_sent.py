"""From draft to case: which files go along, which are destroyed, who may fetch them, and what each reading leaves."""

import json
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from attachments.models import ScanState, StoredFile
from casework.file_checks import check_waiting_files
from casework.files import files_of
from casework.models import CaseEvent, CaseFile, CaseReading
from casework.reading import canonical_of
from eservices.actions.expiry import remove_expired_drafts
from eservices.demo.builder import question
from eservices.models import Draft
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.eservices.factories import a_page
from tests.eservices.file_cases import (
    DRAWING,
    PHOTOS_FIELD,
    FileErrand,
    a_file,
    asks_for_files,
    blobs,
    content_of,
    file_rows,
    files_of_draft,
    stored_ids,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def errand(file_errand):
    return file_errand


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_promise_3_the_case_holds_each_file_and_its_hash(errand, owner):
    errand.fill_with(a_file("a.pdf"), a_file("b.pdf"))
    attached = files_of_draft(errand.draft_id, owner)

    errand.send()

    case = errand.case()
    sent = json.loads(canonical_of(case.submissions.get()))["answers"][DRAWING]
    assert [file["sha256"] for file in sent] == [file.details.sha256 for file in attached]
    assert [(file.number, file.name) for file in files_of(case)] == [(1, "a.pdf"), (2, "b.pdf")]
    assert (file_rows(), stored_ids(), blobs()) == (0, {file.id for file in attached}, {file.id for file in attached})


@pytest.mark.parametrize("change", ["add", "exchange", "rename"])
def test_promise_3_a_file_changed_after_the_review_is_not_sent(errand, owner, change):
    errand.fill_with()
    reviewed, file_id = errand.reviewed(), files_of_draft(errand.draft_id, owner)[0].id
    if change == "add":
        errand.attach(a_file("ny.pdf"))
    elif change == "exchange":
        errand.client.post(errand.file_address("replace_file", file_id), {"fil": a_file("ny.pdf")})
    else:
        errand.client.post(errand.file_address("rename_file", file_id), {"namn": "annat"})

    response = errand.send(reviewed)

    assert response.url == errand.address("review")
    assert CaseFile.objects.count() == 0


def test_promise_13_files_of_a_question_that_no_longer_applies_are_destroyed(errand, owner, commits):
    errand.upload(a_file(), wish="En brygga")
    errand.upload(a_file("foto.jpg"), field=PHOTOS_FIELD, position=2, has_photos="yes")
    errand.post(2, has_photos="no")
    assert len(blobs()) == 2

    with commits():
        errand.send()

    assert [file.name for file in files_of(errand.case())] == ["ritning.pdf"]
    assert blobs() == stored_ids() == set(CaseFile.objects.values_list("stored_id", flat=True))


def test_review_and_receipt_tell_of_the_files(cast, resident_client):
    steps = asks_for_files()
    steps[0]["value"]["items"].append(question("email", "email", ("E-post", "E-mail"), receipt=True))
    errand = FileErrand(resident_client(cast.astrid), a_page(cast.unit, steps=steps))
    errand.upload(a_file(), a_file("b.pdf"), wish="En brygga", email="astrid@example.se")
    errand.post(2, has_photos="no")

    review = errand.client.get(errand.address("review")).content.decode()
    errand.send()

    assert "ritning.pdf (1\u00a0kB)\nb.pdf (1\u00a0kB)" in review
    assert "Bilagor: 2 filer" in opened(OutboxMessage.objects.get(topic="receipt")).body


def test_promise_5_files_of_a_case_are_for_its_applicant_and_its_caseworkers(
    errand, cast, resident_client, staff_client
):
    errand.fill_with().send()
    case = errand.case()
    mine, staffs = f"/mina-sidor/arende/{case.pk}/fil/1/", f"/admin/arenden/{case.pk}/fil/1/"

    assert content_of(errand.client.get(mine)) == a_file().read()
    assert content_of(staff_client(cast.hugo).get(staffs)) == a_file().read()
    assert resident_client(cast.nils).get(mine).status_code == 404
    assert staff_client(cast.hedda).get(staffs).status_code == 404
    assert staff_client(cast.sixten).get(staffs).status_code == 404
    assert errand.client.get(mine.replace("/1/", "/2/")).status_code == 404


def test_promise_6_every_download_by_staff_leaves_the_files_number_and_not_its_name(errand, cast, staff_client):
    errand.fill_with().send()
    case = errand.case()

    staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/fil/1/")

    reading = CaseReading.objects.get(kind=CaseReading.Kind.FILE)
    assert (reading.case_number, reading.file_number, reading.user) == (case.number, 1, cast.hugo)
    assert "ritning" not in str(reading.__dict__)


def test_promise_3_the_database_refuses_to_change_a_file_of_a_case(errand, owner):
    errand.fill_with().send()
    changes = {
        "question_id": "x",
        "number": 9,
        "wrapped_key": b"x",
        "details_sealed": b"x",
        "created_at": timezone.now(),
    }
    changes |= {"case_id": uuid4(), "submission_id": 0, "stored_id": uuid4()}

    assert set(changes) == {field.attname for field in CaseFile._meta.concrete_fields} - {"id"}
    for column, value in changes.items():
        with pytest.raises(IntegrityError, match="are never changed"), transaction.atomic():
            CaseFile.objects.update(**{column: value})


def test_both_case_pages_list_the_files(errand, cast, staff_client):
    errand.fill_with().send()
    case = errand.case()

    mine = errand.client.get(f"/mina-sidor/arende/{case.pk}/").content.decode()
    staffs = staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/").content.decode()

    assert f'href="/mina-sidor/arende/{case.pk}/fil/1/"' in mine
    assert f'href="/admin/arenden/{case.pk}/fil/1/"' in staffs
    assert "ritning.pdf" in mine
    assert "ritning.pdf" in staffs


def set_scan(state: ScanState) -> None:
    StoredFile.objects.update(scan=state)


def test_a_waiting_file_is_sent_but_not_handed_out(errand, owner, cast, staff_client):
    errand.fill_with()
    set_scan(ScanState.WAITING)
    file_id = files_of_draft(errand.draft_id, owner)[0].id

    page = errand.client.get(errand.file_address("fetch_file", file_id), follow=True).content.decode()
    errand.send()
    case = errand.case()
    staffs = staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/fil/1/", follow=True).content.decode()

    assert "Väntar på kontroll" in page
    assert "Filen väntar på kontroll av skadlig kod." in page
    assert "Filen väntar på kontroll av skadlig kod." in staffs


@pytest.mark.parametrize(("state", "says_so"), [(ScanState.UNSCANNED, True), (ScanState.CLEAN, False)])
def test_caseworker_is_told_that_a_file_was_not_searched(errand, cast, staff_client, state, says_so):
    errand.fill_with().send()
    set_scan(state)

    page = staff_client(cast.hugo).get(f"/admin/arenden/{errand.case().pk}/").content.decode()

    assert ("Inte viruskontrollerad" in page) == says_so
    assert f'href="/admin/arenden/{errand.case().pk}/fil/1/"' in page


def test_a_file_found_harmful_stops_the_sending_and_says_so(errand):
    errand.fill_with()
    set_scan(ScanState.INFECTED)

    page = errand.client.get(errand.address("review"), follow=True).content.decode()

    assert "Vi hittade skadlig kod i ”ritning.pdf”. Ta bort filen eller byt ut den." in page
    assert "Innehåller skadlig kod" in page


def test_a_file_found_harmful_afterwards_is_told_once_and_never_handed_out(errand, cast, staff_client):
    errand.fill_with().send()
    case = errand.case()
    set_scan(ScanState.INFECTED)

    check_waiting_files(timezone.now())
    check_waiting_files(timezone.now())

    hugo = staff_client(cast.hugo)
    assert CaseEvent.objects.filter(kind=CaseEvent.Kind.HARMFUL_FILE).count() == 1
    assert hugo.get(f"/admin/arenden/{case.pk}/fil/1/").status_code == 302
    for page in (hugo.get(f"/admin/arenden/{case.pk}/"), errand.client.get(f"/mina-sidor/arende/{case.pk}/")):
        assert "Skadlig kod hittades i fil 1. Filen går inte att hämta." in page.content.decode()
        assert "Vi hittade skadlig kod i filen." in page.content.decode()


def test_leaving_without_saving_takes_the_new_files_away_and_says_so(errand, commits):
    errand.upload(a_file("sparad.pdf"), wish="En brygga")
    errand.post(1, action="save", wish="En brygga")
    errand.attach(a_file("ny.pdf"))

    asked = errand.client.get(errand.address("leave")).content.decode()
    with commits():
        errand.client.post(errand.address("leave"))

    assert '<li class="file-name">ny.pdf</li>' in asked
    assert "sparad.pdf" not in asked
    assert "Filer som du har tagit bort eller bytt ut sedan dess kommer inte tillbaka." in asked
    assert errand.names() == ["sparad.pdf"]
    assert blobs() == stored_ids()


@pytest.mark.parametrize("way", ["leave", "remove", "expiry"])
def test_files_go_with_their_draft(errand, commits, way):
    errand.upload(a_file(), wish="En brygga")

    with commits():
        if way == "expiry":
            Draft._base_manager.update(expires_at=timezone.now())
            assert remove_expired_drafts(timezone.now()) == 1
        else:
            errand.client.post(errand.address(way))

    assert (file_rows(), stored_ids(), blobs()) == (0, set(), set())

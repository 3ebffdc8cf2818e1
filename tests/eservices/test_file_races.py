"""Uploads and sendings at the same instant: no limit is overrun, no file is lost, sent twice, or left lying."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone

from attachments.errors import Refused
from attachments.incoming import SealedUpload, SealingUploadHandler
from attachments.models import StoredFile
from casework.files import files_of
from casework.models import Case, CaseFile
from eservices.actions import files as rules
from eservices.actions.drafts import begin_draft, remove_draft
from eservices.actions.files import Arrival, attach
from eservices.actions.sending import canonical_content, send
from eservices.errors import AlreadySent, DraftGone, ReviewedOtherContent
from eservices.filling import facts_of
from eservices.versions import compiled
from questions import evaluate, sha256_hex
from tests.attachments.samples import pdf
from tests.eservices.factories import a_page, newest_version, raw_answers
from tests.eservices.file_cases import DRAWING, asks_for_files, blobs, file_rows, files_of_draft, stored_ids

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ANSWERS = {"wish": "En brygga", "has_photos": "no"}


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"


@pytest.fixture
def draft(cast, owner):
    return new_draft(a_page(cast.unit, steps=asks_for_files()), owner)


def new_draft(page, owner):
    version, now = newest_version(page), timezone.now()
    return begin_draft(uuid4(), version=version, answers=raw_answers(**ANSWERS), owner=owner, now=now)


def an_upload(number: int) -> SealedUpload:
    content, handler = pdf(f"fil {number}"), SealingUploadHandler()
    handler.new_file("q", f"{number}.pdf", "application/pdf", len(content), None, None)
    handler.receive_data_chunk(content, 0)
    return handler.file_complete(len(content))


def attach_to(draft, owner, number: int) -> str:
    question = compiled(draft.version).question(DRAWING)
    attach(Arrival(an_upload(number), question), draft_id=draft.pk, owner=owner, now=timezone.now())
    return "attached"


def send_now(draft, owner, reviewed: str) -> Case:
    return send(draft.pk, owner=owner, reviewed=reviewed, language="sv", is_test=False, now=timezone.now())


def reviewed_with_files(draft, owner) -> str:
    service = compiled(draft.version)
    facts = facts_of(service, owner, timezone.now(), files_of_draft(draft.pk, owner))
    state = evaluate(service, raw_answers(**ANSWERS), facts)
    return sha256_hex(canonical_content(draft.version, service, state))


def everything_is_claimed(files: int) -> None:
    claimed = file_rows() + CaseFile.objects.count()
    assert (claimed, StoredFile.objects.count()) == (files, files)
    assert blobs() == stored_ids()


def test_six_uploads_at_the_limit_of_three(draft, owner, in_threads):
    answers = in_threads(6, lambda number: attach_to(draft, owner, number))

    refused = [answer.code for answer in answers if isinstance(answer, Refused)]
    assert (answers.count("attached"), refused) == (3, ["question_full"] * 3)
    everything_is_claimed(3)


def test_uploads_to_two_drafts_pass_no_limit_of_the_person(draft, owner, in_threads, monkeypatch):
    monkeypatch.setattr(rules, "PERSON_FILES", 3)
    drafts = [draft, new_draft(draft.version.service, owner)]

    answers = in_threads(6, lambda number: attach_to(drafts[number % 2], owner, number))

    refused = {answer.code for answer in answers if isinstance(answer, Refused)}
    assert (answers.count("attached"), refused) == (3, {"person_full"})
    everything_is_claimed(3)


def test_upload_against_submit_is_within_what_is_sent_or_refused(draft, owner, in_threads):
    attach_to(draft, owner, 0)
    reviewed = reviewed_with_files(draft, owner)

    answers = in_threads(
        4, lambda number: attach_to(draft, owner, number) if number else send_now(draft, owner, reviewed)
    )

    if isinstance(answers[0], Case):  # the sending was first: every upload is told so
        assert {type(answer) for answer in answers[1:]} == {AlreadySent}
        assert [file.name for file in files_of(answers[0])] == ["0.pdf"]
        everything_is_claimed(1)
    else:  # an upload was first: nothing is sent that was not reviewed
        assert isinstance(answers[0], ReviewedOtherContent)
        assert Case.objects.count() == 0
        everything_is_claimed(1 + answers[1:].count("attached"))


def test_promise_4_six_sends_of_a_draft_with_files_make_one_case_with_each_file_once(draft, owner, in_threads):
    for number in range(3):
        attach_to(draft, owner, number)
    reviewed = reviewed_with_files(draft, owner)

    answers = in_threads(6, lambda number: send_now(draft, owner, reviewed))

    cases = [answer for answer in answers if isinstance(answer, Case)]
    assert len(cases) == 1
    assert {type(answer) for answer in answers} == {Case, AlreadySent}
    assert [file.name for file in files_of(cases[0])] == ["0.pdf", "1.pdf", "2.pdf"]
    everything_is_claimed(3)


def test_uploads_against_removal_leave_nothing(draft, owner, in_threads):
    answers = in_threads(
        4, lambda number: attach_to(draft, owner, number) if number else remove_draft(draft, now=timezone.now())
    )

    assert {type(answer) for answer in answers[1:]} <= {str, DraftGone}
    assert answers[0] is None
    everything_is_claimed(0)


def test_the_same_file_six_times_at_once_is_there_once(draft, owner, in_threads):
    upload = an_upload(0)
    copies = [replace(an_upload(0), sha256=upload.sha256) for _ in range(6)]
    question = compiled(draft.version).question(DRAWING)

    in_threads(
        6,
        lambda number: attach(Arrival(copies[number], question), draft_id=draft.pk, owner=owner, now=timezone.now()),
    )

    assert [file.details.name for file in files_of_draft(draft.pk, owner)] == ["0.pdf"]

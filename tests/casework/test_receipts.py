"""A receipt is asked for with what is received, made by a worker once, and opened by whom it is for alone."""

import json
import subprocess
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from attachments.actions import read
from attachments.models import StoredFile
from attachments.storage import StorageAway
from casework.health import receipts_are_made
from casework.models import Receipt
from casework.receipts import actions
from casework.receipts.reading import document_key, receipt_of
from casework.receipts.verification import verify
from crypto.envelope import SealBroken
from operations.readiness import State
from tests.casework.factories import a_case
from tests.documents.pdf import faults, poppler, text_of

pytestmark = pytest.mark.django_db
ODD = "日本 <b>#x</b> 😀\nrad två"


@pytest.fixture
def case(cast, seal):
    return a_case(cast.unit, applicant=cast.astrid, answers={"wish": ODD})


def made(case) -> Receipt:
    actions.sweep()
    return receipt_of(case, case.applicant)


def pdf_of(receipt: Receipt) -> bytes:
    return b"".join(read(receipt.stored, document_key(receipt)))


def test_receipt_is_asked_for_with_the_case_and_made_by_the_worker(case):
    waiting = receipt_of(case, case.applicant)
    assert (waiting.made_at, waiting.stored) == (None, None)

    pdf = pdf_of(made(case))

    shown = text_of(pdf)
    assert f"Kvittens {case.number}" in shown
    assert "[U+65E5][U+672C] <b>#x</b>" in shown
    assert "rad två" in shown
    assert "provärende" not in shown
    assert faults(pdf) == []


def test_what_was_received_lies_in_it_to_the_byte(case, tmp_path):
    path = tmp_path / "receipt.pdf"
    path.write_bytes(pdf_of(made(case)))

    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, path], check=True)

    from casework.reading import canonical_of

    assert (tmp_path / "svar.json").read_bytes() == canonical_of(case.submissions.get())
    facts = json.loads((tmp_path / "kvittens.json").read_text())
    assert (facts["number"], facts["signatures"], facts["files"]) == (case.number, [], [])


def test_receipt_says_when_in_swedish_time(case):
    local = timezone.localtime(case.received_at)

    assert f"{local:%H.%M.%S} (UTC{local:%z}"[:16] in text_of(pdf_of(made(case)))


def test_english_receipt(cast, seal):
    case = a_case(cast.unit, applicant=cast.astrid, language="en")

    shown = text_of(pdf_of(made(case)))

    assert f"Receipt {case.number}" in shown
    assert "Kvittens" not in shown
    assert "Page 1 of 1" in shown


def test_visitor_has_a_receipt_too(cast, seal):
    case = a_case(cast.unit)

    assert faults(pdf_of(made(case))) == []


def test_nobody_has_anothers(cast, case):
    actions.sweep()

    assert receipt_of(case, cast.bo) is None
    assert receipt_of(case, None) is None


def test_key_of_one_receipt_opens_no_other(cast, case):
    other = a_case(cast.unit, applicant=cast.astrid)
    first, second = made(case), made(other)
    Receipt.objects.filter(pk=second.pk).update(wrapped_key=first.wrapped_key)

    with pytest.raises(SealBroken):
        document_key(receipt_of(other, cast.astrid))


def test_made_again_nothing_is_changed(case):
    first = made(case)

    actions.make(first.pk)
    actions.sweep()

    again = receipt_of(case, case.applicant)
    assert (again.sha256, again.stored_id, again.attempts) == (first.sha256, first.stored_id, 1)
    assert StoredFile.objects.count() == 1


def test_second_worker_that_is_late_leaves_nothing(case, monkeypatch):
    """The first one's lease ran out while it worked: both finish, and one document stands."""
    receipt = receipt_of(case, case.applicant)
    build = actions.typeset

    def slow(document):
        monkeypatch.setattr(actions, "typeset", build)
        Receipt.objects.filter(pk=receipt.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        actions.make(receipt.pk)
        return build(document)

    monkeypatch.setattr(actions, "typeset", slow)
    actions.make(receipt.pk)

    assert StoredFile.objects.count() == 1
    assert pdf_of(receipt_of(case, case.applicant)).startswith(b"%PDF")


def test_failure_is_tried_again_later(case, monkeypatch):
    def away(pdf):
        raise StorageAway("no")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "kept_document", away)
        actions.sweep()
    waiting = receipt_of(case, case.applicant)
    assert (waiting.attempts, waiting.leased_until) == (1, None)
    assert waiting.due_at > timezone.now() + timedelta(seconds=30)

    Receipt.objects.update(due_at=timezone.now())
    assert made(case).made_at


def test_one_that_cannot_be_made_holds_no_other_up(cast, case, monkeypatch):
    other = a_case(cast.unit, applicant=cast.astrid)
    case.submissions.update()
    Receipt.objects.filter(submission__case=case).update(language="sv")
    build = actions.document_of

    def fails_for_one(receipt, **options):
        if receipt.submission.case_id == case.pk:
            raise SealBroken
        return build(receipt, **options)

    monkeypatch.setattr(actions, "document_of", fails_for_one)
    actions.sweep()

    assert receipt_of(case, case.applicant).made_at is None
    assert receipt_of(other, cast.astrid).made_at


def test_late_receipts_are_told_to_administrators(case):
    assert receipts_are_made().state == State.OK

    Receipt.objects.update(asked_at=timezone.now() - timedelta(minutes=20))

    assert receipts_are_made().state == State.DEGRADED


def test_nothing_is_asked_for_when_reception_fails(cast):
    with transaction.atomic():
        a_case(cast.unit, applicant=cast.astrid)
        transaction.set_rollback(True)

    assert not Receipt.objects.exists()


def test_without_a_seal_the_receipt_says_so(cast, settings):
    settings.SEAL_SIGNER = ""
    case = a_case(cast.unit, applicant=cast.astrid)

    pdf = pdf_of(made(case))

    assert "Kvittensen har ingen elektronisk stämpel" in text_of(pdf)
    assert "not signed" in poppler("pdfsig", pdf) or verify([pdf]).verdict == "unknown"


def test_genuine_changed_and_unknown(case, tmp_path, capsys):
    pdf = pdf_of(made(case))
    genuine, changed = tmp_path / "a.pdf", tmp_path / "b.pdf"
    genuine.write_bytes(pdf)
    changed.write_bytes(pdf.replace(b"/Lang", b"/Lamg"))

    call_command("verify_receipt", str(genuine))

    told = capsys.readouterr().out
    assert told.startswith("GENUINE: sealed by DEMO Heby kommun")
    assert case.number in told
    with pytest.raises(CommandError, match="CHANGED"):
        call_command("verify_receipt", str(changed))
    with pytest.raises(CommandError, match="UNKNOWN"):
        call_command("verify_receipt", __file__)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_receipt", str(tmp_path / f"{uuid.uuid4()}.pdf"))

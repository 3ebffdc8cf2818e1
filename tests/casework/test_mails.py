"""The mails of reception say that something came in, and nothing of what."""

from datetime import UTC, datetime

import pytest

from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db
ANSWERS = {"wish": "Hemligt önskemål", "person_number": "19900101-2385"}


def mail(topic: str):
    return opened(OutboxMessage.objects.get(topic=topic))


def test_receipt_names_number_service_time_and_page(cast):
    noon = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
    case = a_case(cast.unit, applicant=cast.astrid, answers=ANSWERS, received_at=noon)

    receipt = mail("receipt")

    assert receipt.to == "astrid@example.se"
    assert receipt.subject == f"Vi har tagit emot ditt ärende {case.number}"
    for text in (case.number, "E-tjänst: Ansök om skolskjuts", f"/mina-sidor/arende/{case.pk}/", "Heby kommun"):
        assert text in receipt.body
    assert "Inkom: 23 november 2026 klockan 12:05" in receipt.body


def test_unit_notice_goes_to_the_units_mailbox_with_the_admin_page(cast):
    case = a_case(cast.unit, applicant=cast.astrid, answers=ANSWERS)

    notice = mail("unit_notice")

    assert (notice.to, notice.subject) == ("utbildning@kommun.example", f"Nytt ärende {case.number}")
    assert f"http://testserver/admin/arenden/{case.pk}/" in notice.body


@pytest.mark.parametrize("topic", ["receipt", "unit_notice"])
def test_promise_10_mails_hold_no_answers_names_or_numbers(cast, topic):
    a_case(cast.unit, applicant=cast.astrid, answers=ANSWERS)

    written = mail(topic).subject + mail(topic).body

    for secret in ("Hemligt", "1990", "2385", "Astrid", cast.astrid.last_name):
        assert secret not in written


def test_receipt_in_english_has_the_english_title_and_page(cast):
    case = a_case(cast.unit, applicant=cast.astrid, language="en")

    body = mail("receipt").body

    assert "Ansök om skolskjuts (in English)" in body
    assert f"/en/mina-sidor/arende/{case.pk}/" in body
    assert "(in English)" not in mail("unit_notice").body


def test_receipt_without_login_leads_to_no_page(cast):
    a_case(cast.unit, receipt_email="someone@example.se")

    body = mail("receipt").body

    assert "http" not in body
    assert "Ange numret om du kontaktar oss" in body


def test_no_receipt_without_an_address(cast):
    a_case(cast.unit)

    assert [message.topic for message in OutboxMessage.objects.all()] == ["unit_notice"]


def test_a_title_is_written_as_it_is(cast):
    a_case(cast.unit, title="Bygga & riva <allt>")

    assert "E-tjänst: Bygga & riva <allt>" in mail("unit_notice").body


def test_a_test_case_is_called_so(cast):
    a_case(cast.unit, applicant=cast.astrid, is_test=True)

    assert all("provärende" in mail(topic).body for topic in ("receipt", "unit_notice"))


def test_promise_10_reception_logs_no_identity_number(cast, caplog):
    caplog.set_level("DEBUG")

    a_case(cast.unit, applicant=cast.astrid, answers=ANSWERS)

    assert "19900101" not in caplog.text
    assert "Hemligt" not in caplog.text

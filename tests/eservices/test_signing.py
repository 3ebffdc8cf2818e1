"""Signing alone: the applicant signs and sends in one act, exactly what was reviewed (design.md §7)."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.eid import orders
from accounts.eid.provider import Act, Asked, Complete
from accounts.eid.test_signatures import sign_for_test
from accounts.models import EIdOrder
from casework.models import Case, CaseEvent, Signature, SignatureEvidence
from casework.signatures import signatures_of
from casework.statements import check_code, facts_in
from casework.verifying import verify_case
from eservices.compile import compile_document
from eservices.models import EServicePage
from eservices.publishing import publishing_errors
from tests.accounts.logins import ASTRID_NUMBER
from tests.eservices.factories import Errand, a_page
from tests.eservices.file_cases import FileErrand, asks_for_files
from tests.eservices.signing import answer, begin, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_page(cast: Any) -> EServicePage:
    return a_page(cast.unit, signature_level="signature")


@pytest.fixture
def errand(signed_page: EServicePage, cast: Any, resident_client: Any) -> Errand:
    return Errand(resident_client(cast.astrid), signed_page).fill()


def test_promise_2_nothing_is_received_before_the_signature(errand: Errand) -> None:
    answer(errand.client, begin(errand))

    assert not Case.objects.exists()


def test_signature_and_case_come_together(errand: Errand) -> None:
    response = sign(errand)

    assert response["Location"] == errand.address("sent")
    (signature,) = signatures_of(errand.case())
    assert (signature.name, signature.is_signature, signature.level) == ("Astrid Lindberg", True, "loa3")


def test_promise_3_what_was_signed_is_what_was_received(errand: Errand) -> None:
    sign(errand)

    case = errand.case()
    (signature,) = signatures_of(case)
    facts = facts_in(signature.statement)
    submission = case.submissions.get()
    assert facts["content_sha256"] == submission.content_sha256
    assert facts["reference"] == str(submission.draft_id)
    assert check_code(submission.content_sha256) in signature.statement.text
    assert all(one.is_genuine for one in verify_case(case))


def test_review_and_e_id_show_the_same_code(errand: Errand) -> None:
    code = check_code(errand.reviewed())

    review = errand.client.get(errand.address("review")).content.decode()
    asked = errand.client.get(begin(errand)).content.decode()

    assert code in review
    assert f"Kontrollkod: {code}" in asked
    assert "Signera och skicka in" in review


def test_files_are_signed_too(cast: Any, resident_client: Any) -> None:
    page = a_page(cast.unit, steps=asks_for_files(), signature_level="signature")
    errand = FileErrand(resident_client(cast.astrid), page).fill_with()

    sign(errand)

    (signature,) = signatures_of(errand.case())
    assert len(facts_in(signature.statement)["files_sha256"]) == errand.case().files.count() > 0
    assert all(one.is_genuine for one in verify_case(errand.case()))


@pytest.mark.parametrize("other", ["Nils", "Bo"])
def test_nobody_else_can_sign(errand: Errand, other: str) -> None:
    response = sign(errand, as_=other)

    assert response.status_code == 403
    assert "Någon annan än du skrev under" in response.content.decode()
    assert not Case.objects.exists()
    assert not EIdOrder.objects.filter(used_at=None).exists()


def test_promise_3_answers_changed_in_another_tab_are_not_sent_with_the_signature(errand: Errand) -> None:
    there = answer(errand.client, begin(errand))
    errand.post(1, wish="Något helt annat", email="")

    response = errand.client.get(there, follow=True)

    assert "Granska igen innan du skickar in" in response.content.decode()
    assert not Case.objects.exists()


def test_promise_4_answer_taken_in_twice_makes_one_case(errand: Errand) -> None:
    there = answer(errand.client, begin(errand))

    first, second = (errand.client.get(there) for _ in range(2))

    assert first["Location"] == second["Location"] == errand.address("sent")
    assert Case.objects.count() == Signature.objects.count() == 1


def test_used_answer_cannot_sign_another_errand(errand: Errand, signed_page: EServicePage) -> None:
    there = answer(errand.client, begin(errand))
    other = Errand(errand.client, signed_page).fill()

    response = errand.client.get(there.replace(str(errand.draft_id), str(other.draft_id)), follow=True)

    assert "Granska igen innan du skickar in" in response.content.decode()
    assert not Case.objects.exists()


def test_answer_in_another_browser_is_refused(errand: Errand, cast: Any, resident_client: Any) -> None:
    there = answer(errand.client, begin(errand))

    response = resident_client(cast.astrid).get(there)

    assert response.status_code == 403
    assert not Case.objects.exists()


def test_cancelled_signature_sends_nothing_and_leads_back(errand: Errand) -> None:
    finish = errand.client.post(begin(errand), {"cancel": "1"})["Location"]

    page = errand.client.get(finish)

    assert page.status_code == 403
    assert "Du avbröt underskriften" in page.content.decode()
    back = errand.client.get(errand.address("signed"))
    assert back["Location"] == errand.address("review")
    assert not Case.objects.exists()


def test_case_cannot_be_sent_past_the_signature(errand: Errand) -> None:
    errand.send()

    assert not Case.objects.exists()
    assert EIdOrder.objects.get().purpose == "sign"


def test_forged_proof_is_refused(errand: Errand, monkeypatch: Any) -> None:
    def forge(asked: Asked, **more: Any) -> bytes:
        return sign_for_test(asked, **more).replace(b'"signature": "', b'"signature": "AAAA')

    monkeypatch.setattr("accounts.eid.test_eid.sign_for_test", forge)

    response = sign(errand)

    assert response.status_code == 403
    assert "gick inte att kontrollera" in response.content.decode()
    assert not Case.objects.exists()


def test_login_is_no_signature(errand: Errand) -> None:
    """A provider that only logged in says so, and that is not enough where a signature is asked for."""
    there = answer(errand.client, begin(errand))
    order = EIdOrder.objects.get()
    recorded = orders.recorded(order)
    orders.record(order, Complete(replace(recorded.result, act=Act.APPROVAL)))

    response = errand.client.get(there)

    assert response.status_code == 403
    assert not Case.objects.exists()


def test_approval_is_never_called_a_signature(cast: Any, resident_client: Any) -> None:
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, signature_level="approval")).fill()
    review = errand.client.get(errand.address("review")).content.decode()

    assert "Du godkänner med e-legitimation" in review
    assert "skriver under med e-legitimation" not in review
    assert "Jag godkänner" in errand.client.get(begin(errand)).content.decode()
    sign(errand)
    (given,) = signatures_of(errand.case())
    assert (given.is_signature, given.act_in_words) == (False, "Godkänd efter inloggning med e-legitimation")


def test_resident_and_caseworker_see_who_signed(errand: Errand, cast: Any, staff_client: Any) -> None:
    sign(errand)
    case = errand.case()

    mine = errand.client.get(f"/mina-sidor/arende/{case.pk}/").content.decode()
    theirs = staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/").content.decode()
    confirmed = errand.client.get(errand.address("sent")).content.decode()

    for page in (mine, theirs, confirmed):
        assert "Astrid Lindberg" in page
        assert "Underskriven med e-legitimation" in page
    assert list(case.events.values_list("kind", "actor_label")) == [
        (CaseEvent.Kind.SIGNED, "Sökanden"),
        (CaseEvent.Kind.RECEIVED, "Sökanden"),
    ]


def test_promise_10_no_number_is_readable_in_the_rows(errand: Errand) -> None:
    sign(errand)

    rows = [*Signature.objects.values(), *SignatureEvidence.objects.values(), *EIdOrder.objects.values()]
    values = [value for row in rows for value in row.values()]
    content = b" ".join(bytes(one) if isinstance(one, (bytes, memoryview)) else str(one).encode() for one in values)
    assert ASTRID_NUMBER.encode() not in content


@pytest.mark.parametrize("table", ["casework_signature", "casework_signatureevidence"])
def test_promise_3_database_refuses_to_change_evidence(errand: Errand, table: str) -> None:
    sign(errand)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET number = 7")


def test_signature_needs_login_to_publish(cast: Any) -> None:
    page = a_page(cast.unit, publish=False, login="optional", signature_level="signature")

    assert [field for field, _message in publishing_errors(page)] == ["signature_level"]


def test_service_without_signature_is_the_version_it_was(cast: Any) -> None:
    assert "signature" not in compile_document(a_page(cast.unit))["service"]
    assert compile_document(a_page(cast.unit, signature_level="approval"))["service"]["signature"] == "approval"

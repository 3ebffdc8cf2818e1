"""Kvittensen som PDF for those who sent, and Kontrollera kvittens for everybody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import CaseReading, Receipt
from casework.receipts import actions as receipts
from tests.documents.pdf import text_of
from tests.eservices.factories import Errand, a_page
from tests.eservices.file_cases import FileErrand, asks_for_files
from tests.eservices.signing import sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage", "seal")]
CHECK = "/kontrollera-kvittens/"


@pytest.fixture
def signed(cast, resident_client):
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, signature_level="signature")).fill()
    sign(errand)
    return errand


def fetched(client, address) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.getvalue()


def checked(content: bytes, client: Client | None = None, path: str = CHECK):
    return (client or Client()).post(path, {"kvittens": SimpleUploadedFile("kvittens.pdf", content)})


def test_confirmation_says_that_it_is_on_its_way_and_then_gives_it(signed):
    page = signed.client.get(signed.address("sent")).content.decode()
    assert "Vi gör i ordning kvittensen" in page
    waiting = signed.client.get(signed.address("sent_receipt"), follow=True)
    assert "Kvittensen är inte klar än" in waiting.content.decode()

    receipts.sweep()

    assert "Hämta kvittensen (PDF)" in signed.client.get(signed.address("sent")).content.decode()
    pdf = fetched(signed.client, signed.address("sent_receipt"))
    assert fetched(signed.client, reverse("eservices:my_receipt", args=[signed.case().pk])) == pdf


def test_signed_receipt_tells_who_signed_what_and_when(signed):
    receipts.sweep()

    shown = text_of(fetched(signed.client, signed.address("sent_receipt")))

    for text in ("Underskrifter", "Astrid", "Underskriven med e-legitimation", "Kontrollkod", "provärende"):
        assert text in shown
    assert "Plats för eka" in shown


def test_promise_10_no_identity_number_stands_in_a_receipt_that_did_not_ask_for_one(signed, cast):
    from accounts.identities import subject_of

    receipts.sweep()
    number = subject_of(cast.astrid).value

    pdf = fetched(signed.client, signed.address("sent_receipt"))

    assert number.encode() not in pdf
    assert number not in text_of(pdf)
    assert number[2:8] not in text_of(pdf)


def test_receipt_names_the_files_and_their_sums(cast, resident_client):
    errand = FileErrand(resident_client(cast.astrid), a_page(cast.unit, steps=asks_for_files())).fill_with()
    errand.send()
    receipts.sweep()

    shown = text_of(fetched(errand.client, errand.address("sent_receipt")))

    assert "Kontrollsumma (SHA-256)" in shown


def test_visitor_fetches_his_for_a_day_and_nobody_else_does(cast):
    errand = Errand(Client(), a_page(cast.unit, login="none")).fill()
    errand.send()
    receipts.sweep()

    assert fetched(errand.client, errand.address("sent_receipt")).startswith(b"%PDF")
    assert Client().get(errand.address("sent_receipt")).status_code in (302, 404)


def test_promise_5_only_who_sent_it_fetches_it(signed, cast, resident_client):
    receipts.sweep()
    nils = resident_client(cast.nils)

    assert nils.get(signed.address("sent_receipt")).status_code == 404
    assert nils.get(reverse("eservices:my_receipt", args=[signed.case().pk])).status_code == 404


def test_caseworker_fetches_it_and_leaves_a_trace(signed, cast, staff_client):
    receipts.sweep()
    case = signed.case()

    hugo = staff_client(cast.hugo)
    assert "Kvittens (PDF)" in hugo.get(reverse("casework:case", args=[case.pk])).content.decode()
    fetched(hugo, reverse("casework:receipt", args=[case.pk]))

    reading = CaseReading.objects.get(kind=CaseReading.Kind.RECEIPT)
    assert (reading.user, reading.case_number) == (User.everyone.get(pk=cast.hugo.pk), case.number)


def test_receipt_that_does_not_open_is_told_and_nothing_breaks(signed):
    receipts.sweep()
    Receipt.objects.update(wrapped_key=b"x" * 60)

    answer = signed.client.get(signed.address("sent_receipt"), follow=True)

    assert answer.status_code == 200
    assert "går inte att öppna just nu" in answer.content.decode()


def test_anybody_checks_a_receipt_and_nothing_of_it_is_kept(signed, settings):
    receipts.sweep()
    pdf = fetched(signed.client, signed.address("sent_receipt"))
    incoming = settings.VAR_DIR / "incoming"
    before = set(incoming.iterdir())

    page = checked(pdf).content.decode()

    for text in ("Kvittensen är äkta", signed.case().number, "Astrid", "Underskriven med e-legitimation", "provärende"):
        assert text in page
    assert set(incoming.iterdir()) == before


def test_changed_receipt_is_told_and_says_nothing_of_its_content(signed):
    receipts.sweep()
    pdf = fetched(signed.client, signed.address("sent_receipt"))

    page = checked(pdf.replace(b"/Lang", b"/Lamg")).content.decode()

    assert "Kvittensen har ändrats" in page
    assert signed.case().number not in page


@pytest.mark.parametrize("content", [b"hej", b"%PDF-1.7\n1 0 obj\n<<", b"\xff" * 5000])
def test_anything_else_is_unknown(content):
    answer = checked(content)

    assert answer.status_code == 200
    assert "Vi känner inte igen filen" in answer.content.decode()


def test_nothing_chosen_and_too_large_are_told(monkeypatch):
    assert "Välj en fil." in Client().post(CHECK, {}).content.decode()
    assert "är tom" in checked(b"").content.decode()
    assert "10 MB" in checked(b"x" * (10 * 2**20 + 1)).content.decode().split("error-summary-title")[-1]


def test_checking_in_english(signed):
    receipts.sweep()
    pdf = fetched(signed.client, signed.address("sent_receipt"))

    page = checked(pdf, path="/en/kontrollera-kvittens/").content.decode()

    assert "The receipt is genuine" in page
    assert "Apply for a jetty" in page


def test_checking_is_paced(settings):
    """Each costs a process of its own."""
    from config import pace

    allowed = int(pace.RATES["check"].per_address.split("/")[0])
    client = Client()
    answers = {client.post(CHECK, {}).status_code for _ in range(allowed + 1)}

    assert 429 in answers

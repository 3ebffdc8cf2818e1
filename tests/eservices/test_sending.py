"""Skicka in: nothing before, frozen after, once (promises 2, 3, 4, 5)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import rfc8785
from django.contrib.messages import get_messages
from django.db import DatabaseError, transaction
from django.utils import timezone

from casework.actions import change_status
from casework.models import Case, CaseEvent, CaseSearchText, RegisterEntry, RegisterSeries, Status, Submission
from casework.reading import canonical_of, display_of
from eservices.actions.sending import send
from eservices.errors import AlreadySent, DraftGone, NotComplete, ReviewedOtherContent
from eservices.owners import Owner
from outbox.models import OutboxMessage
from questions import sha256_hex
from tests.eservices.factories import (
    Errand,
    a_draft,
    drafts_in_database,
    newest_version,
    publish_again,
    raw_answers,
    reviewed_of,
    shown_value,
)

pytestmark = pytest.mark.django_db
STAFF_SEES = [Case, Submission, CaseEvent, CaseSearchText, RegisterEntry, RegisterSeries, OutboxMessage]


def counts() -> list[int]:
    return [model.objects.count() for model in STAFF_SEES]


def test_sending_makes_case_and_confirmation_and_removes_the_draft(errand, cast):
    response = errand.fill().send()

    case = errand.case()
    page = errand.client.get(response.url).content.decode()
    assert response.url == f"/kvittens/{errand.draft_id}/"
    assert (case.applicant, case.unit, case.is_test) == (cast.astrid, cast.unit, True)
    assert case.number in page
    assert f"/mina-sidor/arende/{case.pk}/" in page
    assert drafts_in_database() == 0


def test_promise_2_before_sending_staff_see_nothing(errand, cast, staff_client):
    nothing = counts()

    errand.fill(wish="Kanarie8417").post(1, action="save", wish="Kanarie8417", email="astrid@example.se")
    errand.reviewed()

    assert counts() == nothing == [0] * len(STAFF_SEES)
    for person in (cast.hugo, cast.rut, cast.sixten):
        for address in ("/admin/", "/admin/arenden/", "/admin/arenden/?q=Kanarie8417"):
            page = staff_client(person).get(address).content.decode()
            assert str(errand.draft_id) not in page
            assert page.count("Kanarie8417") <= ("?q=" in address)


def test_promise_2_an_incomplete_errand_is_not_received(errand, owner, page):
    errand.post(1, wish="Plats", email="")

    response = errand.send(reviewed="0" * 64)

    assert response.url == f"/utkast/{errand.draft_id}/2/?fel=1"
    with pytest.raises(NotComplete):
        send(errand.draft_id, owner=owner, reviewed="", language="sv", is_test=True, now=timezone.now())
    assert (counts(), drafts_in_database()) == ([0] * len(STAFF_SEES), 1)


def test_promise_2_received_at_is_the_instant_of_sending(page, owner):
    draft = a_draft(page, owner)
    now = timezone.now() + timedelta(hours=3)

    case = send(draft.pk, owner=owner, reviewed=reviewed_of(draft, owner), language="sv", is_test=False, now=now)

    assert (case.received_at, case.submissions.get().received_at) == (now, now)


def test_promise_3_what_is_stored_is_what_was_reviewed(errand, page):
    errand.fill(boat="yes", boat_name="Vågen")
    reviewed = errand.reviewed()
    errand.send(reviewed)

    submission = errand.case().submissions.get()
    content, version = canonical_of(submission), newest_version(page)
    parsed = json.loads(content)
    answers = raw_answers(wish="Plats för eka", email="astrid@example.se", boat=True, boat_name="Vågen")
    assert sha256_hex(content) == submission.content_sha256 == reviewed
    assert content == rfc8785.dumps(parsed)
    assert parsed["answers"] == answers
    assert parsed["version"]["sha256"] == version.sha256
    assert [item["value"]["sv"] for step in display_of(submission)["steps"] for item in step["items"]] == [
        "Plats för eka",
        "astrid@example.se",
        "Ja",
        "Vågen",
    ]


def test_promise_3_later_changes_of_the_page_change_nothing_of_what_was_sent(errand, page, cast):
    errand.fill().send()
    before, submission = canonical_of(errand.case().submissions.get()), errand.case().submissions.get()
    shown = display_of(submission)

    publish_again(page, title="En helt annan tjänst", steps=[], unit=cast.other_unit)
    publish_again(page, title="En helt annan tjänst", unit=cast.other_unit)

    case = errand.case()
    assert (canonical_of(submission), display_of(submission)) == (before, shown)
    assert (case.service_title, case.unit, case.service_version.number) == ("Ansök om brygga", cast.unit, 1)
    assert "Plats för eka" in errand.client.get(f"/mina-sidor/arende/{case.pk}/").content.decode()


@pytest.mark.parametrize("field", ["content_sealed", "display_sealed", "content_sha256", "draft_id", "received_at"])
def test_promise_3_the_database_refuses_to_change_what_was_sent(errand, field):
    errand.fill().send()
    value = {"draft_id": uuid4(), "received_at": timezone.now(), "content_sha256": "0" * 64}.get(field, b"annat")

    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.update(**{field: value})


def test_promise_3_other_content_than_was_reviewed_is_not_sent(errand, owner):
    reviewed = errand.fill().reviewed()
    errand.post(1, wish="Ändrat i ett annat fönster", email="")

    response = errand.send(reviewed)

    assert response.url == f"/utkast/{errand.draft_id}/granska/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Uppgifterna har ändrats sedan du granskade dem. Granska igen innan du skickar in."
    ]
    assert counts() == [0] * len(STAFF_SEES)
    with pytest.raises(ReviewedOtherContent):
        send(errand.draft_id, owner=owner, reviewed=reviewed, language="sv", is_test=True, now=timezone.now())


def test_promise_3_language_does_not_change_what_is_sent(errand):
    in_swedish, address = errand.fill().reviewed(), errand.address("review")

    in_english = errand.client.get(f"/en{address}")

    assert in_english.wsgi_request.LANGUAGE_CODE == "en"
    assert shown_value(in_english, "reviewed") == in_swedish


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_4_ten_sends_of_one_draft_make_one_case(page, owner, in_threads):
    draft = a_draft(page, owner)
    facts = {"owner": owner, "language": "sv", "is_test": False, "now": timezone.now()}
    facts["reviewed"] = reviewed_of(draft, owner)

    answers = in_threads(10, lambda number: send(draft.pk, **facts))

    cases = [answer for answer in answers if isinstance(answer, Case)]
    told = [answer for answer in answers if isinstance(answer, AlreadySent)]
    assert (len(cases), len(told)) == (1, 9)
    assert {answer.case for answer in told} == set(cases)
    assert counts() == [1, 1, 1, 1, 1, 1, 2]
    assert RegisterSeries.objects.get().last_number == 1
    assert drafts_in_database() == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_4_ten_browsers_of_one_person_see_one_receipt(errand, in_threads, resident_client, cast):
    errand.fill()
    reviewed = errand.reviewed()
    tabs = [Errand(resident_client(cast.astrid), errand.page, errand.draft_id) for _ in range(10)]

    answers = in_threads(10, lambda number: tabs[number].send(reviewed))

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, errand.address("sent"))}
    assert counts() == [1, 1, 1, 1, 1, 1, 2]


def test_promise_4_double_click_back_button_and_second_tab_say_already_sent(errand):
    reviewed = errand.fill().reviewed()
    errand.send(reviewed)
    number = errand.case().number

    again = [errand.send(reviewed), errand.client.get(errand.address("step", 1)), errand.client.get(errand.address())]
    again += [errand.client.get(errand.address("review")), errand.client.get(errand.address("first_step"))]
    again += [errand.client.post(errand.address("step", 1), {"action": "next"}), errand.post(1, base="", wish="Mer")]

    assert {(answer.status_code, answer.url) for answer in again} == {(302, errand.address("sent"))}
    page = errand.client.get(errand.address("sent")).content.decode()
    assert "Ärendet är redan inskickat." in page
    assert number in page
    assert (Case.objects.count(), drafts_in_database()) == (1, 0)


def test_promise_5_other_peoples_receipts_and_cases_are_not_there(errand, cast, resident_client, staff_client):
    errand.fill().send()
    case = errand.case()
    strangers = [
        resident_client(cast.nils),
        resident_client(cast.bo),
        staff_client(cast.hugo),
        staff_client(cast.sixten),
    ]

    for client in strangers:
        for address in (errand.address("sent"), errand.address("review"), errand.address("step", 1)):
            assert client.get(address).status_code == 404
    for client in strangers[:2]:
        assert client.get(f"/mina-sidor/arende/{case.pk}/").status_code == 404
        assert case.number not in client.get("/mina-sidor/").content.decode()
    for client in strangers[2:]:
        assert client.get(f"/mina-sidor/arende/{case.pk}/").url.startswith("/logga-in/")


def test_promise_5_the_owner_follows_the_case(errand):
    errand.fill().send()
    case = errand.case()

    assert case.number in errand.client.get(f"/mina-sidor/arende/{case.pk}/").content.decode()
    assert f"/mina-sidor/arende/{case.pk}/" in errand.client.get("/mina-sidor/").content.decode()
    assert errand.client.get(f"/mina-sidor/arende/{uuid4()}/").status_code == 404


def test_sending_what_is_not_there_raises(owner, cast, page):
    draft = a_draft(page, owner)

    for draft_id, who in ((uuid4(), owner), (draft.pk, Owner(user=cast.nils))):
        with pytest.raises(DraftGone):
            send(draft_id, owner=who, reviewed="", language="sv", is_test=False, now=timezone.now())


def test_receipt_goes_to_the_address_given_and_notice_to_the_unit(errand, cast):
    errand.fill(email="astrid@example.se").send()

    assert [message.topic for message in OutboxMessage.objects.order_by("topic")] == ["receipt", "unit_notice"]


@pytest.mark.parametrize(("email", "mailed"), [("astrid@example.se", 1), ("", 0)])
def test_confirmation_says_whether_a_receipt_is_mailed(errand, email, mailed):
    response = errand.fill(email=email).send()

    page = errand.client.get(response.url).content.decode()

    assert page.count("En kvittens skickas också till den e-postadress du angav.") == mailed


def test_resident_reads_what_the_status_became(errand, cast):
    errand.fill().send()
    case = errand.case()
    change_status(case, to=Status.ONGOING, revision=case.revision, by=cast.hugo)

    page = errand.client.get(f"/mina-sidor/arende/{case.pk}/")

    assert [what for _at, what in page.context["history"]] == ["Ärendet kom in", "Status ändrad: Pågår"]

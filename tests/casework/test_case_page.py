"""The case page: all about a case, for its unit, and a trace of every look."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client

from casework.actions import change_status
from casework.models import Case, CaseReading, Status, Submission
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db


def page_of(case) -> str:
    return f"/admin/arenden/{case.pk}/"


def status_of(case) -> str:
    return f"/admin/arenden/{case.pk}/status/"


@pytest.fixture
def hugo(cast, staff_client):
    return staff_client(cast.hugo)


def test_page_shows_answers_register_and_retention(cast, hugo):
    answers = {"wish": "Buss från <b>Morgongåva</b>", "person_number": "19900101-2385", "why": ""}
    case = a_case(cast.unit, applicant=cast.astrid, answers=answers)

    page = hugo.get(page_of(case)).content.decode()

    assert "Buss från &lt;b&gt;Morgongåva&lt;/b&gt;" in page
    for text in (
        case.number,
        "19900101-2385",
        "Inget svar",
        cast.astrid.get_full_name(),
        "Barn- och utbildningsnämnden",
    ):
        assert text in page
    for text in ("Två år", "24 månader efter att ärendet avslutats", "Dokumenthanteringsplan 2026", "Ärendet kom in"):
        assert text in page
    assert "Provärende" not in page


def test_page_marks_a_test_case(cast, hugo):
    case = a_case(cast.unit, is_test=True)

    assert "Provärende" in hugo.get(page_of(case)).content.decode()
    assert "Prov</span>" in "".join(hugo.get("/admin/arenden/").content.decode().split())


def test_timeline_puts_event_and_history_together(cast, hugo):
    case = a_case(cast.unit, applicant=cast.astrid)
    case = change_status(case, to=Status.ONGOING, revision=0, by=cast.hugo)
    case.service_title = "Ny titel"  # past the actions: must be seen all the same
    case._history_user = cast.sixten
    case.save()

    entries = hugo.get(page_of(case)).context["timeline"]

    told = [(e.who, e.what, [(c.label, c.before, c.after) for c in e.changes]) for e in entries]
    assert told == [
        ("Sixten Sund", "Uppgifter ändrade", [("E-tjänst", "Ansök om skolskjuts", "Ny titel")]),
        ("Hugo Holm", "Status ändrad", [("Status", "Inkommet", "Pågår")]),
        ("Sökanden", "Ärendet kom in", []),
    ]


def test_page_of_tampered_content_says_so(cast, hugo):
    case, other = a_case(cast.unit), a_case(cast.unit)
    swap_by_sql("content_sealed", case, other)

    response = hugo.get(page_of(case))

    assert response.status_code == 200
    assert "Svaren går inte att visa" in response.content.decode()
    assert "Morgongåva" not in response.content.decode()


def swap_by_sql(column: str, case: Case, other: Case) -> None:
    """As somebody with the database, but no key, would do it: rule lifted first."""
    blob = bytes(getattr(other.submissions.get(), column))
    with connection.cursor() as cursor:
        on = " ON casework_submission" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER casework_submission_immutable{on}")
    Submission.objects.filter(case=case).update(**{column: blob})


def test_status_is_changed_and_told(cast, hugo):
    case = a_case(cast.unit)

    response = hugo.post(status_of(case), {"to": "closed", "revision": 0}, follow=True)

    case.refresh_from_db()
    assert response.redirect_chain == [(page_of(case), 302)]
    assert (case.status, case.revision, case.closed_at is None) == (Status.CLOSED, 1, False)
    page = response.content.decode()
    assert "Status är nu Avslutat." in page
    assert "Får gallras tidigast" in page


def test_the_second_writer_is_told_and_sees_the_new_state(cast, hugo, staff_client):
    case = a_case(cast.unit)
    rut = staff_client(cast.rut)
    hugo.post(status_of(case), {"to": "ongoing", "revision": 0})

    response = rut.post(status_of(case), {"to": "closed", "revision": 0}, follow=True)

    case.refresh_from_db()
    assert case.status == Status.ONGOING
    assert [m.message for m in response.context["messages"]] == [
        "Någon annan hann ändra ärendet, så din ändring sparades inte. Status är nu Pågår."
    ]
    assert 'value="1"' in response.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"to": "new", "revision": 0},
        {"to": "x", "revision": 0},
        {"to": "closed"},
        {"to": "closed", "revision": "-1"},
    ],
)
def test_bad_status_posts_change_nothing_and_say_so(cast, hugo, sent):
    case = a_case(cast.unit)

    response = hugo.post(status_of(case), sent)

    case.refresh_from_db()
    assert (response.status_code, case.status, case.revision) == (302, Status.NEW, 0)
    assert len(list(get_messages(response.wsgi_request))) == 1


def test_status_takes_post_only(cast, hugo):
    case = a_case(cast.unit)

    assert hugo.get(status_of(case)).status_code == 405
    assert hugo.post(page_of(case)).status_code == 405


def test_status_post_needs_its_token(cast, staff_client):
    case = a_case(cast.unit)
    client = csrf_client(staff_client(cast.hugo))

    assert client.post(status_of(case), {"to": "closed", "revision": 0}).status_code == 403


def csrf_client(client: Client) -> Client:
    client.handler.enforce_csrf_checks = True
    return client


def test_promise_6_each_look_at_a_case_is_logged(cast, hugo):
    case = a_case(cast.unit)

    hugo.get(page_of(case))
    hugo.post(status_of(case), {"to": "ongoing", "revision": 0})

    looks = list(CaseReading.objects.values_list("kind", "user_label", "case_number", "address"))
    assert looks == [("case", "Hugo Holm", case.number, "127.0.0.1")] * 2


def test_promise_6_what_cannot_be_logged_is_not_read(cast, hugo, monkeypatch):
    case = a_case(cast.unit, applicant=cast.astrid)
    hugo.raise_request_exception = False

    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(CaseReading.objects, "create", full)

    response = hugo.get(page_of(case))

    assert response.status_code == 500
    assert "Astrid" not in response.content.decode()

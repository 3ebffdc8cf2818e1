"""Ceilings for the number of queries, warm: what a process does for each request after its first."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actors import SYSTEM
from casework.actions import change_status
from casework.models import Status
from eservices.owners import Owner
from home import demo
from home.models import InformationPage, SectionPage
from tests.casework.factories import a_case
from tests.eservices.factories import Errand, a_draft, a_page, posted, stable_id, twelve_questions
from tests.eservices.file_cases import FileErrand, a_file, asks_for_files

pytestmark = pytest.mark.django_db
ANONYMOUS, STEP, SEND = 6, 10, 30


def queries(call) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = call()
    assert response.status_code in (200, 302), response.status_code
    return [query["sql"] for query in captured]


def told(asked: list[str]) -> str:
    return f"{len(asked)} queries:\n" + "\n".join(sql[:160] for sql in asked)


@pytest.fixture
def site(cast):
    demo.load()
    return a_page(cast.unit, parent=SectionPage.objects.first())


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", ["front page", "information page", "section", "service page"])
def test_anonymous_pages_take_few_queries(site, kind, language):
    paths = {"front page": "/", "information page": InformationPage.objects.first().url}
    paths |= {"section": SectionPage.objects.first().url, "service page": site.url}
    client, path = Client(), language + paths[kind]
    client.get(path)

    asked = queries(lambda: client.get(path))

    assert len(asked) <= ANONYMOUS, told(asked)


@pytest.fixture
def twelve(cast, resident_client):
    """Astrid on a step with twelve questions, everything warm."""
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, steps=twelve_questions()))
    errand.post(1, **{f"q{n}": "svar" for n in range(12)})
    errand.base(1)
    return errand


def test_step_is_shown_with_few_queries(twelve):
    asked = queries(lambda: twelve.client.get(twelve.address("step", 1)))

    assert len(asked) <= STEP, told(asked)


@pytest.mark.parametrize("action", ["next", "save", "autosave"])
def test_step_is_saved_with_few_queries(twelve, action):
    fields = posted(**{f"q{n}": "nytt svar" for n in range(12)}) | {"base": twelve.base(1), "action": action}

    asked = queries(lambda: twelve.client.post(twelve.address("step", 1), fields))

    assert len(asked) <= STEP, told(asked)


def test_first_answer_takes_few_queries(twelve):
    errand = Errand(twelve.client, twelve.page)
    fields = {f"q-{stable_id('q1')}": "svar", "base": errand.base(1), "action": "next"}

    asked = queries(lambda: errand.client.post(errand.address("first_step"), fields))

    assert len(asked) <= STEP + 2, told(asked)


def test_review_and_sending_take_few_queries(twelve):
    reviewing = queries(lambda: twelve.client.get(twelve.address("review")))
    reviewed = twelve.reviewed()

    sending = queries(lambda: twelve.client.post(twelve.address("review"), {"reviewed": reviewed}))

    assert len(reviewing) <= STEP, told(reviewing)
    assert len(sending) <= SEND, told(sending)
    assert twelve.case()


def test_mina_sidor_asks_as_much_for_one_as_for_thirty(cast, resident_client, page):
    client, owner = resident_client(cast.astrid), Owner(user=cast.astrid)
    fill_mina_sidor(page, owner, 1)
    client.get("/mina-sidor/")
    for_one = queries(lambda: client.get("/mina-sidor/"))

    fill_mina_sidor(page, owner, 29)
    client.get("/mina-sidor/")  # the frame of the page is known again, should it have grown old meanwhile
    for_thirty = queries(lambda: client.get("/mina-sidor/"))

    shown = client.get("/mina-sidor/").content.decode()
    assert shown.count("/mina-sidor/arende/") >= 60
    assert len(for_thirty) == len(for_one) <= STEP, told(for_thirty)


def fill_mina_sidor(page, owner: Owner, count: int) -> None:
    """So many ongoing cases, closed cases and drafts."""
    for _ in range(count):
        a_case(page.unit, applicant=owner.user)
        closed = a_case(page.unit, applicant=owner.user)
        change_status(closed, to=Status.CLOSED, revision=0, by=SYSTEM)
        a_draft(page, owner, keep=True)


def test_mina_sidor_shows_fifty_and_then_all(cast, resident_client, page):
    client = resident_client(cast.astrid)
    for _ in range(51):
        a_case(page.unit, applicant=cast.astrid, received_at=timezone.now())

    first, everything = client.get("/mina-sidor/").content.decode(), client.get("/mina-sidor/?alla=1").content.decode()

    assert first.count('href="/mina-sidor/arende/') == 50
    assert "Visa alla ärenden" in first
    assert everything.count('href="/mina-sidor/arende/') == 51


def test_files_cost_the_step_and_the_sending_no_query_each(cast, resident_client, settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"
    page = a_page(cast.unit, steps=asks_for_files())
    counted = [counted_with(count, FileErrand(resident_client(cast.astrid), page)) for count in (1, 1, 3)]

    assert counted[1] == counted[2]
    assert max(counted[2][:2]) <= STEP
    assert counted[2][2] <= SEND


def counted_with(count: int, errand: FileErrand) -> list[int]:
    """How many queries the step, its save and the sending take with so many files."""
    errand.fill_with(*(a_file(f"{n}.pdf") for n in range(count)))
    where, fields = errand.address("step", 1), posted(wish="Ny") | {"base": errand.base(1), "action": "save"}
    shown = queries(lambda: errand.client.get(where))
    saved = queries(lambda: errand.client.post(where, fields))
    reviewed = errand.reviewed()
    return [len(asked) for asked in (shown, saved, queries(lambda: errand.send(reviewed)))]

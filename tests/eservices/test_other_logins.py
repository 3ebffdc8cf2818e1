"""A login or logout in another tab, under an open step: the writer loses nothing, nobody else gets anything (T-14)."""

import re

import pytest
from django.conf import settings
from django.test import Client

from accounts.demo import RESIDENTS
from eservices.models import ParkedText
from tests.accounts.logins import log_in_resident
from tests.eservices.factories import Errand, a_page, answers_of, drafts_in_database, posted, raw_answers
from tests.eservices.file_cases import asks_for_files
from tests.eservices.pages import OpenPage

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
KEPT = "Det du skrev innan du loggades ut finns kvar."
CANARY = "Kanariefågel-5531"
NILS = next(subject.value for subject in RESIDENTS if subject.first_name == "Nils")


@pytest.fixture
def opened(cast, page) -> OpenPage:
    """Astrid's browser, where form tokens are checked, with the first step open."""
    client = Client(enforce_csrf_checks=True)
    log_in(client)
    errand = Errand(client, page)
    opened = OpenPage.of(errand, 1)
    send(opened, wish="Från början")
    return OpenPage.of(errand, 1)


def log_in(client: Client, number: str = RESIDENTS[0].value) -> None:
    """As in another tab of the same browser. Logging in itself is not what is tested here."""
    client.handler.enforce_csrf_checks = False
    log_in_resident(client, number)
    client.handler.enforce_csrf_checks = True


def send(page: OpenPage, *, origin: str = HERE, extra: dict | None = None, **answers):
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.shown.content.decode())[1]
    fields = {"csrfmiddlewaretoken": token} | (extra or {})
    return page.post(extra=fields, headers={"Origin": origin} if origin else {}, **answers)


def test_promise_14_same_person_logged_in_again_goes_straight_back_with_the_text(opened, owner):
    log_in(opened.client)

    response = send(opened, wish="Skrivet sist")

    assert (response.status_code, response.url) == (302, opened.address)
    assert KEPT in opened.client.get(response.url).content.decode()
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Skrivet sist", email="")


def test_autosave_gets_a_fresh_token_and_goes_on(opened, owner):
    log_in(opened.client)
    answer = send(opened, action="autosave", number=1, wish="Skriv")

    token = {"csrfmiddlewaretoken": answer.json()["token"]}
    again = send(opened, action="autosave", number=2, extra=token, wish="Skrivet")

    assert (answer.status_code, again.status_code) == (403, 200)
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Skrivet", email="")
    page = opened.client.get(opened.address).content.decode()
    assert KEPT not in page  # what was parked meanwhile is older than what was saved
    assert 'value="Skrivet"' in page


def test_logout_in_another_tab_is_told_and_the_text_comes_back(opened, owner):
    opened.client.handler.enforce_csrf_checks = False
    opened.client.post("/logga-ut/")
    opened.client.handler.enforce_csrf_checks = True

    told = send(opened, wish="Skrivet sist")
    log_in(opened.client)

    assert "Du har blivit utloggad" in told.content.decode()
    assert KEPT in opened.client.get(opened.address).content.decode()
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Skrivet sist", email="")


@pytest.mark.parametrize("action", ["next", "save", "autosave"])
def test_promise_1_another_person_in_the_browser_gets_no_hint_and_no_text(opened, cast, owner, action):
    log_in(opened.client, NILS)

    answer = send(opened, action=action, wish=CANARY)
    nobodys = send(opened, action=action, extra={"parking": "finns inte"}, wish=CANARY)

    assert answer.status_code == nobodys.status_code == 403
    assert without_tokens(answer) == without_tokens(nobodys)
    assert CANARY not in answer.content.decode()
    assert opened.client.get(opened.address).status_code == 404
    assert opened.client.get("/mina-sidor/").status_code == 200  # their own session goes on
    log_in(opened.client)
    assert CANARY in opened.client.get(opened.address).content.decode()


def without_tokens(response) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|data-(warn-in|seconds)=)"[^"]+"', r"\1", response.content.decode())


def test_staff_in_the_browser_get_no_hint_and_no_text(opened, cast, staff_client):
    opened.client.cookies = staff_client(cast.hugo).cookies

    answer = send(opened, wish=CANARY)

    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()
    assert "finns kvar. Logga in igen inom en timme" not in answer.content.decode()


def test_promise_14_forged_post_from_another_site_parks_nothing(opened, owner):
    """With a pass stolen from Astrid's page, in Astrid's own browser."""
    for headers in ({"Origin": "https://elak.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = opened.post(wish="Ditlagt", headers=headers)
        assert answer.status_code == 403

    assert not ParkedText.objects.exists()
    assert KEPT not in opened.client.get(opened.address).content.decode()
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Från början", email="")


def test_forged_post_with_the_attackers_own_pass_reaches_only_the_attackers_errand(
    opened, page, resident_client, cast, owner
):
    nils = Errand(resident_client(cast.nils), page)
    nils.post(1, wish="Nils")
    own = OpenPage.of(nils, 1)

    answer = own.post(client=opened.client, wish="Ditlagt", headers={"Origin": HERE})
    aimed = opened.client.post(opened.address, posted(wish="Ditlagt") | own.hidden(), headers={"Origin": HERE})

    assert (answer.status_code, aimed.status_code) == (403, 403)
    assert set(ParkedText.objects.values_list("person", "draft")) <= {(cast.nils.pk, nils.draft_id)}
    assert KEPT not in opened.client.get(opened.address).content.decode()
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Från början", email="")


def test_pass_opens_nothing_and_saves_nothing_by_itself(opened, owner):
    stranger = Client()
    hidden = opened.hidden()

    opened.post(client=stranger, wish="Ditlagt")

    assert stranger.get(opened.address, hidden).url.startswith("/logga-in/")
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Från början", email="")


def test_pass_is_good_only_for_its_own_step(opened):
    stranger, second = Client(), opened.address.replace("/1/", "/2/")

    response = stranger.post(second, posted(wish="Ditlagt") | opened.hidden())

    assert response.url.startswith("/logga-in/")
    assert not ParkedText.objects.exists()


@pytest.mark.parametrize("forged", ["", "x", "x:y:z", "\0"])
def test_forged_pass_parks_nothing(opened, forged):
    response = opened.post(client=Client(), extra={"parking": forged}, wish="Ditlagt")

    assert response.url.startswith("/logga-in/")
    assert not ParkedText.objects.exists()


def test_visitor_cookie_takes_no_parked_text(opened):
    """Who is not logged in begins nothing with what a logged-in person wrote."""
    opened.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    opened.client.cookies[settings.VISITOR_COOKIE_NAME] = "x" * 43

    assert "Du har blivit utloggad" in send(opened, wish="Skrivet sist").content.decode()


@pytest.fixture
def visitors(open_page) -> OpenPage:
    """The first step of an errand begun without login, open in a browser."""
    errand = Errand(Client(enforce_csrf_checks=True), open_page)
    send(OpenPage.of(errand, 1), wish="Från början")
    return OpenPage.of(errand, 1)


def test_promise_14_visitor_meets_a_login_in_another_tab_and_gets_the_text_back(visitors):
    log_in(visitors.client, NILS)

    answer = send(visitors, wish="Skrivet sist")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Det här skrev du sist på sidan" in page
    assert "Skrivet sist" in page
    assert re.search(r'href="/starta/\d+/"', page)
    assert not ParkedText.objects.exists()


def test_promise_14_visitor_whose_browser_was_logged_out_gets_the_text_back(visitors):
    visitors.client.cookies.pop(settings.VISITOR_COOKIE_NAME)

    assert "Skrivet sist" in send(visitors, wish="Skrivet sist").content.decode()
    assert drafts_in_database() == 1


def test_autosave_of_a_visitors_page_says_that_it_saves_no_more(visitors):
    log_in(visitors.client, NILS)

    answer = send(visitors, action="autosave", number=2, wish="Skrivet sist")

    assert (answer.status_code, answer.json()["is_kept"]) == (401, False)
    assert "Inte sparat" in answer.json()["text"]


def test_forged_post_is_not_shown_as_the_visitors_text(visitors):
    log_in(visitors.client, NILS)

    answer = send(visitors, origin="https://elak.example", wish="Ring 0900-1234")

    assert "0900-1234" not in answer.content.decode()


def test_visitor_gets_the_text_back_from_a_step_that_asks_for_files(cast):
    page = a_page(cast.unit, login="none", steps=asks_for_files())
    opened = OpenPage.of(Errand(Client(enforce_csrf_checks=True), page), 1)
    log_in(opened.client, NILS)

    answer = send(opened, wish="Skrivet sist")

    assert answer.status_code == 403
    assert "Skrivet sist" in answer.content.decode()

"""Back, reload, double click, retry after a cut: the same page, or "already sent" with a link (promise 4)."""

import pytest

from casework.models import Case
from tests.eservices.factories import Errand, drafts_in_database
from tests.eservices.pages import OpenPage

pytestmark = pytest.mark.django_db


def test_first_step_posted_twice_makes_one_draft_and_goes_on(errand):
    page = OpenPage.of(errand, 1)

    answers = [page.post(wish="Plats", email="a@example.se") for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, errand.address("step", 2))] * 2
    assert drafts_in_database() == 1
    back = errand.client.get(page.address, follow=True)
    assert 'value="Plats"' in back.content.decode()


def test_step_posted_twice_goes_on_to_the_same_page(errand):
    errand.post(1, wish="Plats")
    page = OpenPage.of(errand, 2)

    answers = [page.post(boat="no") for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, errand.address("review"))] * 2
    assert page.client.get(page.address).status_code == 200


def test_promise_4_skicka_in_again_says_already_sent_with_a_link(errand):
    errand.fill()
    reviewed = errand.reviewed()

    answers = [errand.send(reviewed) for _ in range(2)]

    assert [answer.url for answer in answers] == [errand.address("sent")] * 2
    assert "Ärendet är redan inskickat." in errand.client.get(errand.address("sent")).content.decode()
    assert Case.objects.count() == 1
    assert errand.client.get(errand.address("sent")).status_code == 200


@pytest.mark.parametrize("name", ["first_step", "draft", "step", "review", "remove"])
def test_promise_4_back_after_sending_says_already_sent_with_a_link(errand, name):
    errand.fill().send()

    response = errand.client.get(errand.address(name, *([1] if name == "step" else [])), follow=True)

    assert response.redirect_chain[-1] == (errand.address("sent"), 302)
    assert "Ärendet är redan inskickat." in response.content.decode()


@pytest.mark.parametrize("name", ["first_step", "step"])
def test_autosave_after_sending_says_so_with_a_link(errand, name):
    first = OpenPage.of(errand, 1)
    errand.fill()
    page = first if name == "first_step" else OpenPage.of(errand, 1)
    errand.send()

    answer = page.post(action="autosave", number=1, wish="För sent")

    assert (answer.status_code, answer.json()["problem"]) == (409, "sent")
    assert answer.json()["link"]["url"] == errand.address("sent")
    assert drafts_in_database() == 0


def test_remove_posted_twice_says_removed_twice(errand):
    errand.fill()

    answers = [errand.client.post(errand.address("remove")) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/mina-sidor/"] * 2
    assert errand.client.get("/mina-sidor/").content.decode().count("Utkastet är borttaget.") >= 1


@pytest.mark.parametrize("name", ["draft", "step", "review", "remove"])
def test_back_after_removing_says_removed(errand, name):
    errand.fill()
    errand.client.post(errand.address("remove"))

    response = errand.client.get(errand.address(name, *([1] if name == "step" else [])), follow=True)

    assert response.redirect_chain[-1] == ("/mina-sidor/", 302)
    assert "Utkastet är borttaget." in response.content.decode()


def test_promise_1_what_one_person_removed_is_unknown_to_another(errand, cast, resident_client):
    errand.fill()
    errand.client.post(errand.address("remove"))

    assert Errand(resident_client(cast.nils), errand.page).client.get(errand.address("review")).status_code == 404


def test_leave_posted_twice_ends_in_the_same_place(errand):
    errand.fill()

    answers = [errand.client.post(errand.address("leave")) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/mina-sidor/"] * 2

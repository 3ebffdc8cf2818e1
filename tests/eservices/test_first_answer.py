"""The first answer makes the draft, once, whatever comes at the same instant or in odd shape (promises 4 and 14)."""

import pytest
from django.test import Client

from tests.eservices.factories import answers_of, drafts_in_database, posted, raw_answers

HUGE = 10**30


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_4_first_answers_at_the_same_instant_make_one_draft_and_nobody_is_told_it_is_gone(
    errand, owner, in_threads
):
    address, base = errand.address("first_step"), errand.base(1)

    def answer(number):
        """Autosaves of the page are under way when Nästa is pressed twice."""
        browser = Client()
        browser.cookies = errand.client.cookies
        action = "autosave" if number < 2 else "next"
        hidden = {"action": action, "base": base, "page": "samma sida", "save_number": number + 1}
        return browser.post(address, posted(wish="Halv" if number < 2 else "Hel") | hidden).status_code

    codes = in_threads(4, answer)

    assert codes == [200, 200, 302, 302]
    assert drafts_in_database() == 1
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Hel", email="")


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["\0", "en\0två", "\x1b", "x" * 5000])
def test_an_odd_page_token_costs_nobody_the_answer(errand, owner, token):
    response = errand.post(1, base="", save=(token, 1), wish="Hej")

    assert response.status_code == 302
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Hej", email="")


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["", "00000000-0000-4000-8000-000000000001/"])
def test_a_number_beyond_the_databases_is_no_service(errand, rest):
    assert errand.client.get(f"/starta/{HUGE}/{rest}").status_code == 404

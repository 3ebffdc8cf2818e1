"""Two tabs on one draft: nothing typed is dropped, and the second is told (promise 14, security.md R-13)."""

import pytest
from django.utils import timezone

from eservices.actions.drafts import fingerprint, load_draft, save_answers
from eservices.errors import EditConflict
from tests.eservices.factories import a_draft, answers_of, drafts_in_database, raw_answers, shown_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(errand):
    """A draft whose first page two tabs have open; `begun.seen` is the base both hold."""
    errand.post(1, wish="Från början")
    errand.seen = errand.base(1)
    return errand


def test_conflict_page_shows_both_and_stores_nothing(begun, owner):
    begun.post(1, base=begun.seen, wish="Första fönstret")

    response = begun.post(1, base=begun.seen, wish="Andra fönstret")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Svaren har ändrats i ett annat fönster" in page
    assert 'value="Andra fönstret"' in page
    assert "Första fönstret" in page
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Första fönstret", email="")


def test_posting_the_conflict_page_wins(begun, owner):
    begun.post(1, base=begun.seen, wish="Första fönstret", email="astrid@example.se")
    conflict = begun.post(1, base=begun.seen, wish="Andra fönstret", email="")

    response = begun.post(1, base=shown_value(conflict, "base"), wish="Andra fönstret", email="astrid@example.se")

    assert response.status_code == 302
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Andra fönstret", email="astrid@example.se")


def test_conflict_says_when_the_other_tab_emptied_an_answer(begun):
    begun.post(1, base=begun.seen, wish="")

    page = begun.post(1, base=begun.seen, wish="Andra fönstret").content.decode()

    assert "Inget svar" in page


def test_the_same_answers_from_both_tabs_are_no_conflict(begun):
    begun.post(1, base=begun.seen, wish="Samma")

    assert begun.post(1, base=begun.seen, wish="Samma").status_code == 302


def test_tabs_on_different_steps_merge(begun, owner):
    base_of_second_step = begun.base(2)
    begun.post(1, base=begun.seen, wish="Ny önskan")

    response = begun.post(2, base=base_of_second_step, boat="no")

    assert response.status_code == 302
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Ny önskan", email="", boat="no", boat_name="")


@pytest.mark.parametrize("base", ["", "nonsense", "0" * 5000, "\0"])
def test_any_other_base_counts_as_a_conflict_and_never_as_an_error(begun, owner, base):
    assert begun.post(1, base=base, wish="Plats").status_code == 409
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Från början", email="")


def test_conflict_with_spara_keeps_nothing(begun, owner):
    begun.post(1, base=begun.seen, wish="Första fönstret")

    assert begun.post(1, action="save", base=begun.seen, wish="Andra fönstret").status_code == 409
    assert load_draft(begun.draft_id, owner=owner, now=timezone.now()).kept_at is None


def test_autosave_says_when_it_saved_and_what_applies(begun):
    response = begun.post(2, action="autosave", boat="yes")

    answer = response.json()
    assert answer["saved"].startswith("Sparat kl. ")
    assert answer["saved"].endswith(". Inte inskickat.")
    assert answer["applies"] == list(raw_answers(boat="", boat_name=""))
    answer = begun.post(2, action="autosave", base=answer["base"], boat="no").json()
    assert answer["applies"] == list(raw_answers(boat=""))


def test_autosave_saves_what_is_not_valid(begun, owner):
    begun.post(1, action="autosave", wish="Halv", email="astrid@")

    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Halv", email="astrid@")


def test_first_autosave_begins_the_draft_and_the_next_goes_on(errand, owner):
    first = errand.post(1, action="autosave", wish="P")
    address = errand.address("first_step")  # the page has not been left: it still posts where it was shown

    again = errand.client.post(address, {"action": "autosave", "base": first.json()["base"]} | wish("Pl"))

    assert (first.status_code, again.status_code, drafts_in_database()) == (200, 200, 1)
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Pl", email="")


def wish(text: str) -> dict[str, str]:
    from tests.eservices.factories import posted

    return posted(wish=text)


def test_autosave_does_not_keep(errand, owner):
    errand.post(1, action="autosave", wish="P")

    assert load_draft(errand.draft_id, owner=owner, now=timezone.now()).kept_body is None


def test_autosave_tells_a_conflict_in_words(begun, owner):
    begun.post(1, base=begun.seen, wish="Första fönstret")

    response = begun.post(1, action="autosave", base=begun.seen, wish="Andra fönstret")

    assert response.status_code == 409
    assert "annat fönster" in response.json()["text"]
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Första fönstret", email="")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_14_of_many_saves_at_once_none_is_lost_in_silence(page, owner, in_threads):
    draft = a_draft(page, owner)
    keys = [f"k{number}" for number in range(8)]

    def save(number: int):
        mine = load_draft(draft.pk, owner=owner, now=timezone.now())
        changes = {keys[number]: "svar"}
        return save_answers(mine, changes=changes, base=fingerprint({}, changes), owner=owner, now=timezone.now())

    answers = in_threads(8, save)

    told = {keys[number] for number, answer in enumerate(answers) if isinstance(answer, EditConflict)}
    assert {type(answer) for answer in answers} <= {type(draft), EditConflict}
    stored = answers_of(draft.pk, owner)
    assert {key for key in keys if key in stored} == set(keys) - told


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_14_of_two_saves_of_one_answer_one_is_told(page, owner, in_threads):
    for _round in range(10):
        draft = a_draft(page, owner)
        base = fingerprint(answers_of(draft.pk, owner), raw_answers(wish=""))

        def save(number: int, draft=draft, base=base):
            mine = load_draft(draft.pk, owner=owner, now=timezone.now())
            changes = raw_answers(wish=f"nr {number}")
            return save_answers(mine, changes=changes, base=base, owner=owner, now=timezone.now())

        answers = in_threads(2, save)

        assert {type(answer) for answer in answers} == {type(draft), EditConflict}


def test_page_is_not_in_conflict_with_its_own_save_under_way(begun, owner):
    begun.post(1, base=begun.seen, save=("sida", 1), action="autosave", wish="Halv")

    response = begun.post(1, base=begun.seen, save=("sida", 2), wish="Hel")

    assert response.status_code == 302
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Hel", email="")


def test_autosave_that_arrives_late_undoes_nothing(begun, owner):
    begun.post(1, base=begun.seen, save=("sida", 2), wish="Hel")

    response = begun.post(1, base=begun.seen, save=("sida", 1), action="autosave", wish="Halv")

    assert response.status_code == 200
    assert answers_of(begun.draft_id, owner) == raw_answers(wish="Hel", email="")


def test_another_page_load_in_between_is_a_conflict(begun, owner):
    begun.post(1, base=begun.seen, save=("den ena", 1), wish="Ett")
    begun.post(1, base=begun.base(1), save=("den andra", 1), wish="Två")

    assert begun.post(1, base=begun.seen, save=("den ena", 2), wish="Tre").status_code == 409

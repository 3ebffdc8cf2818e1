"""Hidden means absent: not validated, not stored at sending, not shown, not exported (promise 13)."""

import json

import pytest

from casework.models import CaseSearchText
from casework.reading import canonical_of, display_of
from tests.eservices.factories import Errand, a_page, answers_of, raw_answers, stable_id
from tests.eservices.traces import places_with

pytestmark = pytest.mark.django_db
SMUGGLED = "Smuggelgods4711"


@pytest.fixture
def sent(errand):
    """An errand where the boat's name was given though there is no boat, and then sent."""
    errand.fill(boat="no", boat_name=SMUGGLED)
    errand.send()
    return errand


def test_promise_13_hidden_answer_is_not_in_what_is_sent(sent):
    submission = sent.case().submissions.get()

    assert SMUGGLED.encode() not in canonical_of(submission)
    assert stable_id("boat-name") not in json.loads(canonical_of(submission))["answers"]
    assert SMUGGLED not in json.dumps(display_of(submission))
    assert stable_id("boat-name") not in json.dumps(display_of(submission))


def test_promise_13_hidden_answer_is_in_no_table_after_sending(sent):
    assert SMUGGLED not in CaseSearchText.objects.get().text
    assert places_with(SMUGGLED) == set()


def test_promise_13_hidden_answer_is_shown_to_nobody(sent, cast, staff_client):
    case = sent.case()
    hugo = staff_client(cast.hugo)

    pages = [sent.client.get(f"/mina-sidor/arende/{case.pk}/"), hugo.get(f"/admin/arenden/{case.pk}/")]
    pages += [sent.client.get(sent.address("sent")), hugo.get(f"/admin/arenden/?q={SMUGGLED[:8]}")]

    for page in pages:
        assert page.status_code == 200
        assert SMUGGLED not in page.content.decode()
        assert "Vad heter den?" not in page.content.decode()


def test_promise_13_hidden_answer_is_not_on_the_review_page(errand):
    errand.fill(boat="no", boat_name=SMUGGLED)

    page = errand.client.get(errand.address("review")).content.decode()

    assert SMUGGLED not in page
    assert "Vad heter den?" not in page


@pytest.mark.parametrize("nonsense", ["x" * 5000, "", "\u202e"])
def test_promise_13_hidden_answer_is_not_validated(errand, nonsense):
    errand.fill(boat="no", boat_name=nonsense)

    assert errand.send().url == errand.address("sent")


def test_what_applies_is_validated(errand):
    errand.fill(boat="yes", boat_name="x" * 5000)

    assert errand.send(reviewed="").url == f"/utkast/{errand.draft_id}/2/?fel=1"


def test_promise_13_the_hash_reviewed_does_not_hang_on_what_is_hidden(errand):
    reviewed = errand.fill(boat="no", boat_name="").reviewed()

    errand.post(2, boat="no", boat_name=SMUGGLED)

    assert errand.reviewed() == reviewed


def test_hidden_answer_comes_back_while_it_is_a_draft(errand, owner):
    errand.fill(boat="yes", boat_name="Vågen")
    errand.post(2, boat="no", boat_name="Vågen")
    assert answers_of(errand.draft_id, owner)[stable_id("boat-name")] == "Vågen"

    errand.post(2, boat="yes", boat_name="Vågen")

    assert "Vågen" in errand.client.get(errand.address("review")).content.decode()


def test_promise_13_a_hidden_step_cannot_be_visited_or_sent(cast, resident_client):
    from eservices.demo.builder import question, step, when
    from tests.eservices.factories import two_steps

    extra = step(
        "s-extra",
        ("Extra", ""),
        question("short_text", "extra", ("Extra?", ""), max_length=50),
        show_when=when("boat", "equals", "yes"),
    )
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, steps=[*two_steps(), extra]))
    errand.fill(boat="no")

    posted = {f"q-{stable_id('extra')}": SMUGGLED, "action": "next", "base": "4f53cda18c2baa0c"}
    errand.client.post(errand.address("step", 3), posted)

    assert errand.client.get(errand.address("step", 3)).url == errand.address("review")
    errand.send()
    assert SMUGGLED.encode() not in canonical_of(errand.case().submissions.get())
    assert set(raw_answers(wish="", email="", boat="")) == set(
        json.loads(canonical_of(errand.case().submissions.get()))["answers"]
    )

"""Acting for an organisation: the person's own word, or a register's, and never one for the other."""

import pytest

from accounts.mandates import RegisterAway
from casework.reading import counterpart_of
from eservices.demo.builder import question, step
from questions.evaluate import Mandate
from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db
NUMBER, OTHER, TWELVE = "556036-0793", "899999-9991", "165560360793"
TYPED = {"organisation_number": NUMBER, "organisation_name": "Båtklubben", "role": "Kassör"}


class Double:
    """A register for these tests: Astrid may act for one company, and nobody for anything else."""

    is_away = False

    def mandates_of(self, subject):
        if self.is_away:
            raise RegisterAway("timeout")
        return [Mandate(TWELVE, "Båtklubben i Heby AB", "Firmatecknare")] if subject.first_name == "Astrid" else []


@pytest.fixture
def register(settings, monkeypatch):
    settings.MANDATE_REGISTER = f"{__name__}.Double"
    return monkeypatch


@pytest.fixture
def begin(cast, resident_client):
    asked = question("organisation", "firm", ("Föreningen", "The association"))
    page = a_page(cast.unit, steps=[step("s-firm", ("Vem", "Who"), asked)])

    def filled(who="astrid", **changes) -> Errand:
        errand = Errand(resident_client(getattr(cast, who)), page)
        errand.post(1, firm=TYPED | changes)
        return errand

    return filled


def told(errand: Errand) -> str:
    return errand.client.get(errand.address("step", 1) + "?fel=1").content.decode()


def test_own_word_is_shown_as_such_to_all(begin, staff_client, cast):
    errand = begin()
    assert "Kassör (egen uppgift, inte kontrollerad)" in errand.client.get(errand.address("review")).content.decode()

    errand.send()

    case = errand.case()
    page = staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/").content.decode()
    assert "Kassör (egen uppgift, inte kontrollerad)" in page
    assert counterpart_of(case.register_entry) == "Båtklubben, Astrid Lindberg"
    assert case.applicant == cast.astrid


def test_in_english_too(begin):
    errand = begin()

    assert (
        "Kassör (own statement, not verified)" in errand.client.get(f"/en{errand.address('review')}").content.decode()
    )


@pytest.mark.parametrize("number", ["556036-0794", "12", "191212121212x"])
def test_number_is_checked(begin, number):
    errand = begin(organisation_number=number)

    assert errand.client.get(errand.address("review")).status_code == 302
    assert "error-summary" in told(errand)


@pytest.mark.parametrize(
    ("part", "text"),
    [("organisation_number", "Fyll i organisationsnumret"), ("organisation_name", "Fyll i organisationens namn"),
     ("role", "Fyll i din roll")],
)  # fmt: skip
def test_each_missing_part_is_told(begin, part, text):
    assert text in told(begin(**{part: ""}))


def test_register_says_name_and_role_whatever_was_typed(register, begin):
    errand = begin(organisation_name="Något annat", role="Kejsare")

    shown = errand.client.get(errand.address("review")).content.decode()

    assert "Firmatecknare (enligt register)" in shown
    assert "Båtklubben i Heby AB" in shown
    assert "Kejsare" not in shown


@pytest.mark.parametrize(("who", "number"), [("nils", NUMBER), ("astrid", OTHER)])
def test_who_has_no_mandate_is_told_and_sends_nothing(register, begin, who, number):
    errand = begin(who, organisation_number=number)

    assert errand.client.get(errand.address("review")).status_code == 302
    assert "Enligt registret får du inte företräda den organisationen" in told(errand)


def test_register_that_is_away_leaves_it_at_their_own_word(register, begin):
    register.setattr(Double, "is_away", True)
    errand = begin()

    assert "egen uppgift, inte kontrollerad" in errand.client.get(errand.address("review")).content.decode()


def test_organisation_gives_colleagues_nothing(begin, cast, resident_client):
    """The case is the person's who began it (design.md §13.16)."""
    errand = begin()
    errand.send()

    assert resident_client(cast.nils).get(f"/mina-sidor/arende/{errand.case().pk}/").status_code == 404

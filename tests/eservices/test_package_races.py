"""Everybody at once, on PostgreSQL: one end for each package, one case, one set of mails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.eid.provider import Act, Asked, Level
from accounts.eid.test_eid import TestEId
from accounts.identities import subject_of
from casework.models import Case, RegisterEntry, Signature, Submission
from casework.signatures import GivenSignature
from casework.statements import Statement
from config import pace
from eservices.actions import packages
from eservices.errors import NotYourTurn, PackageClosed
from eservices.models import PackageState, PartyState, SigningPackage, SigningParty
from eservices.packages import content_of_package
from eservices.signing import statement_for_package
from outbox.models import OutboxMessage
from tests.eservices.factories import drafts_in_database
from tests.eservices.signing import answer, begin

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.usefixtures("own_storage")]
ROUNDS = 50


@pytest.fixture
def three(together):
    def begin():
        pace.forget()  # one person does all this within a minute
        made = together(2).fill("Bo", "Nils")
        made.ask()
        return made

    return begin


def given(made, number: int) -> GivenSignature:
    """What the e-ID gives of this party, without the way there."""
    party = SigningParty.objects.select_related("package__version").get(pk=made.party(number).pk)
    signer = made.people["Bo" if number == 1 else "Nils"]
    statement = statement_for_package(party.package, content_of_package(party.package), "sv")
    asked = Asked(statement.text, statement.data, Act.SIGNATURE)
    result = TestEId().answer(subject_of(signer), Level.LOA3, asked=asked).result
    return GivenSignature(
        signer=signer, statement=Statement(asked.message, asked.to_sign), result=result, provider_label="Test"
    )


def signing(made, number: int):
    """Called at the same instant as others are."""
    party, signature, shown = made.party(number).pk, given(made, number), made.package.content_sha256
    return lambda: packages.sign(party, signature, reviewed=shown, follows=True, now=timezone.now())


def together_at_once(in_threads, *works):
    return in_threads(len(works), lambda number: works[number]())


def test_promise_4_both_last_signatures_at_once_make_one_case_and_one_set_of_mails(three, in_threads):
    """A hundred signatures in fifty races. Each party signs once, and what comes last receives."""
    for number in range(1, ROUNDS + 1):
        made = three()

        answers = together_at_once(in_threads, signing(made, 1), signing(made, 2))

        assert sorted(type(one).__name__ for one in answers) == ["Case", "NoneType"], answers
        assert (Case.objects.count(), Submission.objects.count()) == (number, number)
        assert Signature.objects.count() == 3 * number
        assert drafts_in_database() == 0
        for topic in ("receipt", "unit_notice"):
            assert OutboxMessage.objects.filter(topic=topic).count() == number
        assert OutboxMessage.objects.filter(topic="signing_done").count() == 2 * number
    numbers = RegisterEntry.objects.order_by("running_number").values_list("running_number", flat=True)
    assert list(numbers) == list(range(1, ROUNDS + 1))


def test_same_signature_many_times_at_once_counts_once(three, in_threads):
    made = three()
    work = signing(made, 1)

    answers = together_at_once(in_threads, *[work] * 6)

    assert sorted(type(one).__name__ for one in answers) == ["NoneType"] + ["NotYourTurn"] * 5
    assert made.cases() == []


def ends(made) -> dict:
    """Each other way for it to end, as something to call."""
    package, party, people = made.package, made.party(2), made.people
    return {
        "withdraw": lambda: packages.withdraw(package.pk, by=people["Astrid"], now=timezone.now()),
        "decline": lambda: packages.decline(party.pk, by=people["Nils"], reason="", now=timezone.now()),
        "expire": lambda: packages.expire_packages(timezone.now() + timedelta(days=30)),
    }


@pytest.mark.parametrize("end", ["withdraw", "decline", "expire"])
def test_last_signature_against_another_end_has_one_outcome(three, in_threads, end):
    """Either a case of what everybody signed, or nothing received and no signature left; never both, never neither."""
    for _round in range(8):
        made = three()
        signing(made, 1)()
        package = made.package

        answers = together_at_once(in_threads, signing(made, 2), ends(made)[end])

        failed = [one for one in answers if isinstance(one, Exception)]
        assert all(isinstance(one, PackageClosed | NotYourTurn) for one in failed), failed
        package.refresh_from_db()
        received = package.state == PackageState.RECEIVED
        assert package.state != PackageState.WAITING
        assert len(made.cases()) == received
        assert drafts_in_database() == (0 if received else 1)
        assert bytes(package.wrapped_key) == b""
        assert not SigningParty.objects.exclude(signature_sealed=b"").exists()
        if not received:
            made.errand.client.post(made.errand.address("remove"))


def test_applicant_who_signs_twice_at_once_asks_once(together, in_threads):
    """Two windows at Granska: one package, and each of the others is written to once."""
    made = together().fill("Bo")
    pages = [answer(made.errand.client, begin(made.errand)) for _time in range(3)]

    answers = in_threads(3, lambda number: made.errand.client.get(pages[number]).status_code)

    assert set(answers) <= {302, 403}
    assert SigningPackage.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="signing_invitation").count() == 1
    assert made.party().state == PartyState.WAITING

"""How signing together ends otherwise, what is written to whom meanwhile, and what each has afterwards."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.files import files_of
from casework.models import Case
from casework.receipts import actions as receipts
from casework.verifying import verify_case
from crypto.envelope import SealBroken
from eservices import rotation
from eservices.actions import packages as actions
from eservices.models import Draft, EServicePage, PackageState, PartyState, SigningPackage, SigningParty
from eservices.packages import content_of_package, details_of, link_mark, reason_of
from outbox.conditions import still_holds
from outbox.models import OutboxMessage
from tests.documents.pdf import text_of
from tests.eservices.file_cases import FileErrand, asks_for_files
from tests.eservices.parties import CANARY, Together, a_shared_page, mails, named, steps_for
from tests.eservices.signing import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def test_decline_voids_everything_and_tells_why(together):
    made = together(2).fill("Bo", "Nils", wish=CANARY)
    made.ask()
    made.sign("Bo", 1)

    made.decline("Nils", 2, reason="Jag äger ingen båt")

    package = made.package
    assert (package.state, made.cases(), bytes(package.wrapped_key)) == (PackageState.DECLINED, [], b"")
    bo = made.party(1)
    assert (bytes(bo.signature_sealed), bytes(bo.details_sealed)) == (b"", b"")
    assert (bo.state, bo.answered_at is not None) == (PartyState.SIGNED, True)
    with pytest.raises(SealBroken):
        content_of_package(package)
    shown = made.errand.client.get(made.errand.address("review")).content.decode()
    for text in ("Någon sa nej till att skriva under", "Jag äger ingen båt", "Borgensmannen", CANARY):
        assert text in shown
    assert sorted(mail.to for mail in mails("signing_over")) == ["astrid@example.se", "bo@example.se"]
    assert all("Jag äger" not in mail.body for mail in mails("signing_over"))
    assert "Det går inte att skriva under längre" in made.client("Bo").get(made.page(1)).content.decode()


def test_withdraw_edit_and_ask_again(asked):
    old = asked.package
    page = asked.begin("Bo")

    assert asked.waiting("withdraw").url == asked.errand.address("waiting")
    assert asked.waiting().url == asked.errand.address("review")
    assert asked.errand.post(1, wish="Plats för kanot", email="astrid@example.se").status_code == 302
    asked.ask()

    late = asked.client("Bo").get(answer(asked.client("Bo"), page, as_="Bo"))
    assert late.url == f"/underskrift/{old.parties.get().pk}/"
    assert asked.cases() == []
    assert asked.party().state == PartyState.WAITING
    asked.sign("Bo")
    assert len(asked.cases()) == 1
    old.refresh_from_db()
    assert old.state == PackageState.WITHDRAWN


def test_time_runs_out(asked):
    actions.expire_packages(timezone.now() + timedelta(days=15))

    assert asked.package.state == PackageState.EXPIRED
    assert asked.cases() == []
    assert "Alla hann inte skriva under i tid" in asked.client("Bo").get(asked.page()).content.decode()
    assert (
        "Alla hann inte skriva under i tid" in asked.errand.client.get(asked.errand.address("review")).content.decode()
    )


def test_nobody_signs_after_the_deadline_though_nothing_has_ended_it(asked):
    page = asked.begin("Bo")
    SigningPackage.objects.update(deadline=timezone.now() - timedelta(seconds=1))

    asked.client("Bo").get(answer(asked.client("Bo"), page, as_="Bo"))

    assert (asked.party().state, asked.cases()) == (PartyState.WAITING, [])


def test_reminders_come_a_few_times_and_stop_when_answered(together):
    made = together(2).fill("Bo", "Nils")
    made.ask()
    now = timezone.now()

    assert actions.remind_parties(now + timedelta(days=2)) == 0
    assert actions.remind_parties(now + timedelta(days=4)) == 2
    assert actions.remind_parties(now + timedelta(days=4)) == 0
    made.sign("Bo", 1)
    assert [actions.remind_parties(now + timedelta(days=days)) for days in (7, 10, 12, 13)] == [1, 1, 0, 0]
    assert all(CANARY not in mail.body for mail in mails("signing_reminder"))


def test_request_that_waited_is_not_sent_when_it_is_over(asked):
    (message,) = OutboxMessage.objects.filter(topic="signing_invitation")
    assert still_holds(message)

    asked.waiting("withdraw")

    assert not still_holds(message)


def test_address_is_corrected_and_the_old_link_is_dead(asked):
    party = asked.party()
    old = f"/underskrift/{party.pk}/1/{link_mark(party.pk, 1)}/"

    asked.waiting("address", party=party.pk, email="bo.ny@example.se")

    assert mails("signing_invitation")[-1].to == "bo.ny@example.se"
    assert details_of(asked.party()).email == "bo.ny@example.se"
    assert Client().get(old).status_code == 410
    assert f"/underskrift/{party.pk}/2/" in mails("signing_invitation")[-1].body
    asked.sign("Bo")
    assert len(asked.cases()) == 1


@pytest.mark.parametrize("email", ["", "inte en adress", "a@b.se, c@d.se", "a" * 300])
def test_faulty_address_is_told_and_kept_in_the_box(asked, email):
    answer = asked.waiting("address", party=asked.party().pk, email=email)

    assert answer.status_code == 200
    assert "Skriv en fullständig e-postadress" in answer.content.decode()
    assert details_of(asked.party()).email == "bo@example.se"


def test_mails_to_one_party_are_bounded(asked):
    for _time in range(actions.MOST_MAILS + 3):
        asked.waiting("again", party=asked.party().pk)

    assert len(mails("signing_invitation")) == actions.MOST_MAILS


def test_only_the_applicant_sees_and_changes_the_waiting_page(asked):
    for name in ("Bo", "Nils"):
        client = asked.client(name)
        assert client.get(asked.errand.address("waiting")).status_code == 404
        assert client.post(asked.errand.address("waiting"), {"action": "withdraw"}).status_code == 404
    assert asked.package.state == PackageState.WAITING


def test_my_pages_show_both_sides(asked):
    own = asked.errand.client.get("/mina-sidor/").content.decode()
    bos = asked.client("Bo").get("/mina-sidor/").content.decode()

    assert "1 av 2 har skrivit under" in own
    assert "Du har inget påbörjat" in own
    assert "Du ska svara" in bos
    assert CANARY not in own + bos
    asked.sign("Bo")
    assert "Inget väntar på underskrift" in asked.client("Bo").get("/mina-sidor/").content.decode()


@pytest.mark.parametrize("follows", [True, False])
def test_co_applicant_follows_if_he_wants_and_has_his_receipt_either_way(asked, seal, follows):
    asked.sign("Bo", follows=follows)
    receipts.sweep()
    (case,) = asked.cases()
    bo = asked.client("Bo")

    assert (bo.get(f"/mina-sidor/arende/{case.pk}/").status_code == 200) is follows
    assert (str(case.pk) in bo.get("/mina-sidor/").content.decode()) is follows
    shown = text_of(bo.get(asked.page(1, "party_receipt")).getvalue())
    for text in ("Astrid Lindberg", "Bo Ekström", case.number, CANARY):
        assert text in shown
    assert asked.client("Nils").get(f"/mina-sidor/arende/{case.pk}/").status_code == 404
    assert [mail.to for mail in mails("signing_done")] == ["bo@example.se"]
    assert [mail.to for mail in mails("receipt")] == ["astrid@example.se"]


def test_superuser_and_caseworker_find_nothing_of_what_waits(asked, cast, staff_client):
    for who in (cast.hugo, cast.sixten):
        client = staff_client(who)
        assert CANARY not in client.get("/admin/arenden/").content.decode()
        assert client.get(asked.page()).status_code == 302
    assert not Case.objects.exists()


def test_package_says_nothing_in_clear(asked):
    rows = [*SigningPackage.objects.values(), *SigningParty.objects.values(), *Draft._base_manager.values()]
    clear = " ".join(
        str(bytes(value) if isinstance(value, memoryview) else value) for row in rows for value in row.values()
    )

    for secret in (CANARY, "Ekström", "bo@example.se", named("Bo")["personal_number"]):
        assert secret not in clear


def test_party_reads_the_files_and_they_become_the_cases(cast, resident_client):
    steps = [*asks_for_files(), *steps_for(1)[-1:]]
    errand = FileErrand(resident_client(cast.astrid), a_shared_page(cast.unit, steps=steps)).fill_with()
    errand.post(3, together="yes", other=named("Bo"))
    made = Together(errand, resident_client, {"Bo": cast.bo, "Nils": cast.nils})
    made.ask()
    bo = made.client("Bo")

    assert "ritning.pdf" in bo.get(made.page()).content.decode()
    assert bo.get(made.page(1, "party_file", 1)).getvalue().startswith(b"%PDF")
    assert bo.get(made.page(1, "party_file", 2)).status_code == 404
    assert made.client("Nils").get(made.page(1, "party_file", 1)).status_code == 404

    made.sign("Bo")
    (case,) = made.cases()
    assert [file.name for file in files_of(case)] == ["ritning.pdf"]
    assert all(one.is_genuine for one in verify_case(case))
    assert made.client("Bo").get(made.page(1, "party_file", 1)).status_code == 404


def test_promise_12_nobody_signs_while_the_service_takes_nothing(asked):
    page = asked.begin("Bo")
    EServicePage.objects.filter(pk=asked.errand.page.pk).update(live=False, when_closed="stop")

    asked.client("Bo").get(answer(asked.client("Bo"), page, as_="Bo"))

    assert (asked.party().state, asked.cases()) == (PartyState.WAITING, [])
    assert "E-tjänsten är stängd just nu" in asked.client("Bo").get(asked.page()).content.decode()
    EServicePage.objects.update(live=True)
    asked.sign("Bo")
    assert len(asked.cases()) == 1


def test_promise_8_what_ended_is_forgotten_and_what_waits_is_not(asked, together):
    asked.waiting("withdraw")
    waits = together().fill("Bo")
    waits.ask()

    assert actions.forget_old_packages(timezone.now() + timedelta(days=89)) == 0
    actions.forget_old_packages(timezone.now() + timedelta(days=91))

    assert list(SigningPackage.objects.all()) == [waits.package]


def test_package_that_does_not_open_is_told_and_nothing_breaks(asked):
    SigningPackage.objects.update(content_sealed=b"x" * 60)

    for answered in (asked.client("Bo").get(asked.page()), asked.waiting()):
        assert answered.status_code == 409
    assert asked.package.state == PackageState.WAITING


def test_keys_are_changed_while_something_waits(asked):
    """Rotation wraps the package's key and the reasons anew; what they hold opens as before."""
    package = asked.package
    package.wrapped_key = rotation._package_again(package)
    package.save(update_fields=["wrapped_key"])
    assert content_of_package(asked.package).applicant_name == "Astrid Lindberg"

    asked.decline("Bo", reason="Nej tack")
    party = asked.party()
    party.reason_sealed = rotation._reason_again(party)

    assert reason_of(party) == "Nej tack"


def test_package_that_does_not_open_holds_no_other_up(asked, together):
    other = together().fill("Bo")
    other.ask()
    SigningPackage.objects.filter(pk=asked.package.pk).update(content_sealed=b"x" * 60)
    SigningParty.objects.filter(package=asked.package).update(details_sealed=b"x" * 60)
    now = timezone.now()

    assert actions.remind_parties(now + timedelta(days=4)) == 1
    assert actions.expire_packages(now + timedelta(days=15)) == 2

    assert {asked.package.state, other.package.state} == {PackageState.EXPIRED}

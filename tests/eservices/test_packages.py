"""Several people sign: nothing is received until all have, and nobody else finds anything (promises 1, 4, 5 and 10)."""

import pytest
from django.test import Client

from casework.models import Signature
from casework.verifying import verify_case
from eservices.models import PackageState, PartyState, SigningPackage, SigningParty
from eservices.packages import link_mark
from tests.eservices.factories import drafts_in_database
from tests.eservices.parties import CANARY, mails, named
from tests.eservices.signing import answer, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def test_promise_4_nothing_is_received_until_all_have_signed(asked):
    assert asked.signed.url == asked.errand.address("waiting")
    assert (asked.cases(), drafts_in_database()) == ([], 1)

    asked.sign("Bo")

    (case,) = asked.cases()
    assert drafts_in_database() == 0
    assert asked.package.state == PackageState.RECEIVED
    acts = Signature.objects.filter(submission__case=case).values_list("signer", "act")
    assert list(acts) == [(asked.people["Astrid"].pk, "signature"), (asked.people["Bo"].pk, "signature")]
    assert all(one.is_genuine for one in verify_case(case))


def test_who_needs_nobody_sends_alone(together):
    alone = together().fill()

    alone.errand.send()
    assert sign(alone.errand).url == alone.errand.address("sent")
    assert len(alone.cases()) == 1
    assert not SigningPackage.objects.exists()


def test_review_page_says_that_others_are_asked(together):
    errand = together().fill("Bo").errand

    shown = errand.client.get(errand.address("review")).content.decode()

    assert "Signera och fråga de andra" in shown
    assert "De har 14 dagar på sig" in shown


def test_promise_10_the_request_names_nobody_and_nothing(asked, cast):
    (mail,) = mails("signing_invitation")

    assert mail.to == "bo@example.se"
    for secret in (CANARY, "Astrid", "Lindberg", "Bo", "Ekström", "brygga", named("Bo")["personal_number"][2:]):
        assert secret not in mail.subject + mail.body.replace("Ekonomi", "")


def test_link_shows_and_changes_nothing_however_often_it_is_opened(asked):
    party = asked.party()
    link = f"/underskrift/{party.pk}/1/{link_mark(party.pk, 1)}/"
    assert link in mails("signing_invitation")[0].body
    before = list(SigningParty.objects.values())

    pages = [Client().get(link) for _time in range(20)]

    assert {page.status_code for page in pages} == {200}
    assert CANARY not in pages[0].content.decode()
    assert "Astrid" not in pages[0].content.decode()
    assert list(SigningParty.objects.values()) == before


@pytest.mark.parametrize("change", ["mark", "generation", "party"])
def test_false_link_holds_for_nothing(asked, change):
    party = asked.party()
    mark, generation, pk = link_mark(party.pk, 1), 1, party.pk
    if change == "mark":
        mark = mark[:-1] + ("0" if mark[-1] != "0" else "1")
    elif change == "generation":
        generation = 2
    else:
        pk = asked.package.pk

    assert Client().get(f"/underskrift/{pk}/{generation}/{mark}/").status_code == 410


def test_promise_5_only_who_was_named_finds_anything(asked):
    nils = asked.client("Nils")

    for name in ("party", "party_signed", "party_declines", "party_receipt"):
        answer = nils.get(asked.page(1, name))
        assert answer.status_code == 404, name
        assert CANARY not in answer.content.decode()
        assert "Ekström" not in answer.content.decode()
    assert nils.post(asked.page(), {"reviewed": asked.package.content_sha256}).status_code == 404
    assert nils.post(asked.page(1, "party_declines"), {}).status_code == 404
    assert Client().get(asked.page()).status_code == 302
    assert asked.package.state == PackageState.WAITING


def test_applicant_is_no_party_and_cannot_sign_for_one(asked):
    assert asked.errand.client.get(asked.page()).status_code == 404


def test_party_sees_the_very_content_and_the_code(asked):
    shown = asked.client("Bo").get(asked.page()).content.decode()

    assert CANARY in shown
    assert "Astrid Lindberg ber dig om det" in shown
    code = asked.package.content_sha256[:8].upper()
    assert f"{code[:4]}-{code[4:]}" in shown


def test_wrong_person_in_the_eid_signs_nothing(asked):
    answer = asked.sign("Bo", as_="Nils")

    assert answer.status_code == 403
    assert asked.party().state == PartyState.WAITING
    assert asked.cases() == []


def test_another_hash_than_the_shown_one_is_not_signed(asked):
    answer = asked.client("Bo").post(asked.page(), {"reviewed": "0" * 64})

    assert answer.url == asked.page()
    assert asked.party().state == PartyState.WAITING


def test_nobody_signs_twice(together):
    made = together(2).fill("Bo", "Nils")
    made.ask()
    page = made.begin("Bo", 1)
    made.sign("Bo", 1)

    again = made.client("Bo").get(answer(made.client("Bo"), page, as_="Bo"))

    assert again.url == made.page(1)
    assert made.party(1).state == PartyState.SIGNED
    assert made.cases() == []
    made.sign("Nils", 2)
    assert len(made.cases()) == 1


def test_oneself_cannot_be_asked(together):
    errand = together().fill("Astrid").errand

    assert "fel=" in errand.client.get(errand.address("review")).url
    shown = errand.client.get(errand.address("step", 3) + "?fel=1").content.decode()
    assert "Det här är ditt eget nummer" in shown


def test_same_person_cannot_be_asked_twice(together):
    made = together(2).fill("Bo", "Bo")

    answer = made.errand.send()

    assert answer.url == made.errand.address("review")
    assert "Samma person står två gånger" in made.errand.client.get(answer.url).content.decode()
    assert not SigningPackage.objects.exists()


def test_in_order_the_next_is_asked_when_the_one_before_has_signed(together):
    made = together(2, signing_in_order=True).fill("Bo", "Nils")
    made.ask()

    assert [mail.to for mail in mails("signing_invitation")] == ["bo@example.se"]
    assert made.client("Nils").get(made.page(2)).status_code == 404
    assert "Får frågan när den före är klar" in made.waiting().content.decode()

    made.sign("Bo", 1)
    assert [mail.to for mail in mails("signing_invitation")] == ["bo@example.se", "nils@example.se"]
    made.sign("Nils", 2)
    assert len(made.cases()) == 1


def test_promise_1_while_it_waits_nothing_in_the_draft_changes(asked):
    errand = asked.errand
    for address in (errand.address(), errand.address("step", 1), errand.address("review"), errand.address("remove")):
        assert errand.client.get(address).url == errand.address("waiting"), address
    assert errand.post(1, base="x", wish="Något annat").url == errand.address("waiting")
    assert errand.client.post(errand.address("remove")).url == errand.address("waiting")
    assert errand.client.post(errand.address("leave")).url == errand.address("waiting")
    assert errand.send(reviewed="x").url == errand.address("waiting")

    asked.sign("Bo")
    assert CANARY in asked.errand.client.get(f"/mina-sidor/arende/{asked.cases()[0].pk}/").content.decode()


def test_approval_is_never_said_to_be_a_signature(together):
    made = together(2, signature_level="approval").fill("Bo", "Nils")
    made.ask()
    made.sign("Bo", 1)
    pages = [made.waiting(), made.client("Bo").get(made.page(1)), made.errand.client.get("/mina-sidor/")]
    made.sign("Nils", 2)
    pages.append(made.client("Nils").get(made.page(2)))

    for page in pages:
        shown = page.content.decode().split("<main")[1].split("</main>")[0]
        assert "godkänt" in shown
        assert "skrivit under" not in shown.replace("när alla har skrivit under", "")


def test_mail_that_did_not_go_is_not_said_to_have_gone(together, monkeypatch):
    monkeypatch.setattr("eservices.signing_mails.may_mail", lambda address: False)
    made = together().fill("Bo")
    made.ask()

    assert made.party().mails == 0
    assert "Frågan gick inte att skicka till bo@example.se" in made.waiting().content.decode()
    made.sign("Bo")
    assert len(made.cases()) == 1

"""When a draft is removed, as people read it, wherever it is shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from eservices.expiry import removal_words
from eservices.models import Draft
from tests.eservices.factories import a_draft

NOON = datetime(2027, 3, 3, 11, 5, tzinfo=UTC)  # 12.05 in Sweden


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=90), "Tas bort 3 mars 2027 om du inte fortsätter."),
        (timedelta(days=8), "Tas bort 3 mars 2027 om du inte fortsätter."),
        (timedelta(days=7), "Tas bort om 7 dagar, den 3 mars 2027, om du inte fortsätter."),
        (timedelta(days=2), "Tas bort om 2 dagar, den 3 mars 2027, om du inte fortsätter."),
        (timedelta(days=1), "Tas bort i morgon, den 3 mars 2027 kl. 12.05, om du inte fortsätter."),
        (timedelta(hours=13), "Tas bort i morgon, den 3 mars 2027 kl. 12.05, om du inte fortsätter."),
        (timedelta(hours=12), "Tas bort i dag kl. 12.05 om du inte fortsätter."),
    ],
)
def test_words_give_the_day_and_how_many_are_left(before, words):
    with translation.override("sv"):
        assert removal_words(NOON, NOON - before) == words


@pytest.mark.django_db
def test_removal_is_shown_wherever_the_draft_is(errand, owner):
    errand.fill().post(1, action="save", wish="Plats")
    day = timezone.localtime(timezone.now() + timedelta(days=90))
    expected = f"Tas bort {day.day} "

    for path in ("/mina-sidor/", *(errand.address(name) for name in ("review", "leave", "remove"))):
        assert expected in errand.client.get(path).content.decode(), path
    assert expected in errand.client.get(errand.address("step", 2)).content.decode()


@pytest.mark.django_db
def test_mina_sidor_warns_on_the_card_and_above_the_group(errand, owner, page):
    drafts = [a_draft(page, owner) for _ in range(3)]
    for draft, days in zip(drafts, (7, 1, 30), strict=True):
        Draft.objects.owned_by(owner.user).filter(pk=draft.pk).update(expires_at=timezone.now() + timedelta(days=days))

    shown = errand.client.get("/mina-sidor/").content.decode()

    assert "2 utkast tas snart bort om du inte fortsätter med dem. Det första tas bort " in shown
    assert shown.count("notice is-caution") == 3
    assert "Tas bort om 7 dagar" in shown
    assert "Tas bort i morgon" in shown


@pytest.mark.django_db
def test_mina_sidor_offers_mail_until_an_address_is_given(errand):
    assert "Vill du ha ett mejl" not in errand.client.get("/mina-sidor/").content.decode()
    errand.post(1, action="save", wish="Plats")
    offered = errand.client.get("/mina-sidor/").content.decode()
    errand.client.post("/mina-sidor/kontaktuppgifter/", {"email": "astrid@post.example"})

    assert "Vill du ha ett mejl innan det tas bort?" in offered
    assert "Vill du ha ett mejl" not in errand.client.get("/mina-sidor/").content.decode()

"""Answers lie sealed, bound to draft, owner and revision: what is moved or put back by SQL fails closed (promise 1)."""

import pytest
from django.utils import timezone

from crypto.envelope import SealBroken
from eservices.actions.drafts import load_draft
from eservices.models import Draft, DraftUserPerm
from eservices.sealing import open_answers, open_kept_answers
from tests.eservices.factories import Errand, a_draft, drafts_in_database, posted
from tests.eservices.traces import files, forms, places_with

pytestmark = pytest.mark.django_db
CANARY = "Kanariefågel-ÅÄÖ-8417"
EVERYTHING = ["wrapped_key", "body", "kept_body", "revision", "kept_revision"]


def rows():
    """The table itself, as somebody with SQL reaches it."""
    return Draft._base_manager


def copy_columns(source, target, *columns: str) -> None:
    rows().filter(pk=target).update(**rows().filter(pk=source).values(*columns).get())


@pytest.fixture
def astrids(errand):
    errand.post(1, action="save", wish=CANARY)
    return errand


@pytest.fixture
def nils(cast, page, resident_client):
    errand = Errand(resident_client(cast.nils), page)
    errand.post(1, action="save", wish="Nils önskan")
    return errand


@pytest.mark.parametrize("columns", [["body"], ["wrapped_key"], ["wrapped_key", "body"], EVERYTHING], ids="+".join)
def test_promise_1_astrids_ciphertext_in_nils_row_fails_closed(astrids, nils, columns, caplog):
    copy_columns(astrids.draft_id, nils.draft_id, *columns)

    for name, number in (("step", [1]), ("draft", []), ("review", []), ("leave", [])):
        response = nils.client.get(nils.address(name, *number))
        assert response.status_code == 409
        assert "Utkastet går inte att öppna" in response.content.decode()
        assert CANARY not in response.content.decode()
    assert f"The answers of draft {nils.draft_id} cannot be opened" in caplog.text
    assert CANARY not in caplog.text


def test_promise_1_the_permission_row_moved_to_nils_opens_nothing(astrids, nils):
    DraftUserPerm.objects.filter(content_object_id=astrids.draft_id).update(user=nils.client.get("/").wsgi_request.user)

    response = nils.client.get(astrids.address("step", 1))

    assert response.status_code == 409
    assert CANARY not in response.content.decode()


def test_promise_1_an_older_text_put_back_fails_closed(astrids, owner):
    older = bytes(rows().get(pk=astrids.draft_id).body)
    astrids.post(1, wish="Nyare")

    rows().filter(pk=astrids.draft_id).update(body=older)

    assert astrids.client.get(astrids.address("step", 1)).status_code == 409
    with pytest.raises(SealBroken):
        open_answers(load_draft(astrids.draft_id, owner=owner, now=timezone.now()), owner)


def test_promise_1_kept_and_newest_text_do_not_change_places(astrids, owner):
    row = rows().get(pk=astrids.draft_id)
    rows().filter(pk=row.pk).update(body=row.kept_body, kept_body=row.body)

    draft = load_draft(astrids.draft_id, owner=owner, now=timezone.now())
    for read in (open_answers, open_kept_answers):
        with pytest.raises(SealBroken):
            read(draft, owner)


def test_broken_kept_text_is_told_when_leaving_and_nothing_is_lost(astrids):
    astrids.post(1, wish="Nyare")
    rows().filter(pk=astrids.draft_id).update(kept_body=b"\0" * 80)

    response = astrids.client.post(astrids.address("leave"))

    assert response.status_code == 409
    assert 'value="Nyare"' in astrids.client.get(astrids.address("step", 1)).content.decode()


def test_save_into_a_broken_draft_is_told_and_changes_nothing(astrids, nils):
    copy_columns(astrids.draft_id, nils.draft_id, "body")
    before = rows().filter(pk=nils.draft_id).values().get()

    for address in (nils.address("step", 1), nils.address("first_step"), nils.address("review")):
        response = nils.client.post(address, posted(wish="Nytt") | {"action": "next", "base": ""})
        assert response.status_code == 409

    assert rows().filter(pk=nils.draft_id).values().get() == before


def test_a_broken_draft_can_be_removed(astrids, nils):
    copy_columns(astrids.draft_id, nils.draft_id, "body")

    assert nils.client.get("/mina-sidor/").status_code == 200
    assert nils.client.get(nils.address("remove")).status_code == 200
    assert nils.client.post(nils.address("remove")).url == "/mina-sidor/"
    assert drafts_in_database() == 1


def test_each_draft_has_its_own_key_and_each_save_its_own_text(page, owner, astrids):
    first = bytes(rows().get(pk=astrids.draft_id).body)
    astrids.post(1, wish=CANARY)
    other = a_draft(page, owner, wish=CANARY)

    again = rows().get(pk=astrids.draft_id)
    assert len({first, bytes(again.body), bytes(again.kept_body), bytes(other.body)}) == 4
    assert bytes(again.wrapped_key) != bytes(other.wrapped_key)


@pytest.mark.django_db(transaction=True)
def test_promise_1_no_answer_lies_readable_anywhere_while_the_draft_lives(errand, nils, caplog):
    errand.fill(wish=CANARY, boat="yes", boat_name=CANARY)
    seen = errand.base(1)
    errand.post(1, action="save", base=seen, wish=f"{CANARY}!")
    errand.post(1, base=seen, wish=f"{CANARY}?")  # a conflict
    errand.post(1, action="autosave", wish=CANARY, email=f"{CANARY}@")
    for address in ("/mina-sidor/", errand.address("review"), errand.address("leave"), errand.address("step", 2)):
        assert errand.client.get(address).status_code in (200, 302)
    nils.client.get(errand.address("review"))

    assert places_with(CANARY) == set()
    assert CANARY not in caplog.text


@pytest.mark.parametrize("visitor", [True, False])
def test_promise_1_a_removed_draft_leaves_no_row_behind(errand, open_page, client, visitor):
    errand = Errand(client, open_page) if visitor else errand
    errand.post(1, wish=CANARY)
    assert any(str(errand.draft_id) in form or errand.draft_id.hex in form for form in table_texts())

    errand.client.post(errand.address("remove"))

    assert not [text for text in table_texts() if str(errand.draft_id) in text or errand.draft_id.hex in text]


def table_texts() -> list[str]:
    from tests.eservices.traces import rows as all_rows

    return [content.decode("latin-1") for _table, content in all_rows()]


@pytest.mark.parametrize("form", range(len(forms(CANARY))))
def test_the_search_for_traces_finds_every_form(db, settings, form):
    place = settings.VAR_DIR / "planted"
    place.write_bytes(b"before " + forms(CANARY)[form] + b" after")
    try:
        assert any(path == str(place) and forms(CANARY)[form] in content for path, content in files())
        assert str(place) in places_with(CANARY)
    finally:
        place.unlink()


def test_the_search_for_traces_looks_in_sessions(client):
    session = client.session
    session["answer"] = CANARY
    session.save()

    assert "django_session" in places_with(CANARY)

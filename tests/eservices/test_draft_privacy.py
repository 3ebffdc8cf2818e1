"""A draft is its owner's alone: whoever else asks finds nothing, whatever they may otherwise do (promise 1)."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import get_resolver
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from eservices.models import Draft, DraftUserPerm, UnscopedDraftAccess
from eservices.models.drafts import OWN_DRAFT
from eservices.owners import Owner
from tests.eservices.factories import Errand, a_draft, answers_of, drafts_in_database, posted

pytestmark = pytest.mark.django_db
CANARY = "Kanariefågel-8417"
STRANGERS = ["nils", "hugo", "maja", "sixten"]
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]


def draft_addresses() -> list[str]:
    """The names of all addresses that lead to one draft, so that a new one is not forgotten."""
    names = get_resolver().namespace_dict["eservices"][1].reverse_dict
    with_draft = {
        name for name in names if isinstance(name, str) for _, p, *_ in names.getlist(name) if "draft_id" in p
    }
    return sorted(with_draft)


@pytest.fixture
def astrids(errand):
    """Astrid's draft, complete, with a canary in it."""
    return errand.fill(wish=CANARY)


@pytest.fixture
def client_of(cast, resident_client, staff_client):
    return lambda name: (resident_client if name == "nils" else staff_client)(getattr(cast, name))


def test_every_draft_address_is_looked_at():
    with_files = ["fetch_file", "remove_file", "rename_file", "replace_file"]  # test_file_privacy.py
    assert draft_addresses() == sorted(
        [
            "draft",
            "first_step",
            "leave",
            "remove",
            "review",
            "sent",
            "sent_receipt",
            "signed",
            "step",
            "waiting",
            *with_files,
        ]
    )


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("address", ["draft", "step", "review", "remove", "sent", "sent_receipt", "signed"])
def test_promise_1_strangers_get_404_with_every_method(astrids, client_of, owner, name, address):
    client, before = client_of(name), answers_of(astrids.draft_id, owner)
    number = [1] if address == "step" else []
    mine, nobodys = astrids.address(address, *number), Errand(client, astrids.page).address(address, *number)

    for method in METHODS:
        response = getattr(client, method)(mine)
        assert response.status_code == 404 or (method != "get" and response.status_code == 405)
        assert response.status_code == getattr(client, method)(nobodys).status_code
        assert CANARY not in response.content.decode()
    assert client.post(mine, posted(wish="Ändrat") | {"base": "", "action": "save"}).status_code in (404, 405)
    assert answers_of(astrids.draft_id, owner) == before


@pytest.mark.parametrize("name", STRANGERS)
def test_promise_1_leaving_a_strangers_draft_is_as_leaving_none(astrids, client_of, owner, name):
    client = client_of(name)
    nobodys = Errand(client, astrids.page, uuid4())

    for method in METHODS:
        mine = getattr(client, method)(astrids.address("leave"))
        none = getattr(client, method)(nobodys.address("leave"))
        assert (mine.status_code, mine.content, mine.headers.get("Location")) == (
            none.status_code,
            none.content,
            none.headers.get("Location"),
        )
    assert answers_of(astrids.draft_id, owner) != {}


def test_promise_1_a_stranger_who_begins_on_a_taken_id_gets_an_empty_page_and_404(astrids, client_of, owner):
    before, nils = answers_of(astrids.draft_id, owner), client_of("nils")

    shown = nils.get(astrids.address("first_step"))
    taken = nils.post(astrids.address("first_step"), posted(wish="Mitt") | {"action": "next", "base": ""})

    assert CANARY not in shown.content.decode()
    assert (shown.status_code, taken.status_code) == (200, 404)
    assert (answers_of(astrids.draft_id, owner), drafts_in_database()) == (before, 1)


def test_promise_1_who_is_not_logged_in_is_asked_to_for_any_id(astrids, client):
    mine = client.get(astrids.address("review"))
    nobodys = Errand(client, astrids.page).address("review")

    assert mine.url.replace(str(astrids.draft_id), "") == client.get(nobodys).url.replace(nobodys.split("/")[2], "")
    assert client.post(astrids.address("remove")).status_code == 302
    assert drafts_in_database() == 1


def test_promise_1_the_owner_still_gets_through(astrids):
    assert CANARY in astrids.client.get(astrids.address("review")).content.decode()
    assert CANARY in astrids.client.get(astrids.address("step", 1)).content.decode()


UNSCOPED = {
    "list": lambda drafts: list(drafts.all()),
    "get": lambda drafts: drafts.get(pk=uuid4()),
    "first": lambda drafts: drafts.first(),
    "values": lambda drafts: list(drafts.values_list("body")),
    "slice": lambda drafts: drafts.order_by("pk")[0],
    "iterator": lambda drafts: list(drafts.iterator()),
    "in_bulk": lambda drafts: drafts.in_bulk([uuid4()]),
    "count": lambda drafts: drafts.count(),
    "exists": lambda drafts: drafts.filter(visitor_hash="").exists(),
    "contains": lambda drafts: drafts.contains(Draft(pk=uuid4())),
    "aggregate": lambda drafts: drafts.aggregate(),
    "update": lambda drafts: drafts.update(visitor_hash=""),
    "delete": lambda drafts: drafts.filter(revision=1).delete(),
    "subquery": lambda drafts: list(Permission.objects.filter(name__in=drafts.values("visitor_hash"))),
    "or": lambda drafts: list(drafts.expired(timezone.now()) | drafts.all()),
    "or the other way": lambda drafts: list(drafts.all() | drafts.expired(timezone.now())),
    "union": lambda drafts: list(drafts.expired(timezone.now()).union(drafts.all())),
    "raw": lambda drafts: list(drafts.raw("SELECT * FROM eservices_draft")),
    "as manager": lambda drafts: list(drafts.db_manager("default").exclude(revision=0)),
}


@pytest.mark.parametrize("way", UNSCOPED)
def test_promise_1_the_door_refuses_to_say_anything_of_drafts_at_large(page, owner, way):
    a_draft(page, owner)

    with pytest.raises(UnscopedDraftAccess):
        UNSCOPED[way](Draft.objects)


def test_scoped_questions_are_answered(page, owner, cast):
    draft = a_draft(page, owner)
    mine, nils = Draft.objects.owned_by(owner.user), Draft.objects.owned_by(cast.nils)

    assert list(mine) == [draft]
    assert (mine.count(), mine.exists(), nils.count()) == (1, True, 0)
    assert mine.order_by("-updated_at").filter(revision=1).first() == draft


def test_promise_1_guardian_lets_a_superuser_through_and_the_door_does_not(page, owner, cast):
    draft = a_draft(page, owner)

    assert cast.sixten.has_perm(f"eservices.{OWN_DRAFT}", draft)  # the trap: this is why nobody may ask it
    assert not Draft.objects.owned_by(cast.sixten).exists()
    with pytest.raises(UnscopedDraftAccess):
        list(get_objects_for_user(cast.sixten, f"eservices.{OWN_DRAFT}", klass=Draft))


def test_promise_1_a_draft_has_no_permission_but_to_own_it():
    permissions = Permission.objects.filter(content_type__app_label="eservices", content_type__model="draft")

    assert [permission.codename for permission in permissions] == [OWN_DRAFT]


def test_promise_1_the_permission_given_at_large_opens_nothing(page, owner, cast):
    a_draft(page, owner)
    cast.nils.user_permissions.add(Permission.objects.get(codename=OWN_DRAFT))

    assert not Draft.objects.owned_by(cast.nils).exists()


def test_promise_1_a_draft_is_in_no_admin_index_or_history():
    from simple_history import models as history
    from wagtail.models import ReferenceIndex
    from wagtail.search.index import get_indexed_models
    from wagtail.snippets.models import get_snippet_models

    assert Draft not in get_snippet_models()
    assert Draft not in get_indexed_models()
    assert not ReferenceIndex.model_is_indexable(Draft)
    assert not ReferenceIndex.model_is_indexable(DraftUserPerm)
    assert "eservices_draft" not in {model._meta.db_table for model in history.registered_models.values()}


def test_strangers_own_drafts_stay_apart(page, owner, cast, client_of):
    a_draft(page, owner, wish=CANARY)
    nils = a_draft(page, Owner(user=cast.nils), wish="Nils önskan")

    mina_sidor = client_of("nils").get("/mina-sidor/").content.decode()

    assert mina_sidor.count("/ta-bort/") == 1
    assert f"/utkast/{nils.pk}/ta-bort/" in mina_sidor

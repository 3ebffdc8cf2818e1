"""Files of a draft are their owner's alone (promise 1), file by file (promise 5), and sealed where they lie."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.utils import timezone

from crypto.envelope import SealBroken
from eservices.models import Draft, DraftFile, UnscopedDraftAccess
from eservices.owners import Owner
from tests.attachments.samples import pdf
from tests.eservices.factories import a_page
from tests.eservices.file_cases import (
    DRAWING_FIELD,
    PHOTOS,
    FileErrand,
    a_file,
    asks_for_files,
    content_of,
    files_of_draft,
)
from tests.eservices.traces import places_with

pytestmark = pytest.mark.django_db
CANARY = "kanariefågel-ritning"
PAGES = ("fetch_file", "rename_file", "replace_file", "remove_file")


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"


@pytest.fixture
def service(cast):
    return a_page(cast.unit, steps=asks_for_files())


@pytest.fixture
def astrids(cast, service, resident_client):
    errand = FileErrand(resident_client(cast.astrid), service)
    errand.upload(a_file(f"{CANARY}.pdf", pdf(CANARY)), wish="En brygga")
    return errand


@pytest.fixture
def file_id(astrids, owner):
    return files_of_draft(astrids.draft_id, owner)[0].id


@pytest.mark.parametrize(
    ("page", "fields", "told"),
    [
        ("rename_file", {"namn": f"{CANARY}-ny"}, "Filen har fått ett nytt namn."),
        ("replace_file", {"fil": a_file()}, "Filen är utbytt."),
        ("remove_file", {}, "Filen är borttagen."),
    ],
)
def test_promise_1_no_message_names_a_file(astrids, file_id, page, fields, told):
    """Messages lie in clear, in a cookie or a session row."""
    response = astrids.client.post(astrids.file_address(page, file_id), fields)

    assert [str(message) for message in get_messages(response.wsgi_request)] == [told]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", PAGES)
def test_promise_1_another_resident_gets_nothing_of_a_file(astrids, file_id, cast, resident_client, page, method):
    nils = resident_client(cast.nils)

    response = getattr(nils, method)(astrids.file_address(page, file_id), {"namn": "stulen", "fil": a_file()})

    assert response.status_code == 404
    assert astrids.names() == [f"{CANARY}.pdf"]


def test_promise_5_a_file_answers_only_within_its_own_draft(astrids, file_id, service, cast, resident_client):
    nils = FileErrand(resident_client(cast.nils), service)
    nils.upload(a_file("nils.pdf"), wish="En eka")
    own_too = FileErrand(astrids.client, service)
    own_too.upload(a_file("annan.pdf"), wish="En eka")

    for errand in (nils, own_too):
        assert errand.client.get(errand.file_address("fetch_file", file_id)).status_code == 404


def test_promise_1_a_stranger_who_uploads_to_a_draft_leaves_nothing(astrids, cast, resident_client):
    nils = FileErrand(resident_client(cast.nils), astrids.page, astrids.draft_id)

    for action in ("upload-", "attach-"):
        posted = {"action": action + DRAWING_FIELD[2:], DRAWING_FIELD: a_file("nils.pdf")}
        assert nils.client.post(nils.address("step", 1), posted).status_code == 404

    assert astrids.names() == [f"{CANARY}.pdf"]


def test_promise_1_nothing_of_a_file_lies_in_clear_in_the_database(astrids):
    assert places_with(CANARY) == set()


@pytest.mark.parametrize("to_other_draft", [True, False])
def test_promise_1_a_row_moved_to_another_draft_or_question_does_not_open(
    astrids, file_id, service, owner, to_other_draft
):
    other = FileErrand(astrids.client, service)
    other.upload(a_file("annan.pdf"), wish="En eka")
    moved = {"draft_id": other.draft_id, "position": 9} if to_other_draft else {"question_id": PHOTOS}

    DraftFile._base_manager.filter(pk=file_id).update(**moved)

    with pytest.raises(SealBroken):
        files_of_draft(other.draft_id if to_other_draft else astrids.draft_id, owner)


def test_promise_1_keys_of_two_files_exchanged_do_not_open(astrids, owner):
    astrids.upload(a_file("b.pdf"), wish="")
    one, two = DraftFile._base_manager.order_by("position")
    one.wrapped_key, two.wrapped_key = two.wrapped_key, one.wrapped_key
    one.save()

    with pytest.raises(SealBroken):
        files_of_draft(astrids.draft_id, owner)


def test_promise_1_a_stored_file_exchanged_on_disk_is_not_handed_out(astrids, file_id, owner, settings):
    astrids.upload(a_file("b.pdf"), wish="")
    other = files_of_draft(astrids.draft_id, owner)[1].id
    folder = settings.FILE_STORAGE_URL.removeprefix("file://")
    exchange(folder, file_id, other)

    response = astrids.client.get(astrids.file_address("fetch_file", file_id), follow=True)

    assert "Filen går inte att öppna just nu." in response.content.decode()


def exchange(folder, one, two) -> None:
    paths = {path.name.partition(".")[0]: path for path in Path(folder).rglob("*") if path.is_file()}
    first, second = paths[str(one)], paths[str(two)]
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)


UNSCOPED = {
    "list": lambda files: list(files.all()),
    "get": lambda files: files.get(pk=uuid4()),
    "values": lambda files: list(files.values_list("details_sealed")),
    "count": lambda files: files.count(),
    "exists": lambda files: files.filter(position=1).exists(),
    "update": lambda files: files.update(position=1),
    "delete": lambda files: files.filter(position=1).delete(),
    "subquery": lambda files: list(Permission.objects.filter(name__in=files.values("question_id"))),
    "unscoped drafts": lambda files: list(files.within(Draft.objects.all())),
    "raw": lambda files: list(files.raw("SELECT * FROM eservices_draftfile")),
}


@pytest.mark.parametrize("way", UNSCOPED)
def test_promise_1_the_door_refuses_to_say_anything_of_files_at_large(way):
    with pytest.raises(UnscopedDraftAccess):
        UNSCOPED[way](DraftFile.objects)


def test_promise_1_draft_files_are_in_no_admin_index_or_history():
    from simple_history import models as history
    from wagtail.models import ReferenceIndex
    from wagtail.search.index import get_indexed_models
    from wagtail.snippets.models import get_snippet_models

    assert DraftFile not in [*get_snippet_models(), *get_indexed_models()]
    assert not ReferenceIndex.model_is_indexable(DraftFile)
    assert "eservices_draftfile" not in {model._meta.db_table for model in history.registered_models.values()}
    assert not Permission.objects.filter(content_type__model="draftfile").exists()


def test_a_visitors_file_is_for_the_browser_that_brought_it(cast, client):
    errand = FileErrand(client, a_page(cast.unit, steps=asks_for_files(), login="none"))
    errand.client.get(errand.address("first_step"))
    errand.upload(a_file(), wish="")
    visitor = Owner(cookie=client.cookies["visitor"].value)
    address = errand.file_address("fetch_file", files_of_draft(errand.draft_id, visitor)[0].id)

    assert content_of(client.get(address)) == a_file().read()
    client.cookies.clear()
    assert client.get(address).status_code == 302
    assert list(Draft.objects.expired(timezone.now())) == []

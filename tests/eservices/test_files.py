"""Attaching files without JavaScript: added, listed, opened, renamed, exchanged, removed, and errors that name them."""

import pytest
from django.utils import timezone

from eservices.actions.drafts import load_draft
from tests.eservices.factories import a_page, answers_of, raw_answers
from tests.eservices.file_cases import (
    DRAWING_FIELD,
    FileErrand,
    a_file,
    asks_for_files,
    blobs,
    content_of,
    file_rows,
    files_of_draft,
    stored_ids,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def errand(file_errand):
    return file_errand


def first(errand, owner):
    return files_of_draft(errand.draft_id, owner)[0]


def test_upload_button_saves_the_answers_too_and_shows_the_list(errand, owner):
    response = errand.upload(a_file(), a_file("foto.jpg"), wish="")

    assert response.status_code == 302
    assert response.url.startswith(errand.address("step", 1) + "#filer-")
    assert errand.names() == ["ritning.pdf", "foto.jpg"]
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="")


@pytest.mark.parametrize("action", ["next", "save"])
def test_chosen_files_are_taken_whichever_button_is_pressed(errand, action):
    where = errand.step_address(1)

    errand.client.post(where, {"action": action, "base": errand.base(1), DRAWING_FIELD: a_file()})

    assert errand.names() == ["ritning.pdf"]


def test_autosave_takes_no_files(errand):
    errand.post(1, wish="En brygga")
    errand.client.post(
        errand.address("step", 1), {"action": "autosave", "base": errand.base(1), DRAWING_FIELD: a_file()}
    )

    assert (errand.names(), file_rows(), blobs()) == ([], 0, set())


def test_promise_14_a_bad_file_costs_neither_the_answers_nor_the_other_files(errand, owner):
    response = errand.upload(a_file("text.txt", b"hej"), a_file(), a_file("trasig.pdf", b"%PDF-1.7 nej"), wish="En eka")

    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Fel:" in page
    assert page.count("text.txt") == page.count("trasig.pdf") == 2  # in the summary and at the field
    assert errand.names() == ["ritning.pdf"]
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="En eka")


def test_too_large_a_file_is_told_by_name_and_limit(errand):
    page = errand.upload(a_file("stor.pdf", b"%PDF-1.7" + bytes(2**20)), wish="").content.decode()

    assert "Filen ”stor.pdf” är för stor. En fil får vara högst 1 MB." in page
    assert (file_rows(), blobs()) == (0, set())


def test_one_file_too_many_is_told_by_name_and_limit(errand):
    page = errand.upload(*(a_file(f"{n}.pdf") for n in range(4)), wish="").content.decode()

    assert "Filen ”3.pdf” lades inte till. Här får det vara högst 3 filer." in page
    assert errand.names() == ["0.pdf", "1.pdf", "2.pdf"]
    assert blobs() == stored_ids()


def test_the_same_file_twice_is_there_once(errand):
    errand.upload(a_file(), wish="")
    errand.upload(a_file(), wish="")

    assert errand.names() == ["ritning.pdf"]


def test_file_is_opened_as_an_attachment_and_nothing_else(errand, owner):
    errand.upload(a_file(), wish="")

    response = errand.client.get(errand.file_address("fetch_file", first(errand, owner).id))

    assert content_of(response) == a_file().read()
    assert response["Content-Disposition"] == 'attachment; filename="ritning.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("Hus", "Hus.pdf"), ("Hus.PDF", "Hus.pdf"), ("../Hus.exe", "Hus.exe.pdf"), (" . ", "ritning.pdf")],
)
def test_rename_keeps_the_extension(errand, owner, wanted, name):
    errand.upload(a_file(), wish="")

    errand.client.post(errand.file_address("rename_file", first(errand, owner).id), {"namn": wanted})

    assert errand.names() == [name]


def test_rename_to_nothing_is_told(errand, owner):
    errand.upload(a_file(), wish="")

    page = errand.client.post(errand.file_address("rename_file", first(errand, owner).id), {"namn": " "})

    assert "Skriv ett namn på filen ”ritning.pdf”." in page.content.decode()


def test_remove_is_asked_first_and_destroys_the_file(errand, owner, django_capture_on_commit_callbacks):
    errand.upload(a_file(), wish="")
    where = errand.file_address("remove_file", first(errand, owner).id)

    asked = errand.client.get(where).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        errand.client.post(where)

    assert "Ta bort filen?" in asked
    assert (errand.names(), file_rows(), stored_ids(), blobs()) == ([], 0, set(), set())


def test_replace_puts_the_new_file_in_the_place_of_the_old(errand, owner):
    errand.upload(a_file("a.pdf"), a_file("b.pdf"), a_file("c.pdf"), wish="")

    errand.client.post(errand.file_address("replace_file", first(errand, owner).id), {"fil": a_file("ny.pdf")})

    assert errand.names() == ["ny.pdf", "b.pdf", "c.pdf"]
    assert len(stored_ids()) == 3


@pytest.mark.parametrize("file", [None, a_file("text.txt", b"hej")])
def test_old_file_stays_while_the_new_is_not_taken(errand, owner, file):
    errand.upload(a_file(), wish="")
    where = errand.file_address("replace_file", first(errand, owner).id)

    response = errand.client.post(where, {"fil": file} if file else {})

    assert response.status_code == 200
    assert "Fel:" in response.content.decode()
    assert errand.names() == ["ritning.pdf"]


@pytest.mark.parametrize("button", ["remove", "rename", "replace"])
def test_buttons_of_the_list_save_the_page_before_they_leave_it(errand, owner, button):
    errand.upload(a_file(), wish="")
    file_id = first(errand, owner).id

    response = errand.post(1, action=f"{button}-{file_id}", wish="Skrivet just nu")

    assert response.url == errand.file_address(f"{button}_file", file_id)
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Skrivet just nu")


def test_script_uploads_one_file_and_gets_the_servers_list(errand):
    answer = errand.attach(a_file()).json()

    assert "ritning.pdf" in answer["list"]
    assert (answer["errors"], answer["is_full"]) == ([], False)
    assert errand.names() == ["ritning.pdf"]


def test_script_is_told_why_a_file_was_not_taken(errand):
    answer = errand.attach(a_file("text.txt", b"hej")).json()

    assert [text for text in answer["errors"] if "text.txt" in text]
    assert file_rows() == 0


def test_script_changes_no_answer(errand, owner):
    errand.post(1, wish="En brygga")
    errand.attach(a_file())

    assert answers_of(errand.draft_id, owner) == raw_answers(wish="En brygga")


def test_without_login_files_are_attached_all_the_same(cast, client):
    page = a_page(cast.unit, steps=asks_for_files(), login="none")
    errand = FileErrand(client, page)
    errand.client.get(errand.address("first_step"))

    errand.attach(a_file())
    errand.upload(a_file("b.pdf"), wish="En brygga")

    assert errand.names() == ["ritning.pdf", "b.pdf"]


def test_required_files_are_asked_for(errand):
    response = errand.client.get(errand.post(1, wish="En brygga").url)

    assert "Lägg till minst en fil i ”Ritning”." in response.content.decode()


def test_activity_moves_the_day_of_removal(errand, owner, time_machine):
    time_machine.move_to("2026-03-01T10:00:00+01:00", tick=False)
    errand.upload(a_file(), wish="")
    time_machine.move_to("2026-03-01T10:10:00+01:00", tick=False)
    errand.attach(a_file("b.pdf"))

    draft = load_draft(errand.draft_id, owner=owner, now=timezone.now())

    assert draft.expires_at - draft.updated_at == owner.lifetime
    assert draft.updated_at == timezone.now()

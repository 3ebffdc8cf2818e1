"""A published version never changes; drafts and cases keep theirs (promise 12)."""

import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from eservices.actions.versions import freeze_version
from eservices.models import EServicePage, EServiceVersion
from eservices.versions import current_version
from questions import publishing_problems, sha256_hex
from tests.eservices.factories import Errand, a_page, newest_version, publish_again, two_steps

pytestmark = pytest.mark.django_db


def numbers(page) -> list[int]:
    return sorted(page.versions.values_list("number", flat=True))


def renamed_steps(label: str = "Vad önskar du?") -> list:
    steps = two_steps()
    steps[0]["value"]["items"][0]["value"]["label"] = label
    return steps


def test_publishing_freezes_the_document_and_its_hash(page):
    version = newest_version(page)

    assert numbers(page) == [1]
    assert version.sha256 == sha256_hex(bytes(version.document_bytes))
    assert not [problem for problem in publishing_problems(version.document) if problem.level == "error"]
    assert version.document["service"]["title"] == {"sv": "Ansök om brygga", "en": "Apply for a jetty"}


def test_promise_12_draft_and_case_keep_the_version_they_began_on(errand, page):
    errand.post(1, wish="Plats", email="")
    publish_again(page, steps=renamed_steps(), title="Nytt namn")

    shown = errand.client.get(errand.address("step", 1)).content.decode()
    errand.post(2, boat="no")
    errand.send()

    assert "Vad vill du?" in shown
    assert "Vad önskar du?" not in shown
    assert numbers(page) == [1, 2]
    assert (errand.case().service_version.number, errand.case().service_title) == (1, "Ansök om brygga")


def test_promise_12_a_new_errand_begins_on_the_new_version(errand, page, cast, resident_client):
    errand.post(1, wish="Plats")
    publish_again(page, steps=renamed_steps())

    bos = Errand(resident_client(cast.bo), page)

    assert "Vad önskar du?" in bos.client.get(bos.address("first_step")).content.decode()
    assert current_version(page.pk).number == 2


def test_promise_12_a_question_removed_in_the_new_version_stays_in_the_old_draft(errand, page):
    errand.fill(boat="yes", boat_name="Vågen")
    publish_again(page, steps=two_steps()[:1])

    errand.send()

    assert "Vågen" in errand.client.get(f"/mina-sidor/arende/{errand.case().pk}/").content.decode()


def test_publishing_again_without_change_makes_no_version(page):
    publish_again(page)
    publish_again(page, slug="ny-adress")  # not part of what residents are asked

    assert numbers(page) == [1]


def test_saving_a_draft_of_the_page_makes_no_version(page):
    page.title = "Halvfärdigt"
    page.save_revision()

    assert numbers(page) == [1]


def test_promise_12_scheduled_publishing_makes_a_version(page):
    tomorrow = timezone.now() + timedelta(days=1)
    page.title, page.go_live_at = "Från i morgon", tomorrow
    page.save_revision().publish()
    call_command("publish_scheduled", stdout=io.StringIO())
    assert numbers(page) == [1]

    with time_machine.travel(tomorrow + timedelta(minutes=1)):
        call_command("publish_scheduled", stdout=io.StringIO())

    assert numbers(page) == [1, 2]
    assert newest_version(page).document["service"]["title"]["sv"] == "Från i morgon"


def test_promise_12_publishing_in_bulk_makes_a_version(cast, staff_client):
    page = a_page(cast.unit, publish=False)
    page.save_revision()
    client = staff_client(cast.sixten)

    response = client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": ""})

    assert response.status_code == 302
    assert EServicePage.objects.get(pk=page.pk).live
    assert numbers(page) == [1]


def test_who_published_is_noted(cast, staff_client):
    page = a_page(cast.unit, publish=False)
    page.save_revision(user=cast.maja).publish(user=cast.maja)

    assert newest_version(page).published_by == cast.maja


@pytest.mark.parametrize("field", ["document_bytes", "sha256", "number", "published_at", "service_id"])
def test_promise_12_the_database_refuses_to_change_a_version(page, cast, field):
    other = {"document_bytes": b"{}", "sha256": "0" * 64, "number": 7, "published_at": timezone.now()}
    value = other.get(field) or a_page(cast.unit, publish=False).pk

    with pytest.raises(DatabaseError), transaction.atomic():
        EServiceVersion.objects.filter(service=page).update(**{field: value})


def test_promise_12_the_database_refuses_to_delete_a_version(page):
    with pytest.raises(DatabaseError), transaction.atomic():
        EServiceVersion.objects.filter(service=page).delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM eservices_eserviceversion")
    assert numbers(page) == [1]


@pytest.mark.parametrize("what", ["page", "parent"])
def test_deleting_a_published_service_is_refused_kindly(page, cast, staff_client, what):
    client = staff_client(cast.sixten)
    target = page if what == "page" else page.get_parent()

    for send in (client.get, client.post):
        response = send(f"/admin/pages/{target.pk}/delete/", follow=True)
        assert response.status_code == 200
        assert "Avpublicera den i stället" in response.content.decode()
    assert EServicePage.objects.filter(pk=page.pk).exists()


def test_deleting_a_published_service_in_bulk_is_refused_kindly(page, cast, staff_client):
    client = staff_client(cast.sixten)
    address = f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}&next=/admin/pages/"

    response = client.post(address, follow=True)

    assert response.status_code == 200
    assert "Avpublicera den i stället" in response.content.decode()
    assert EServicePage.objects.filter(pk=page.pk).exists()


def test_a_service_never_published_can_be_deleted(cast, staff_client):
    page = a_page(cast.unit, publish=False)

    staff_client(cast.sixten).post(f"/admin/pages/{page.pk}/delete/")

    assert not EServicePage.objects.filter(pk=page.pk).exists()


def test_a_copied_service_is_a_service_of_its_own(page):
    copy = page.copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=False)

    assert copy.service_uuid != page.service_uuid
    assert numbers(copy) == []
    assert json.loads(bytes(newest_version(page).document_bytes))["service"]["id"] == str(page.service_uuid)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_12_publishing_at_once_gives_each_version_its_number(page, in_threads):
    def publish(number: int) -> None:
        publish_again(page, title=f"Namn {number}")

    assert in_threads(4, publish) == [None] * 4
    assert numbers(page) == list(range(1, len(numbers(page)) + 1))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_promise_12_freezing_at_once_makes_one_version(page, in_threads):
    for turn in range(5):
        edited = EServicePage.objects.get(pk=page.pk)
        edited.title = f"Namn {turn}"
        edited.save()
        before = numbers(page)

        made = in_threads(6, lambda number, edited=edited: freeze_version(edited, by=None, now=timezone.now()))

        assert [type(version).__name__ for version in made if version] == ["EServiceVersion"]
        assert numbers(page) == [*before, len(before) + 1]

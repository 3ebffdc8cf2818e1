"""An unfinished service goes live by no way round the editor's form, or somebody is told (design.md §13.12)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from eservices.models import EServicePage
from eservices.versions import current_version
from home.models import SectionPage
from tests.eservices.factories import a_page, newest_version

pytestmark = pytest.mark.django_db
EMPTY = {"purpose": "", "steps": "[]"}


@pytest.fixture
def maja(cast, staff_client):
    return staff_client(cast.maja)


def unfinished(cast, missing="purpose", **more):
    page = a_page(cast.unit, publish=False, **more)
    setattr(page, missing, EMPTY.get(missing))
    page.save_revision()
    return page


def publish_in_bulk(client, *pages, descendants=""):
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = f"/admin/bulk/wagtailcore/page/publish/?{ids}&next=/admin/pages/"
    return client.post(address, {"include_descendants": descendants}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("missing", "told"),
    [("unit", "Enhet:"), ("retention_rule", "Gallringsregel:"), ("purpose", "Ändamål med"), ("steps", "Steg:")],
)
def test_publishing_in_bulk_is_refused_and_says_what_is_missing(cast, maja, missing, told):
    page, finished = unfinished(cast, missing, title="Halv <b>tjänst</b>"), a_page(cast.unit, publish=False)

    shown = publish_in_bulk(maja, page, finished)

    assert f"Halv &lt;b&gt;tjänst&lt;/b&gt;: {told}" in shown
    assert "har publicerats" not in shown.replace("Inget har publicerats", "")
    assert not EServicePage.objects.live().filter(pk__in=[page.pk, finished.pk]).exists()


def test_publishing_a_folder_in_bulk_looks_at_what_is_below(cast, maja):
    folder = SectionPage(title="Avdelning", slug="avdelning")
    a_page(cast.unit, publish=False).get_parent().add_child(instance=folder)
    page = unfinished(cast, parent=folder, title="Djupt nere")

    shown = publish_in_bulk(maja, folder, descendants="on")

    assert "Djupt nere: " in shown
    assert not EServicePage.objects.get(pk=page.pk).live


def test_last_saved_is_what_bulk_publishing_looks_at(cast, maja):
    page = a_page(cast.unit)
    page.purpose = ""
    page.save_revision()

    assert "Inget har publicerats" in publish_in_bulk(maja, page)

    page.purpose = "Ett nytt ändamål"
    page.save_revision()
    assert "Inget har publicerats" not in publish_in_bulk(maja, page)
    assert newest_version(page).document["service"]["purpose"]["sv"] == "Ett nytt ändamål"


@pytest.fixture
def gone_live(cast):
    """A page scheduled by other ways than the form, which came out with a hole in it."""
    page = unfinished(cast)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    with time_machine.travel(page.go_live_at + timedelta(minutes=1)):
        call_command("publish_scheduled", verbosity=0)
    return EServicePage.objects.get(pk=page.pk)


def test_scheduled_page_with_problems_makes_no_version(gone_live, client):
    assert (gone_live.live, current_version(gone_live.pk)) == (True, None)
    assert "Starta" not in client.get(gone_live.url).content.decode().split("<main")[1]


def test_editor_is_told_of_a_scheduled_page_with_problems(gone_live, maja):
    entry = PageLogEntry.objects.get(page=gone_live.pk, action="eservices.no_version")

    assert "Ändamål med personuppgifterna: Fyll i detta" in str(entry.message)
    assert "Ingen ny version låstes" in maja.get(f"/admin/pages/{gone_live.pk}/history/").content.decode()
    edited = maja.get(f"/admin/pages/{gone_live.pk}/edit/").content.decode()
    assert "ingen ny version har låsts. Rätta och publicera igen: Ändamål med personuppgifterna: " in edited


def test_scheduling_alone_makes_no_version_yet(cast):
    page = a_page(cast.unit, publish=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert page.versions.count() == 0

    with time_machine.travel(page.go_live_at + timedelta(minutes=1)):
        call_command("publish_scheduled", verbosity=0)

    assert newest_version(page).published_at > page.go_live_at


def test_editor_of_a_sound_page_is_told_nothing(cast, maja):
    assert "ingen ny version" not in maja.get(f"/admin/pages/{a_page(cast.unit).pk}/edit/").content.decode()

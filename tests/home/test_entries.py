"""Services on other sites and forms on paper: what their pages say, and what their editors are helped with."""

from contextlib import closing
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import Category, ExternalServicePage, PaperFormPage, SectionPage
from tests.home.catalogue import area, external, paper_form, service

pytestmark = pytest.mark.usefixtures("pages")
EMPTY = {"related": streamfield([]), "for_private": "on", "title_en": "", "summary_en": "", "cost": "", "cost_en": ""}


def shown(client: Client, page: Any, prefix: str = "") -> str:
    return client.get(f"{prefix}/e-tjanster/{page.slug}/").content.decode()


def test_service_elsewhere_says_where_it_leads_and_who_answers(client: Client) -> None:
    content = shown(client, external("Vårdtid", cost="Fritt", for_company=True))

    assert "Du lämnar kommunens webbplats och kommer till 1177.se." in content
    assert 'href="https://www.1177.se/" rel="external noreferrer">Gå till 1177.se</a>' in content
    assert ("<dd>Regionen</dd>" in content, "<dd>Privatpersoner, företag</dd>" in content) == (True, True)


def test_service_elsewhere_may_have_an_english_address(client: Client) -> None:
    page = external("Vårdtid", address_en="https://english.1177.se/")

    assert 'href="https://english.1177.se/"' in shown(client, page, "/en")


def test_paper_form_says_what_to_do_in_order(client: Client) -> None:
    content = shown(client, paper_form("Fiskekort"))

    assert 'href="https://www.kommun.example/kort.pdf">Öppna blanketten på kommun.example</a>' in content
    assert content.index("Öppna blanketten") < content.index("Fyll i och skriv under") < content.index("744 88 Heby")


def test_paper_form_leads_to_its_file(client: Client, cast: Any) -> None:
    page = PaperFormPage.objects.get()
    PaperFormPage.objects.update(unit=cast.unit)

    content = shown(client, page)

    assert "Öppna blanketten (PDF)" in content
    assert f'href="{page.document.url}"' in content
    with closing(client.get(page.document.url)) as file:
        assert file.getvalue().startswith(b"%PDF")
    assert 'href="tel:+4622436000"' in content.split("Kontakt")[1]


def test_paper_form_without_its_file_still_says_where_it_goes(client: Client) -> None:
    page = PaperFormPage.objects.get()
    get_document_model().objects.all().delete()

    content = shown(client, page)

    assert ("Öppna blanketten" in content, "Överförmyndaren" in content) == (False, True)


def test_entry_shows_what_is_like_it_and_how_to_pass_it_on(client: Client) -> None:
    school = area("Skola", "skola")
    page = service("Skolskjuts", category=school)
    service("Busskort", category=school)

    content = shown(client, page)

    assert "Busskort" in content.split("Liknande e-tjänster")[1]
    assert 'href="/e-tjanster/omrade/skola/">Se allt i området Skola</a>' in content
    assert 'readonly value="http://testserver/e-tjanster/skolskjuts/"' in content
    assert "mailto:?subject=Skolskjuts&amp;body=http%3A%2F%2Ftestserver%2Fe-tjanster%2Fskolskjuts%2F" in content


def test_short_address_is_the_one_to_pass_on(client: Client) -> None:
    content = shown(client, external(short_address="varden"), "/en")

    assert 'readonly value="http://testserver/en/varden/"' in content


@pytest.fixture
def editor(cast: Any, staff_client: Any) -> Client:
    return staff_client(cast.maja)


def published(editor: Client, page: Any, **fields: Any) -> dict[str, list[str]]:
    """The errors, by field, when an editor publishes the page with these fields."""
    shared = {"title": page.title, "slug": page.slug, "summary": "Kort.", "action-publish": "1"}
    data = nested_form_data(EMPTY | shared | own_fields(page) | fields)
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return {} if response.status_code == 302 else dict(response.context["form"].errors)


def own_fields(page: Any) -> dict[str, Any]:
    if isinstance(page, ExternalServicePage):
        return {"address": "https://www.1177.se/", "responsible": "Regionen"}
    return {"source": streamfield([("address", "https://kommun.example/")]), "send_to": "Heby"}


def test_editor_publishes_entries(editor: Client) -> None:
    for page in (external(), paper_form()):
        assert published(editor, page, summary="Ny text.") == {}
        assert type(page).objects.get(pk=page.pk).summary == "Ny text."


def test_entry_must_be_for_somebody(editor: Client) -> None:
    assert published(editor, external(), for_private="") == {"for_private": ["Välj minst en som den är till för."]}


@pytest.mark.parametrize("address", ["ftp://a.example/", "javascript:alert(1)", "1177", "https://", "data:text/html,x"])
def test_address_must_be_one_of_the_web(editor: Client, address: str) -> None:
    errors = published(editor, external(), address=address)

    assert list(errors) == ["address"]


@pytest.mark.parametrize("count", [0, 2])
def test_paper_form_is_one_file_or_address(editor: Client, count: int) -> None:
    sources = streamfield([("address", "https://kommun.example/")] * count)

    assert list(published(editor, paper_form(), source=sources)) == ["source"]


def test_related_are_at_most_four_others(editor: Client) -> None:
    page, *others = (external(f"Tjänst {number}") for number in range(6))
    chosen = [("page", str(other.pk)) for other in others]

    assert list(published(editor, page, related=streamfield(chosen))) == ["related"]
    assert list(published(editor, page, related=streamfield(chosen[:1] * 2))) == ["related"]
    assert list(published(editor, page, related=streamfield([("page", str(page.pk))]))) == ["related"]
    assert published(editor, page, related=streamfield(chosen[:4])) == {}
    assert ExternalServicePage.objects.get(pk=page.pk).related_ids == [other.pk for other in others[:4]]


def test_editor_keeps_the_areas(editor: Client) -> None:
    texts = {"name_en": "Water", "description": "", "description_en": "", "sort_order": "70", "icon": "drop"}

    editor.post(reverse("omraden:add"), {"name": "Vatten", "slug": "vatten", **texts})
    water = Category.objects.get(slug="vatten")
    form = editor.get(reverse("omraden:edit", args=[water.pk])).content.decode()
    page = external(category=water)
    editor.post(reverse("omraden:delete", args=[water.pk]))

    assert form.count('<svg class="area-icon"') == 16
    assert ExternalServicePage.objects.get(pk=page.pk).category is None


def test_two_areas_have_not_the_same_address(editor: Client) -> None:
    area("Vatten", "vatten")

    response = editor.post(reverse("omraden:add"), {"name": "Avlopp", "slug": "vatten", "sort_order": "1", "icon": "x"})

    assert set(response.context["form"].errors) == {"slug", "icon"}


def test_entries_are_made_below_sections(editor: Client) -> None:
    section = SectionPage.objects.get(slug="e-tjanster")
    for model in ("externalservicepage", "paperformpage"):
        response = editor.get(reverse("wagtailadmin_pages:add", args=["home", model, section.pk]))
        assert response.status_code == 200, model

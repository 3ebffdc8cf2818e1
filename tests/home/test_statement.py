"""The accessibility statement holds what the law asks for, or is not published; editors hear when it grows old."""

from datetime import date
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.demo_statement import STATEMENT
from home.models import AccessibilityStatementPage
from home.statement import NO_SHORTCOMINGS, REQUIRED, is_too_old, what_is_missing

TODAY = date(2026, 12, 1)


@pytest.fixture
def statement(pages: dict[str, Any]) -> AccessibilityStatementPage:
    return AccessibilityStatementPage.objects.get(slug="tillganglighet")


def missing(**changed: Any) -> list[str]:
    return [field for field, _message in what_is_missing(STATEMENT | {"supervisor_url": "x"} | changed, TODAY)]


@pytest.mark.parametrize("part", REQUIRED)
def test_each_part_that_the_law_asks_for_is_required(part: str) -> None:
    assert missing() == []
    assert missing(**{part: None}) == [part]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"shortcomings": []}, ["shortcomings"]),
        ({"conformity": "none", "shortcomings": []}, ["shortcomings"]),
        ({"conformity": "full", "shortcomings": []}, []),
        ({"conformity": "full"}, ["conformity"]),
        ({"assessed_on": date(2026, 12, 2)}, ["assessed_on"]),
    ],
)
def test_statement_may_not_contradict_itself(changed: dict[str, Any], fields: list[str]) -> None:
    assert missing(**changed) == fields


@pytest.mark.parametrize(("day", "old"), [(date(2025, 12, 1), False), (date(2025, 11, 30), True), (None, False)])
def test_statement_is_too_old_after_a_year(day: date | None, old: bool) -> None:
    assert is_too_old([None, day], TODAY) is old


@pytest.mark.parametrize(("path", "report"), [("/tillganglighet/", ""), ("/en/accessibility/", "/en")])
def test_page_has_every_part_and_ways_to_complain(client: Client, pages: Any, path: str, report: str) -> None:
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    links = [link["href"] for link in soup.select("main article a")]

    assert links == [f"{report}/kontakta-oss/", "tel:+4622436000", "https://www.digg.se/tdosanmalan"]
    assert len(soup.select("main h2")) == 5
    assert (len(soup.select("main h3")), "2018:1937" in soup.main.text) == (1, True)


def test_every_page_links_to_the_statement(client: Client, pages: Any) -> None:
    for path, target in (("/", "/tillganglighet/"), ("/en/", "/en/accessibility/")):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        assert target in [link["href"] for link in soup.select("footer a")]


def posted(**changed: Any) -> dict[str, Any]:
    fields = {"title": "Tillgänglighet", "slug": "tillganglighet", "lead": "", "actor": "Heby kommun"}
    fields |= {"service": "portalen", "conformity": "full", "method": "Självskattning", "feedback": "Ring oss."}
    fields |= {"assessed_on": "2026-11-01", "updated_on": "2026-11-01", "supervisor_url": "https://www.digg.se/"}
    fields |= {"burden": rich_text(""), "outside": rich_text(""), "shortcomings": streamfield([])}
    return nested_form_data(fields | {"comments": nested_form_data(no_comments())} | changed)


def no_comments() -> dict[str, Any]:
    return {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


def test_incomplete_statement_is_kept_as_a_draft_but_not_published(statement: Any, cast: Any, staff_client: Any):
    maja, edit = staff_client(cast.maja), f"/admin/pages/{statement.pk}/edit/"
    incomplete = posted(conformity="partial", method="")

    published = maja.post(edit, incomplete | {"action-publish": "1"})
    saved = maja.post(edit, incomplete)

    assert published.status_code == 200
    for message in (NO_SHORTCOMINGS, REQUIRED["method"]):
        assert str(message) in published.content.decode()
    statement.refresh_from_db()
    assert (saved.status_code, statement.method) == (302, STATEMENT["method"])
    assert statement.get_latest_revision_as_object().method == ""


def test_complete_statement_is_published(statement: Any, cast: Any, staff_client: Any) -> None:
    answer = staff_client(cast.maja).post(f"/admin/pages/{statement.pk}/edit/", posted() | {"action-publish": "1"})

    statement.refresh_from_db()
    assert (answer.status_code, statement.method) == (302, "Självskattning")


def test_incomplete_statement_is_not_published_in_bulk_either(statement: Any, cast: Any, staff_client: Any) -> None:
    statement.method = ""
    statement.save_revision()

    answer = staff_client(cast.maja).post(f"/admin/bulk/wagtailcore/page/publish/?id={statement.pk}")

    statement.refresh_from_db()
    assert (answer.status_code, statement.method) == (302, STATEMENT["method"])


def test_editors_hear_when_it_is_too_old(statement: Any, cast: Any, staff_client: Any) -> None:
    edit = f"/admin/pages/{statement.pk}/edit/"
    told = {}
    for day in ("2027-11-01", "2027-12-01"):
        with time_machine.travel(f"{day}T12:00:00Z", tick=False):
            maja = staff_client(cast.maja)
            told[day] = ["äldre än ett år" in maja.get(path).content.decode() for path in ("/admin/", edit)]

    assert told == {"2027-11-01": [False, False], "2027-12-01": [True, True]}

"""The editors' home, the report and the checker in a real browser, under our policy and axe."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from home import demo, municipality
from home.desk.links.actions import check_links
from home.models import InformationPage
from tests.eservices.factories import a_page
from tests.fixtures_browser import DESKTOP, PHONE, Problems

Check = Callable[[Page], None]


@pytest.fixture
def content(transactional_db: None, cast: Any) -> InformationPage:
    """The demo's pages, one of them with links that lead nowhere and a change that is not published."""
    municipality.forget()
    demo.load()
    page = InformationPage.objects.get(slug="kontakt")
    page.body = [("text", '<p><a href="/finns-inte/">Läs mer</a></p><h3>För djup rubrik</h3>')]
    page.save_revision().publish()
    page.lead = "Ny ingress"
    page.save_revision(user=cast.maja)
    a_page(cast.unit, expire_at=timezone.now() + timedelta(days=3))
    check_links(timezone.localdate())
    return page


def test_desk_and_report_are_clean_in_both_widths(
    content: InformationPage, cast: Any, staff_page: Callable[..., Page], assert_accessible: Check
) -> None:
    for size in (PHONE, DESKTOP):
        page = staff_page(cast.maja, viewport=size)
        page.goto("/admin/")
        expect(page.locator(".portal-desk section")).to_have_count(4)
        assert_accessible(page)

        page.goto("/admin/trasiga-lankar/")
        expect(page.get_by_role("cell", name="det finns ingen sådan sida i portalen")).to_be_visible()
        assert_accessible(page)


def test_link_of_the_report_leads_to_the_page_in_the_editor(
    content: InformationPage, cast: Any, staff_page: Callable[..., Page]
) -> None:
    page = staff_page(cast.maja)
    page.goto("/admin/trasiga-lankar/")
    page.get_by_role("link", name=content.title, exact=True).first.click()
    page.wait_for_selector(".Draftail-Editor")

    assert page.url.endswith(f"/admin/pages/{content.pk}/edit/#:w:contentpath=body.{content.body[0].id}")


def test_checker_names_what_an_editor_did_on_a_public_page(
    content: InformationPage, cast: Any, staff_page: Callable[..., Page], problems: Problems
) -> None:
    problems.allow("axe.run results")  # how Wagtail tells of them in the console
    page = staff_page(cast.elin)
    page.goto(content.url)

    page.locator("wagtail-userbar button[data-wagtail-userbar-trigger]").click()
    checks = page.get_by_role("menuitem", name="Kontroller")
    expect(checks).to_contain_text("1")
    checks.click()

    expect(page.locator("[data-content-checker-row]:visible")).to_have_count(1)


def test_checker_runs_beside_the_preview(
    content: InformationPage, cast: Any, staff_page: Callable[..., Page], problems: Problems
) -> None:
    problems.allow("axe.run results")
    page = staff_page(cast.maja)
    page.goto(f"/admin/pages/{content.pk}/edit/")

    page.locator("[data-side-panel-toggle='checks']").click()

    expect(page.locator("[data-checks-panel] [data-content-checker-row]:visible")).to_have_count(1)

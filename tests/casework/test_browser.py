"""The caseworker in a real browser: by keyboard alone, on a telephone, with nothing for axe to remark on."""

import re

import pytest
from playwright.sync_api import expect

from tests.casework.factories import a_case
from tests.fixtures_browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def tab_to(page, target, limit: int = 60) -> None:
    """Press Tab until `target` has focus: what cannot be reached so cannot be used without a mouse."""
    for _ in range(limit):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is out of reach for the keyboard")


def test_a_caseworker_finds_and_closes_a_case_by_keyboard(cast, staff_page, assert_accessible):
    case = a_case(cast.unit, applicant=cast.astrid, answers={"wish": "Åka från Ängsö"})
    a_case(cast.unit, title="Anmäl skolbyte", answers={"wish": "Byta skola"})
    page = staff_page(cast.hugo)
    page.goto("/admin/")
    tab_to(page, page.get_by_role("link", name="Ärenden", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="BUN")).to_have_count(2)
    assert_accessible(page)

    tab_to(page, page.locator("input[name=q]"))
    page.keyboard.type("ängsö")
    expect(page).to_have_url(re.compile("ngs%C3%B6"))  # the list is exchanged while one types: wait for the whole word
    expect(page.get_by_role("link", name="BUN")).to_have_count(1)
    assert_accessible(page)
    tab_to(page, page.get_by_role("link", name=case.number))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Åka från Ängsö")).to_be_visible()
    assert_accessible(page)

    tab_to(page, page.get_by_role("radio", name="Pågår"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Ändra status"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Status är nu Avslutat.")).to_be_visible()
    page.evaluate("Promise.all(document.getAnimations().map(fading => fading.finished))")
    assert_accessible(page)


def test_cases_fit_a_telephone(cast, staff_page, assert_accessible):
    case = a_case(cast.unit, applicant=cast.astrid, answers={"wish": "ordutanmellanslag" * 12}, is_test=True)
    page = staff_page(cast.hugo, viewport=PHONE)

    for address in ("/admin/arenden/", f"/admin/arenden/{case.pk}/"):
        page.goto(address)
        expect(page.get_by_text(case.number).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")
        assert_accessible(page)


def test_filters_open_and_narrow_the_list(cast, staff_page, assert_accessible):
    a_case(cast.unit)
    other = a_case(cast.unit, title="Anmäl skolbyte")
    page = staff_page(cast.hugo)
    page.goto("/admin/arenden/")

    page.get_by_role("button", name="Visa filter").click()
    page.get_by_role("button", name="E-tjänst").click()
    assert_accessible(page)
    page.locator("select[name=service]").select_option("Anmäl skolbyte")

    expect(page.get_by_role("link", name="BUN")).to_have_count(1)
    expect(page.get_by_role("link", name=other.number)).to_be_visible()

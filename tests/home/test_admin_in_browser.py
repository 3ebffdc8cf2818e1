"""Wagtail's widgets work in the admin under a policy without inline scripts; a violation fails the test by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from home import demo, municipality
from home.models import InformationPage
from tests.home.html import Markup

INLINE_PANEL = """
<input type="hidden" name="rows-TOTAL_FORMS" value="0" id="id_rows-TOTAL_FORMS">
<input type="hidden" name="rows-INITIAL_FORMS" value="0" id="id_rows-INITIAL_FORMS">
<div id="id_rows-FORMS"></div>
<template id="id_rows-EMPTY_FORM_TEMPLATE"><div data-inline-panel-child id="inline_child_rows-__prefix__">
  <input id="id_rows-__prefix__-name" name="rows-__prefix__-name"><input type="hidden" id="id_rows-__prefix__-DELETE">
  <input type="hidden" id="id_rows-__prefix__-ORDER">
  <button type="button" id="id_rows-__prefix__-DELETE-button"></button>
</div></template>
<button type="button" id="id_rows-ADD">Add</button>
"""


@pytest.fixture
def content(transactional_db: None) -> dict[str, Any]:
    municipality.forget()
    return demo.load()


def test_date_picker_opens_in_the_page_editor(content: Any, cast: Any, staff_page: Callable[..., Page]) -> None:
    page = staff_page(cast.sixten)
    page.goto(f"/admin/pages/{InformationPage.objects.get(slug='kontakt').pk}/edit/")

    page.get_by_role("button", name="Växla status").first.click()
    page.locator("[data-a11y-dialog-show='schedule-publishing-dialog']").first.click()
    page.locator("#id_go_live_at").click()

    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)


def test_table_is_written_in_the_page_editor(content: Any, cast: Any, staff_page: Callable[..., Page]) -> None:
    page = staff_page(cast.maja)
    page.goto(f"/admin/pages/{InformationPage.objects.get(slug='kontakt').pk}/edit/")

    page.get_by_role("button", name="Lägg till ett block").last.click()
    page.get_by_role("option", name="Tabell").click()
    page.locator("[data-append-column]").first.click()
    page.locator(".add-column-menu button").first.click()

    expect(page.get_by_role("textbox", name="Kolumnrubrik")).to_be_visible()


def test_rich_text_editor_has_its_styles(content: Any, cast: Any, staff_page: Callable[..., Page]) -> None:
    page = staff_page(cast.sixten)
    page.goto(f"/admin/pages/{InformationPage.objects.get(slug='kontakt').pk}/edit/")
    page.wait_for_selector(".Draftail-Editor")

    assert page.evaluate("[...document.querySelectorAll('.Draftail-Editor style')].every(style => style.sheet)")


def test_inline_panel_adds_a_row_also_when_it_came_later(
    content: Any, cast: Any, staff_page: Callable[..., Page]
) -> None:
    page = staff_page(cast.sixten)
    page.goto(f"/admin/pages/{content['front'].pk}/edit/")
    options = '{"formsetPrefix": "id_rows", "emptyChildFormPrefix": "rows-__prefix__", "canOrder": false}'
    starter = starter_of("wagtailadmin/panels/inline_panel.html", options)

    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", INLINE_PANEL + starter
    )
    page.wait_for_selector("[data-starter-panel-value][data-started]", state="attached")
    page.evaluate("document.getElementById('id_rows-ADD').click()")

    assert page.input_value("#id_rows-TOTAL_FORMS") == "1"
    assert page.locator("#id_rows-FORMS input[name='rows-0-name']").count() == 1


def starter_of(template: str, options: str) -> str:
    """The last line of our panel template, as it stands below a real formset."""
    panel = {
        "formset": {"prefix": "rows", "management_form": "", "non_form_errors": []},
        "children": [],
        "label": "rad",
    }
    html = render_to_string(template, {"self": panel | {"empty_child": None}, "options_json": options})
    assert Markup(html).all("script") == []
    return html[html.rindex("<span") :]


@pytest.mark.parametrize("kind", ["date", "time", "datetime"])
def test_widget_template_has_no_script(kind: str) -> None:
    widget = {
        "type": "text",
        "name": "day",
        "attrs": {"id": "id_day"},
        "config_json": '{"dayOfWeekStart": 1}',
        "value": None,
    }
    html = render_to_string(f"wagtailadmin/widgets/{kind}_input.html", {"widget": widget})
    starter = Markup(html).first("span")

    assert Markup(html).all("script") == []
    assert (starter["data-starter-id-value"], starter["data-starter-options-value"]) == (
        "id_day",
        '{"dayOfWeekStart": 1}',
    )

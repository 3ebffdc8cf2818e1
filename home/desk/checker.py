"""Wagtail's accessibility checker, for editors: on every page they look at and beside the preview in the page editor.

It looks for what an editor can mend. The rest of a page is our templates, which the tests hold to all of axe's rules.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.models import Page

from accounts.access import is_staff
from home.desk.matters import may_edit_pages

ABOUT_NO_TEXT_OF_THEIRS = "empty-meta-description"  # ours comes from the lead, and steps of a service have none
MORE = {
    "image-alt": {
        "error_name": _("Bilden har ingen beskrivning"),
        "help_text": _("Skriv vad bilden visar, för den som inte ser den"),
    },
    "image-redundant-alt": {
        "error_name": _("Bildens beskrivning säger samma sak som texten intill"),
        "help_text": _("Skriv något som texten inte säger, eller ta bort bilden"),
    },
    "th-has-data-cells": {
        "error_name": _("Tabellens rubriker hör inte till några celler"),
        "help_text": _("Markera vilka rader och kolumner som är rubriker"),
    },
}


class Checker(ContentCheckerItem):
    axe_run_only = [*(rule for rule in ContentCheckerItem.axe_run_only if rule != ABOUT_NO_TEXT_OF_THEIRS), *MORE]
    axe_messages = ContentCheckerItem.axe_messages | MORE


def put_ours_in(request: HttpRequest, items: list[Any], page: Any) -> None:
    """The hook that builds the bar, and the list of checks in the page editor."""
    items[:] = [Checker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


def editors_bar(context: Any) -> str:
    """The bar of a public page, for who may edit pages. Nobody else's session is opened, so pages stay cacheable."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = getattr(request, "user", None)
    if user is None or not is_staff(user) or not may_edit_pages(user):
        return ""
    page = context.get("page")
    return str(Userbar(object=page if isinstance(page, Page) else None).render_html(context))

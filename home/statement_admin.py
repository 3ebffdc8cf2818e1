"""What the admin says of the accessibility statement: too old, or not to be published in bulk as it stands."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from home.statement_page import AccessibilityStatementPage


class OldStatements(Component):
    """On the admin's first page, where those who may edit a statement see that it has grown too old."""

    name = "old_statements"
    template_name = "home/admin/old_statements.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today = parent_context["request"].user, timezone.localdate()
        statements = AccessibilityStatementPage.objects.live().select_related("locale")
        old = [page for page in statements if page.is_too_old(today) and page.permissions_for_user(user).can_edit()]
        return {"statements": old}


def warn_of_old_statement(request: HttpRequest, page: Page) -> None:
    if (
        request.method == "GET"
        and isinstance(page, AccessibilityStatementPage)
        and page.is_too_old(timezone.localdate())
    ):
        messages.warning(request, _("Redogörelsen är äldre än ett år. Bedöm tjänsten på nytt och ändra dagen."))


def refuse_incomplete(request: HttpRequest, action: str, pages: Iterable[Page], _view: Any) -> HttpResponse | None:
    """Publishing many pages at once asks no form: an incomplete statement among them stops it all."""
    if action != "publish":
        return None
    drafts = (page.specific.get_latest_revision_as_object() for page in pages)
    statements = [page for page in drafts if isinstance(page, AccessibilityStatementPage)]
    missing = [str(message) for page in statements for _field, message in page.missing(timezone.localdate())]
    if not missing:
        return None
    messages.error(request, _("Redogörelsen kan inte publiceras än.") + " " + " ".join(missing))
    return redirect("wagtailadmin_explore", statements[0].get_parent().pk)

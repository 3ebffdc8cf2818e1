"""Our touches in the page editor: its style, closing rules that hold at once, and a way out for who tries to delete a
service that has cases."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from eservices.actions.closing import apply_closing_rules
from eservices.models import EServicePage, EServiceVersion


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("eservices/admin/editor.css"))


@hooks.register("after_edit_page")
def close_edited_page(request: HttpRequest, page: Page) -> None:
    if isinstance(page, EServicePage):
        apply_closing_rules(page)


@hooks.register("before_delete_page")
def keep_published_services(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Versions never go (promise 12), so a page that has been published is unpublished, not deleted."""
    if not _holds_versions([page]):
        return None
    messages.error(request, _("E-tjänsten har varit publicerad och kan inte tas bort. Avpublicera den i stället."))
    return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_bulk_action")
def keep_published_services_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    pages = [chosen for chosen in objects if isinstance(chosen, Page)]
    if action_type != "delete" or not _holds_versions(pages):
        return None
    messages.error(request, _("Minst en vald sida är en e-tjänst som har varit publicerad. Avpublicera den i stället."))
    return redirect(
        request.GET.get("next", "")
        if request.GET.get("next", "").startswith("/admin/")
        else reverse("wagtailadmin_home")
    )


def _holds_versions(pages: list[Page]) -> bool:
    return any(EServiceVersion.objects.filter(service__path__startswith=page.path).exists() for page in pages)

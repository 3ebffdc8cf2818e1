"""Making a page's translation: a copy in the other language's tree, which the editor then writes over.

E-services are not translated so: both their texts stand side by side in one page (design.md §13.14).
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page

from home.pages import PortalPage


def untranslated_locale(page: Page) -> Locale | None:
    """The language that the page is not written in yet."""
    written_in = page.get_translations(inclusive=True).values("locale")
    found: Locale | None = Locale.objects.exclude(pk__in=written_in).first()
    return found


def parent_is_translated(page: Page, locale: Locale) -> bool:
    parent = page.get_parent()
    return bool(parent.is_root() or parent.has_translation(locale))


@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask; on POST copy the page as a draft into the other tree and open it there."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, PortalPage):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    locale = untranslated_locale(page)
    if locale is None:
        messages.info(request, _("Sidan är redan översatt."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST" and parent_is_translated(page, locale):
        copy = CopyPageForTranslationAction(page, locale).execute(skip_permission_checks=True)
        messages.success(request, _("Här är en kopia att skriva om. Den syns inte förrän du publicerar den."))
        return redirect("wagtailadmin_pages:edit", copy.pk)
    context = {"page": page, "locale": locale, "parent_is_translated": parent_is_translated(page, locale)}
    title = _("Översätt %(title)s") % {"title": page.title}
    return TemplateResponse(request, "home/admin/translate.html", context | {"page_title": title})

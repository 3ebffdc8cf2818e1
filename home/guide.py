"""The guide in the admin: how to build a service, work with cases and run the portal, for those who do it."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    title = _("Guide till portalen")
    context = {"page_title": title, "header_title": title, "header_icon": "help"}
    return TemplateResponse(request, "home/admin/guide.html", context)

"""The report "Trasiga länkar", of the pages that one may edit."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_passes_test

from accounts.access import person_of
from home.desk.links.models import BrokenLink
from home.desk.links.words import reason_words
from home.desk.matters import Looker, may_edit_pages

ROWS = 50


@user_passes_test(may_edit_pages)
@require_safe
def broken_links(request: HttpRequest) -> HttpResponse:
    pages = Looker(person_of(request), timezone.now()).editable()
    links = BrokenLink.objects.filter(page__in=pages).select_related("page").order_by("-since", "page__title", "pk")
    shown = Paginator(links, ROWS).get_page(request.GET.get("p"))
    context = {
        "shown": shown,
        "rows": [(link, reason_words(link.reason)) for link in shown],
        "asks_outside": settings.CHECK_OUTSIDE_LINKS,
        "header_title": _("Trasiga länkar"),
        "header_icon": "link",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Start")},
            {"url": "", "label": _("Trasiga länkar")},
        ],
    }
    return render(request, "home/admin/desk/broken_links.html", context)

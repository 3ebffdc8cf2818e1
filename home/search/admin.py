"""Editors' side of search: words that mean the same, and what people look for without finding it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_passes_test
from wagtail.snippets.views.snippets import SnippetViewSet

from home.search.misses import SHOWN_FROM, first_day_kept
from home.search.models import SearchMiss, SynonymGroup
from home.search.permissions import can_see_misses

MISSES_SHOWN = 200


class SynonymViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "link"
    menu_label = gettext_lazy("Synonymer")
    add_to_settings_menu = True
    list_display = ["words"]
    search_fields = ["words"]
    search_backend_name = None
    copy_view_enabled = False


@user_passes_test(can_see_misses)
@require_safe
def misses(request: HttpRequest) -> HttpResponse:
    """Words that were searched for again and again in vain. Who asked is not known."""
    rows = SearchMiss.objects.often(first_day_kept(timezone.localdate()), SHOWN_FROM)[:MISSES_SHOWN]
    context = {
        "rows": rows,
        "least": SHOWN_FROM,
        "synonyms_url": reverse("wagtailsnippets_home_synonymgroup:list"),
        "header_title": _("Sökningar utan träff"),
        "header_icon": "search",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Start")},
            {"url": "", "label": _("Sökningar utan träff")},
        ],
    }
    return render(request, "home/admin/search_misses.html", context)

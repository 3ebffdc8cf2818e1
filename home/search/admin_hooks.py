"""Wires the editors' side of search into the Wagtail admin; home.wagtail_hooks imports it, where Wagtail looks."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from accounts.access import person_of
from home.search.admin import SynonymViewSet, misses
from home.search.permissions import can_see_misses


class MissesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_misses(person_of(request))


@hooks.register("register_admin_urls")
def misses_address() -> list[URLPattern]:
    return [path("sokningar-utan-traff/", misses, name="search_misses")]


@hooks.register("register_reports_menu_item")
def misses_menu_item() -> MenuItem:
    return MissesMenuItem(_("Sökningar utan träff"), reverse_lazy("search_misses"), icon_name="search", order=600)


@hooks.register("register_permissions")
def misses_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="home", codename="view_searchmiss")


register_snippet(SynonymViewSet)

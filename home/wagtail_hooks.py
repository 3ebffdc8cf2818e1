"""Our touches on the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from accounts.access import person_of
from home.catalogue.admin import CategoryViewSet
from home.guide import guide
from home.notice_admin import NoticeViewSet
from home.search.admin import SynonymViewSet, misses
from home.search.permissions import can_see_misses

register_snippet(NoticeViewSet)


@hooks.register("insert_global_admin_js")
def start_widgets_without_inline_scripts() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/admin-starters.js"))


@hooks.register("register_admin_urls")
def guide_address() -> list[URLPattern]:
    return [path("guide/", guide, name="portal_guide")]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem(_("Guide till portalen"), reverse("portal_guide"), icon_name="help", order=100)


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


@hooks.register("register_admin_viewset")
def areas() -> CategoryViewSet:
    return CategoryViewSet()

"""Our touches on the Wagtail admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from home.catalogue.admin import CategoryViewSet
from home.desk import admin_hooks as desk_hooks  # noqa: F401  # registers itself
from home.guide import guide
from home.notice_admin import NoticeViewSet
from home.search import admin_hooks  # noqa: F401  # registers itself

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


@hooks.register("register_admin_viewset")
def areas() -> CategoryViewSet:
    return CategoryViewSet()

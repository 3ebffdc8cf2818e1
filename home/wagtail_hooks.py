"""Our touches on the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from home.catalogue.admin import CategoryViewSet
from home.desk import admin_hooks as desk_hooks  # noqa: F401  # registers itself
from home.guide import guide
from home.notice_admin import NoticeViewSet
from home.pages import PortalPage
from home.rich_links import PageLink
from home.search import admin_hooks  # noqa: F401  # registers itself
from home.statement_admin import OldStatements, refuse_incomplete, warn_of_old_statement
from home.translating import translate, untranslated_locale

register_snippet(NoticeViewSet)


@hooks.register("insert_global_admin_js")
def start_widgets_without_inline_scripts() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/admin-starters.js"))


@hooks.register("register_admin_urls")
def guide_address() -> list[URLPattern]:
    return [path("guide/", guide, name="portal_guide")]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem(gettext_lazy("Guide till portalen"), reverse("portal_guide"), icon_name="help", order=100)


@hooks.register("register_admin_viewset")
def areas() -> CategoryViewSet:
    return CategoryViewSet()


@hooks.register("register_rich_text_features", order=100)
def links_in_the_readers_language(features: FeatureRegistry) -> None:
    features.register_link_type(PageLink)


@hooks.register("register_admin_urls")
def translate_address() -> list[URLPattern]:
    return [path("oversatt/<int:page_id>/", translate, name="portal_translate")]


@hooks.register("register_page_header_buttons")
def translate_button(page: Page, user: AbstractBaseUser, view_name: str, **_more: Any) -> Iterator[Button]:
    may = isinstance(page.specific, PortalPage) and page.permissions_for_user(user).can_edit()
    locale = untranslated_locale(page) if may else None
    if locale:
        text = _("Översätt till %(language)s") % {"language": locale.get_display_name()}
        yield Button(text, reverse("portal_translate", args=[page.pk]), icon_name="globe", priority=80)


hooks.register("before_edit_page", warn_of_old_statement)
hooks.register("before_bulk_action", refuse_incomplete)


@hooks.register("construct_homepage_panels")
def old_statements_on_the_first_page(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(OldStatements())

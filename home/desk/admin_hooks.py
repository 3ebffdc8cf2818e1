"""Wires the editors' home into the Wagtail admin; home.wagtail_hooks imports it, where Wagtail looks."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages import edit

from accounts.access import person_of
from home.desk.checker import put_ours_in
from home.desk.links.report import broken_links
from home.desk.matters import may_edit_pages
from home.desk.panel import DeskPanel
from home.desk.review import tell_why_not_approved
from home.desk.review_mails import tell_of_comments

edit.send_notification = tell_of_comments  # the page editor's own name for it; no signal tells of comments
hooks.register("before_edit_page", tell_why_not_approved)
hooks.register("construct_wagtail_userbar", put_ours_in)


class BrokenLinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit_pages(person_of(request))


@hooks.register("register_admin_urls")
def broken_links_address() -> list[URLPattern]:
    return [path("trasiga-lankar/", broken_links, name="broken_links")]


@hooks.register("register_reports_menu_item")
def broken_links_menu_item() -> MenuItem:
    return BrokenLinksMenuItem(_("Trasiga länkar"), reverse_lazy("broken_links"), icon_name="link", order=590)


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any | Component]) -> None:
    if may_edit_pages(person_of(request)):
        panels.append(DeskPanel())

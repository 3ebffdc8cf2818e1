"""Wires the outbox into the Wagtail admin."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from outbox import views
from outbox.clock import database_now
from outbox.health import health
from outbox.permissions import can_manage_outbox

urlpatterns = [
    path("", views.index, name="index"),
    path("forsok-igen/", views.retry_all, name="retry_all"),
    path("slapp/", views.release, name="release"),
    path("kasta/", views.drop, name="drop"),
    path("<uuid:message_id>/forsok-igen/", views.retry, name="retry"),
]


class OutboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_manage_outbox(request.user)


class OutboxPanel(Component):
    """On the admin's start page, when mail is stuck: nobody looks into the outbox unasked."""

    template_name = "outbox/panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"health": health(database_now())}


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("utkorg/", include((urlpatterns, "outbox")))]


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    return OutboxMenuItem(_("Utkorg"), reverse_lazy("outbox:index"), icon_name="mail", order=900)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="outbox", codename="manage_outbox")


@hooks.register("construct_homepage_panels")
def warn_on_start_page(request: HttpRequest, panels: list[Component]) -> None:
    if can_manage_outbox(request.user):
        panels.append(OutboxPanel())

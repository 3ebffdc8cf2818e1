"""Wires the page "Driftläge" into the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations import views
from operations.permissions import can_view_operations


class StatusMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_view_operations(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("driftlage/", views.status, name="operations_status")]


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    return StatusMenuItem(_("Driftläge"), reverse_lazy("operations_status"), icon_name="desktop", order=890)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="operations", codename="view_operations")

"""Wires casework into the Wagtail admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.access import person_of
from casework import admin_urls
from casework.permissions import can_see_cases
from casework.retention_admin import RetentionRuleViewSet


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("arenden/", include(admin_urls))]


class CasesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_cases(person_of(request), timezone.localdate())


@hooks.register("register_admin_menu_item")
def cases_item() -> MenuItem:
    return CasesMenuItem(
        _("Ärenden"), reverse_lazy("casework:cases"), name="cases", icon_name="folder-open-inverse", order=150
    )


@hooks.register("register_admin_viewset")
def retention_rules() -> RetentionRuleViewSet:
    return RetentionRuleViewSet()

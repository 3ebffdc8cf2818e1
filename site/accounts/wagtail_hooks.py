"""Wires accounts into the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts import admin_views
from accounts.models import User
from accounts.organisation_admin import OrganisationGroup
from accounts.permissions import can_edit_user
from accounts.user_admin import invite_buttons


@hooks.register("register_admin_viewset")
def organisation() -> OrganisationGroup:
    return OrganisationGroup()


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("personal/<int:pk>/bjud-in/", admin_views.invite, name="staff_invite"),
        path("tvafaktor/", admin_views.two_factor_page, name="staff_two_factor"),
    ]


@hooks.register("register_user_listing_buttons")
def invite_from_list(user: User, request_user: User) -> list[Any]:
    return invite_buttons(user, request_user)


@hooks.register("register_account_menu_item")
def two_factor_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("staff_two_factor"),
        "label": _("Tvåfaktor"),
        "help_text": _("Se hur många reservkoder du har kvar och skaffa nya."),
    }


@hooks.register("before_bulk_action")
def leave_superusers_alone(request: HttpRequest, action: str, objects: list[Any], view: Any) -> HttpResponse | None:
    if view.model is not User or all(can_edit_user(request.user, user) for user in objects):  # type: ignore[arg-type]
        return None
    messages.error(request, _("Bara en superanvändare kan ändra en superanvändare."))
    return redirect("wagtailusers_users:index")


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("accounts.invite", _("Bjud in"), _("Bjöd in till inloggning"))
    actions.register_action("accounts.enrol", _("Inloggning klar"), _("Satte lösenord och anslöt kod-app"))
    actions.register_action("accounts.recovery_codes", _("Nya reservkoder"), _("Skaffade nya reservkoder"))

"""Wagtail's users app with our list and forms; it stands in INSTALLED_APPS instead of wagtail.users."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "accounts.user_admin.StaffViewSet"

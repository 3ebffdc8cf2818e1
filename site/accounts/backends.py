"""How Django knows a user again: staff by password, residents by e-ID alone."""

from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import Kind, User

EID_BACKEND = "accounts.backends.EIdBackend"


class StaffBackend(ModelBackend):
    """Password login over `User.objects`, which has staff only. A resident has no permission, whatever a group says."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if getattr(user_obj, "is_resident", False):
            return set()
        return super().get_all_permissions(user_obj, obj)

    def get_user(self, user_id: int) -> User | None:
        """With the profile that every page of the Wagtail admin asks for: one query the less."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        """Staff have what their groups have. Wagtail can grant nothing to a single person, so nothing is asked."""
        return Permission.objects.none()


class EIdBackend(BaseBackend):
    """Keeps a resident's session alive. It never authenticates: `sessions.begin_resident` does that."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None

    def get_user(self, user_id: int) -> User | None:
        return User.everyone.filter(pk=user_id, kind=Kind.RESIDENT, is_active=True).first()

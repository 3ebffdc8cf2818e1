"""Staff in the Wagtail admin: made without a password, invited by mail, never deleted, never a resident among them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.messages import button as button_in_message
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.users import forms
from wagtail.users.views import users

from accounts.models import Authenticator, Invitation, User
from accounts.permissions import can_edit_user, can_invite


class StaffForm(forms.UserForm):
    """No password, since nobody chooses another's; no superuser box, since one is made on the command line only."""

    @property
    def password_enabled(self) -> bool:
        return False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        self.fields["email"].help_text = _("Hit går inbjudan. Adressen måste vara personens egen.")
        self.fields["groups"].help_text = _(
            "Vad personen får göra här i administrationen. Vilka ärenden personen ser avgörs av uppdragen."
        )


class StaffCreationForm(StaffForm, forms.UserCreationForm):
    field_order = ("username", "first_name", "last_name", "email", "groups")

    class Meta(forms.UserCreationForm.Meta):
        pass

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        user: User = super().save(commit)
        return user


class StaffEditForm(StaffForm, forms.UserEditForm):
    class Meta(forms.UserEditForm.Meta):
        pass


class StaffIndexView(users.IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        login = Column("login", label=_("Inloggning"), accessor=login_state, width="20%")
        return [*super().columns[:3], login, *super().columns[4:]]

    def get_base_queryset(self) -> QuerySet[User]:
        return with_login_state(super().get_base_queryset())


class StaffCreateView(users.CreateView):
    def get_success_buttons(self) -> list[Any]:
        """What comes next: without an invitation the person cannot log in."""
        invite = [
            button_in_message(button.url, button.label) for button in invite_buttons(self.object, self.request.user)
        ]
        return [*invite, *super().get_success_buttons()]


class StaffEditView(users.EditView):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not can_edit_user(request.user, self.object):
            raise Http404

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *invite_buttons(self.object, self.request.user)]


class StaffViewSet(users.UserViewSet):
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    copy_view_enabled = False
    menu_label = _("Personal")

    def get_form_class(self, for_update: bool = False) -> type[forms.UserForm]:
        return StaffEditForm if for_update else StaffCreationForm


def with_login_state(staff: QuerySet[User]) -> QuerySet[User]:
    open_invitations = Invitation.objects.filter(user=OuterRef("pk"), used_at=None, expires_at__gt=timezone.now())
    apps = Authenticator.objects.filter(user=OuterRef("pk"), confirmed=True)
    return staff.annotate(is_enrolled=Exists(apps), is_invited=Exists(open_invitations))


def login_state(user: Any) -> str:
    if user.is_enrolled:
        return str(_("Klar, två faktorer"))
    return str(_("Inbjuden, har inte svarat")) if user.is_invited else str(_("Inte inbjuden"))


def invite_buttons(user: User, request_user: User) -> list[Button]:
    if not can_invite(request_user, user):
        return []
    return [Button(_("Bjud in"), url=reverse("staff_invite", args=[user.pk]), icon_name="mail", priority=20)]

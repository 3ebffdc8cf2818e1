"""Giving staff their login, and taking it back: invitation, enrolment, new recovery codes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts import two_factor
from accounts.actors import Actor, actor_label, actor_user
from accounts.models import EIdOrder, Invitation, User
from accounts.permissions import can_invite
from crypto.lookup import new_token, token_hash
from outbox.actions import enqueue_mail

INVITATION_LIFETIME = timedelta(hours=72)


class NotAllowed(Exception):
    """The actor may not do this."""


class NoAddress(Exception):
    """There is no e-mail address to send to."""


class InvitationSpent(Exception):
    """The link was used, replaced or has expired."""


class WrongCode(Exception):
    """The code is not the one the app shows now."""


@dataclass(frozen=True, slots=True)
class Invited:
    invitation: Invitation
    link: str  # exists here and in the mail; only its hash is stored


@transaction.atomic
def invite(user: User, *, by: Actor, now: datetime) -> Invited:
    """Send `user` a one-time link to set password and second factor; what they had before stops working at once.

    Earlier links die and running sessions end. Raises NotAllowed, NoAddress.
    """
    if not can_invite(by, user):
        raise NotAllowed
    if not user.email:
        raise NoAddress
    is_reset = user.has_usable_password() or two_factor.is_enrolled(user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    two_factor.remove_devices(user)
    user.invitations.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    token = new_token()
    invitation = Invitation.objects.create(
        user=user,
        token_hash=token_hash(token),
        invited_by=actor_user(by),
        created_at=now,
        expires_at=now + INVITATION_LIFETIME,
    )
    link = settings.PORTAL_URL + reverse("staff:invitation", args=[token])
    log(instance=user, action="accounts.invite", user=actor_user(by))
    _mail(user, "invitation", invitation, {"link": link, "is_reset": is_reset, "by": actor_label(by)})
    return Invited(invitation, link)


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation the link names, if it can still be used. Looking has no effect."""
    return (
        Invitation.objects.filter(token_hash=token_hash(token), used_at=None, expires_at__gt=now, user__is_active=True)
        .select_related("user")
        .first()
    )


@transaction.atomic
def enrol(invitation: Invitation, *, password: str, secret: str, code: str, now: datetime) -> list[str]:
    """Use the invitation: password, app and recovery codes together, or nothing. Returns the codes, shown once.

    Raises InvitationSpent when somebody was faster or time ran out, WrongCode when `code` is not what the app shows.
    """
    still_open = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
    if not still_open.update(used_at=now):
        raise InvitationSpent
    user = invitation.user
    two_factor.remove_devices(user)
    device = two_factor.unsaved_authenticator(user, secret)
    device.save()
    if not device.verify_token(two_factor.stored_form(code)):
        raise WrongCode
    user.set_password(password)
    user.save(update_fields=["password"])
    codes = two_factor.new_recovery_codes(user)
    log(instance=user, action="accounts.enrol", user=user)
    _mail(user, "enrolled", invitation, {})
    return codes


@transaction.atomic
def renew_recovery_codes(user: User, *, by: User) -> list[str]:
    """Replace the recovery codes of `user`, who alone may ask for it. Returns the new ones, shown once."""
    if by.pk != user.pk:
        raise NotAllowed
    log(instance=user, action="accounts.recovery_codes", user=by)
    return two_factor.new_recovery_codes(user)


def _mail(user: User, topic: str, invitation: Invitation, context: dict[str, object]) -> None:
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        municipality = parseaddr(settings.DEFAULT_FROM_EMAIL)[0]
        subjects = {"invitation": _("Din inloggning till e-tjänsterna"), "enrolled": _("Din inloggning är klar")}
        body = render_to_string(
            f"emails/accounts/{topic}.txt",
            context | {"user": user, "municipality": municipality, "invitation": invitation},
        )
        enqueue_mail(key=f"{topic}:{invitation.pk}", topic=topic, to=user.email, subject=subjects[topic], body=body)


def remove_old_orders(now: datetime) -> int:
    """Remove e-ID orders that have expired, used or not; returns how many."""
    removed, _per_model = EIdOrder.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    return removed

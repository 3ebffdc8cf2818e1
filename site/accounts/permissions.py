"""Who may do what with other people's access."""

from accounts.actors import Actor, System
from accounts.models import User


def can_invite(actor: Actor, user: User) -> bool:
    """Inviting resets the login, so nobody does it to himself, and only a superuser to a superuser."""
    if user.is_resident or not user.is_active:
        return False
    if isinstance(actor, System):
        return True
    return actor.pk != user.pk and can_edit_user(actor, user)


def can_edit_user(actor: User, user: User) -> bool:
    """An administrator may not take over a superuser by changing the e-mail address and inviting anew."""
    return actor.has_perm("accounts.change_user") and (actor.is_superuser or not user.is_superuser)

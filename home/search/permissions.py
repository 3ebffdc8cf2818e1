from typing import Protocol


class HasPermissions(Protocol):
    """A user, of whatever model."""

    def has_perm(self, perm: str) -> bool: ...


def can_see_misses(user: HasPermissions) -> bool:
    return user.has_perm("home.view_searchmiss")

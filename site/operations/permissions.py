from outbox.permissions import HasPermissions


def can_view_operations(user: HasPermissions) -> bool:
    return user.has_perm("operations.view_operations")

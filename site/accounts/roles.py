"""The roles: what each may do in the Wagtail admin. Which cases one sees is decided by memberships."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

WAGTAILS_OWN = ("Editors", "Moderators")
ADMINISTRATOR, EDITOR, CASEWORKER = "Administratör", "Redaktör", "Handläggare"

PAGE_PERMISSIONS = {
    EDITOR: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
SEARCH = [*(f"home.{verb}_synonymgroup" for verb in ("view", "add", "change", "delete")), "home.view_searchmiss"]
NOTICES = [f"home.{verb}_operatingnotice" for verb in ("view", "add", "change", "delete")]
PERMISSIONS = {
    ADMINISTRATOR: [
        "wagtailadmin.access_admin",
        "accounts.view_user",
        "accounts.add_user",
        "accounts.change_user",
        *(
            f"accounts.{verb}_{model}"
            for model in ("committee", "unit", "membership")
            for verb in ("view", "add", "change")
        ),
        "accounts.delete_membership",
        *(f"casework.{verb}_retentionrule" for verb in ("view", "add", "change")),
        "outbox.manage_outbox",
        "operations.view_operations",
        "home.change_municipalitysettings",
        *SEARCH,
        *NOTICES,
    ],
    EDITOR: [
        "wagtailadmin.access_admin",
        *NOTICES,
        *(f"casework.{verb}_retentionrule" for verb in ("view", "add", "change")),
        *SEARCH,
        *(f"home.{verb}_category" for verb in ("view", "add", "change", "delete")),
    ],
    CASEWORKER: ["wagtailadmin.access_admin"],
}


@transaction.atomic
def ensure_roles() -> list[str]:
    """Make the groups, give them what they lack, take nothing away. Returns the permissions that do not exist.

    Wagtail's own two groups go when nobody is in them: whoever invites a colleague would have to guess between
    "Editors" and Redaktör.
    """
    Group.objects.filter(name__in=WAGTAILS_OWN, user=None).delete()
    missing: list[str] = []
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role)
        found = {name: _permission(name) for name in names}
        missing += [name for name, permission in found.items() if permission is None]
        group.permissions.add(*(permission for permission in found.values() if permission is not None))
        _give_pages(group, PAGE_PERMISSIONS.get(role, []))
    return sorted(set(missing))


def _permission(name: str) -> Permission | None:
    app_label, codename = name.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()


def _give_pages(group: Group, codenames: list[str]) -> None:
    root = Page.get_first_root_node()
    for codename in codenames if root else []:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)

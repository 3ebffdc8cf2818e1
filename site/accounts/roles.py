"""The roles: what each may do in the Wagtail admin. Which cases one sees is decided by memberships."""

from collections.abc import Callable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

WAGTAILS_OWN = ("Editors", "Moderators")
ADMINISTRATOR, EDITOR, PUBLISHER, CASEWORKER = "Administratör", "Redaktör", "Publicerare", "Handläggare"

PAGE_PERMISSIONS = {
    EDITOR: ["add_page", "change_page", "lock_page"],
    PUBLISHER: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
MEDIA_PERMISSIONS = [  # pictures and documents for the pages, in the collection that holds all others
    (app, f"{verb}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
]
SEARCH = [*(f"home.{verb}_synonymgroup" for verb in ("view", "add", "change", "delete")), "home.view_searchmiss"]
NOTICES = [f"home.{verb}_operatingnotice" for verb in ("view", "add", "change", "delete")]
EDITORIAL = [
    "wagtailadmin.access_admin",
    *NOTICES,
    *(f"casework.{verb}_retentionrule" for verb in ("view", "add", "change")),
    *SEARCH,
    *(f"home.{verb}_category" for verb in ("view", "add", "change", "delete")),
]
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
    EDITOR: EDITORIAL,
    PUBLISHER: EDITORIAL,
    CASEWORKER: ["wagtailadmin.access_admin"],
}
FINISHING: list[Callable[[], None]] = []  # what other apps do when the groups are there; they add it when they start


@transaction.atomic
def ensure_roles() -> list[str]:
    """Make the groups, give them what they lack, take nothing away. Returns the permissions that do not exist.

    Wagtail's own two groups go when nobody is in them: whoever invites a colleague would have to guess between
    "Editors" and Redaktör.
    """
    Group.objects.filter(name__in=WAGTAILS_OWN, user=None).delete()
    _part_publishers_from_editors()
    missing: list[str] = []
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role)
        found = {name: _permission(name) for name in names}
        missing += [name for name, permission in found.items() if permission is None]
        group.permissions.add(*(permission for permission in found.values() if permission is not None))
        _give_pages(group, PAGE_PERMISSIONS.get(role, []))
        _give_media(group, MEDIA_PERMISSIONS if role in PAGE_PERMISSIONS else [])
    for finish in FINISHING:
        finish()
    return sorted(set(missing))


def _part_publishers_from_editors() -> None:
    """Once, in a portal where editors published by themselves: they become publishers as well, so nobody loses what he
    or she could do, and publishing is from then on a publisher's."""
    editors = Group.objects.filter(name=EDITOR).first()
    if editors is None or Group.objects.filter(name=PUBLISHER).exists():
        return
    Group.objects.create(name=PUBLISHER).user_set.add(*editors.user_set.all())
    taken = GroupPagePermission.objects.filter(group=editors, permission__codename__in=("publish_page", "unlock_page"))
    taken.delete()


def _permission(name: str) -> Permission | None:
    app_label, codename = name.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()


def _give_pages(group: Group, codenames: list[str]) -> None:
    root = Page.get_first_root_node()
    for codename in codenames if root else []:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _give_media(group: Group, names: list[tuple[str, str]]) -> None:
    root = Collection.get_first_root_node()
    for app_label, codename in names if root else []:
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)

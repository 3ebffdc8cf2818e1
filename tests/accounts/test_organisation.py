from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Committee, Membership, Unit, User
from accounts.roles import PERMISSIONS, ensure_roles
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def admin(cast: Any, staff_client: Any) -> Client:
    return staff_client(cast.staff("adam", "Alm", group="Administratör"))


@pytest.mark.parametrize(
    ("first", "last", "works"),
    [
        (date(2026, 11, 23), None, True),
        (date(2026, 11, 24), None, False),
        (date(2020, 1, 1), date(2026, 11, 23), True),
        (date(2020, 1, 1), date(2026, 11, 22), False),
    ],
)
def test_membership_counts_from_its_first_to_its_last_day(cast: Any, first: Any, last: Any, works: bool) -> None:
    Membership.objects.filter(user=cast.hugo).update(from_date=first, until_date=last)

    assert list(Unit.objects.worked_for_by(cast.hugo, TODAY)) == ([cast.unit] if works else [])


def test_superuser_works_nowhere_without_membership(cast: Any) -> None:
    assert list(Unit.objects.worked_for_by(cast.sixten, TODAY)) == []


def test_deactivated_person_works_nowhere(cast: Any) -> None:
    User.objects.filter(pk=cast.hugo.pk).update(is_active=False)

    assert list(Unit.objects.worked_for_by(cast.hugo, TODAY)) == []


def test_administrator_gives_and_ends_a_membership(cast: Any, admin: Client) -> None:
    data = {"user": cast.maja.pk, "unit": cast.unit.pk, "role": "caseworker", "from_date": "2026-11-01"}

    admin.post("/admin/membership/new/", data)
    membership = Membership.objects.get(user=cast.maja)
    admin.post(f"/admin/membership/edit/{membership.pk}/", data | {"until_date": "2026-11-30"})

    history = membership.history.order_by("history_date")
    assert [row.until_date for row in history] == [None, date(2026, 11, 30)]
    assert {row.history_user.username for row in history} == {"adam"}


def test_membership_cannot_end_before_it_begins(cast: Any, admin: Client) -> None:
    data = {"user": cast.maja.pk, "unit": cast.unit.pk, "role": "caseworker", "from_date": "2026-11-02"}

    response = admin.post("/admin/membership/new/", data | {"until_date": "2026-11-01"})

    assert "Sista dagen kan inte ligga före den första." in response.content.decode()
    assert not Membership.objects.filter(user=cast.maja).exists()


@pytest.mark.parametrize("path", ["/admin/membership/", "/admin/unit/", "/admin/committee/"])
@pytest.mark.parametrize("who", ["hugo", "maja", "rut"])
def test_only_administrators_reach_the_organisation(cast: Any, staff_client: Any, path: str, who: str) -> None:
    client = staff_client(getattr(cast, who))

    assert client.get(path).status_code == 302
    assert client.get(f"{path}new/").status_code == 302


def test_caseworker_cannot_give_himself_a_membership(cast: Any, staff_client: Any) -> None:
    data = {"user": cast.hugo.pk, "unit": cast.other_unit.pk, "role": "caseworker", "from_date": "2026-11-01"}

    staff_client(cast.hugo).post("/admin/membership/new/", data)

    assert not Membership.objects.filter(user=cast.hugo, unit=cast.other_unit).exists()


def test_administrator_makes_committee_and_unit(admin: Client) -> None:
    admin.post("/admin/committee/new/", {"name": "Socialnämnden", "code": "SN"})
    committee = Committee.objects.get(code="SN")
    data = {
        "name": "Omsorg",
        "name_en": "Care",
        "committee": committee.pk,
        "email": "o@heby.example",
        "phone": "0224-360 00",
    }
    admin.post("/admin/unit/new/", data)

    assert Unit.objects.get(name="Omsorg").committee == committee


@pytest.mark.parametrize("what", ["unit", "committee"])
def test_what_is_used_cannot_be_deleted_and_the_page_says_so(cast: Any, staff_client: Any, what: str) -> None:
    """The page that once led to the case is another unit's by now: all that Wagtail knows of the unit is gone."""
    used, page = getattr(cast, what), a_case(cast.unit).service_version.service
    page.unit = cast.other_unit
    page.save()

    response = staff_client(cast.sixten).post(f"/admin/{what}/delete/{used.pk}/", follow=True)

    assert response.status_code == 200
    assert f"”{used}” används av enheter, e-tjänster eller ärenden" in response.content.decode()
    assert type(used).objects.filter(pk=used.pk).exists()


@pytest.mark.parametrize("what", ["unit", "committee"])
def test_what_is_not_used_can_be_deleted(cast: Any, staff_client: Any, what: str) -> None:
    unused = Committee.objects.create(name="Tom", code="TOM")
    if what == "unit":
        unused = Unit.objects.create(name="Tom", committee=unused, email="tom@kommun.example", phone="0224-360 00")

    staff_client(cast.sixten).post(f"/admin/{what}/delete/{unused.pk}/")

    assert not type(unused).objects.filter(pk=unused.pk).exists()


def test_menu_shows_organisation_to_administrators_only(cast: Any, admin: Client, staff_client: Any) -> None:
    assert "/admin/membership/" in admin.get("/admin/").content.decode()
    assert "/admin/membership/" not in staff_client(cast.hugo).get("/admin/").content.decode()


def test_roles_are_made_once_and_completely() -> None:
    call_command("ensure_roles", stdout=StringIO())
    before = {group.name: group.permissions.count() for group in Group.objects.all()}

    assert ensure_roles() == []
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert {"Administratör", "Redaktör", "Handläggare"} <= before.keys()


def test_wagtails_own_groups_go_unless_somebody_is_in_them(cast: Any) -> None:
    maja = cast.maja
    Group.objects.get_or_create(name="Moderators")
    maja.groups.add(Group.objects.get_or_create(name="Editors")[0])

    ensure_roles()

    assert set(Group.objects.values_list("name", flat=True)) == {*PERMISSIONS, "Editors"}


def test_caseworker_role_opens_the_admin_and_nothing_more(cast: Any) -> None:
    assert cast.hugo.get_all_permissions() == {"wagtailadmin.access_admin"}


def test_editor_may_publish_pages_everywhere(cast: Any) -> None:
    from wagtail.models import Page

    permissions = Page.get_first_root_node().permissions_for_user(cast.maja)

    assert permissions.can_add_subpage()
    assert permissions.can_publish_subpage()


def test_invite_command_tells_who_is_missing() -> None:
    with pytest.raises(CommandError, match="No member of staff is called ingen"):
        call_command("invite", "ingen")


def test_invite_command_prints_the_link_when_asked(cast: Any) -> None:
    out = StringIO()

    call_command("invite", cast.sixten.username, "--print-link", stdout=out)

    assert "http://testserver/personal/inbjudan/" in out.getvalue()


def test_invite_command_never_invites_a_resident(cast: Any) -> None:
    with pytest.raises(CommandError):
        call_command("invite", cast.astrid.username)

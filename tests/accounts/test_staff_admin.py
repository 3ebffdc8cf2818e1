"""Staff in the Wagtail admin: who is listed, who is made, and who may change whom."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def adam(cast: Any) -> User:
    return cast.staff("adam", "Alm", group="Administratör")


@pytest.fixture
def admin(adam: User, staff_client: Any) -> Client:
    return staff_client(adam)


def form_of(user: User, **changes: Any) -> dict[str, Any]:
    known = {name: getattr(user, name) for name in ("username", "email", "first_name", "last_name")}
    return known | {"is_active": "on", "groups": [group.pk for group in user.groups.all()]} | changes


@pytest.mark.parametrize(
    "path", ["/admin/users/", "/admin/users/?q=astrid", "/admin/membership/new/", "/admin/membership/"]
)
def test_resident_is_in_no_list_or_choice(cast: Any, admin: Client, path: str) -> None:
    names = [cast.astrid.username, cast.astrid.first_name, cast.astrid.last_name]

    page = admin.get(path).content.decode().replace("q=astrid", "").replace('value="astrid"', "")

    assert not [name for name in names if name in page]


def test_resident_has_no_edit_page(cast: Any, admin: Client) -> None:
    for verb in ("edit", "delete", "history"):
        assert admin.get(f"/admin/users/{verb}/{cast.astrid.pk}/").status_code in (302, 404)
        assert "Astrid" not in admin.get(f"/admin/users/{verb}/{cast.astrid.pk}/", follow=True).content.decode()


def test_list_tells_who_can_log_in(cast: Any, admin: Client) -> None:
    User.objects.create_user("nora", "nora@kommun.example", first_name="Nora", last_name="Ny")

    page = admin.get("/admin/users/").content.decode()

    assert "Klar, två faktorer" in page
    assert "Inte inbjuden" in page


def test_list_costs_the_same_for_few_and_many(admin: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        User.objects.create_user(f"nora{number}", first_name="Nora", last_name="Ny")
    admin.get("/admin/users/")

    with django_assert_max_num_queries(14):
        admin.get("/admin/users/")


def test_new_colleague_is_made_without_password_or_power(admin: Client) -> None:
    data = form_of(
        User(pk=0, username="nora", email="nora@kommun.example", first_name="Nora", last_name="Ny"), groups=[]
    )

    admin.post("/admin/users/new/", data | {"password1": "x" * 20, "password2": "x" * 20, "is_superuser": "on"})

    nora = User.objects.get(username="nora")
    assert not nora.has_usable_password()
    assert (nora.is_superuser, nora.kind) == (False, "staff")


def test_administrator_cannot_make_himself_superuser(adam: User, admin: Client) -> None:
    admin.post(f"/admin/users/edit/{adam.pk}/", form_of(adam, is_superuser="on"))

    adam.refresh_from_db()
    assert not adam.is_superuser


def test_administrator_cannot_set_anothers_password(cast: Any, admin: Client) -> None:
    before = cast.hugo.password

    response = admin.post(
        f"/admin/users/edit/{cast.hugo.pk}/",
        form_of(cast.hugo, last_name="Hed", password1="y" * 20, password2="y" * 20),
    )

    cast.hugo.refresh_from_db()
    assert response.status_code == 302
    assert (cast.hugo.last_name, cast.hugo.password) == ("Hed", before)


def test_administrator_cannot_touch_a_superuser(cast: Any, admin: Client) -> None:
    sixten = cast.sixten

    response = admin.post(f"/admin/users/edit/{sixten.pk}/", form_of(sixten, email="adam@kommun.example"))
    admin.post(f"/admin/bulk/accounts/user/set_active_state/?id={sixten.pk}", {"mark_as_active": "False"})

    sixten.refresh_from_db()
    assert response.status_code == 404
    assert (sixten.email, sixten.is_active) == ("sixten@kommun.example", True)


def test_administrator_may_deactivate_a_colleague(cast: Any, admin: Client) -> None:
    admin.post(f"/admin/bulk/accounts/user/set_active_state/?id={cast.hugo.pk}", {"mark_as_active": "False"})

    cast.hugo.refresh_from_db()
    assert not cast.hugo.is_active


def test_superuser_edits_a_superuser(cast: Any, staff_client: Any) -> None:
    other = cast.staff("selma", "Sand", is_superuser=True)

    assert staff_client(cast.sixten).get(f"/admin/users/edit/{other.pk}/").status_code == 200


def test_administrator_deletes_nobody(cast: Any, admin: Client) -> None:
    admin.post(f"/admin/users/delete/{cast.hugo.pk}/")

    assert User.objects.filter(pk=cast.hugo.pk).exists()


@pytest.mark.parametrize("who", ["hugo", "maja", "rut"])
def test_others_see_no_staff_list(cast: Any, staff_client: Any, who: str) -> None:
    client = staff_client(getattr(cast, who))

    assert client.get("/admin/users/").status_code == 302
    assert client.get(f"/admin/users/edit/{cast.hedda.pk}/").status_code == 404


def test_new_recovery_codes_need_a_current_code(cast: Any, staff_client: Any) -> None:
    from accounts import two_factor

    client, old = staff_client(cast.hugo), two_factor.new_recovery_codes(cast.hugo)

    refused = client.post("/admin/tvafaktor/", {"code": "aaaa-bbbb-cccc"})
    device = two_factor.current_code(two_factor.Authenticator.objects.get(user=cast.hugo))
    renewed = client.post("/admin/tvafaktor/", {"code": device[0]})

    assert "codes" not in refused.context
    assert len(renewed.context["codes"]) == two_factor.RECOVERY_CODES
    assert not two_factor.verify(cast.hugo, old[0])


def test_own_email_is_not_changed_without_an_administrator(cast: Any, staff_client: Any) -> None:
    assert "name_email-email" not in staff_client(cast.hugo).get("/admin/account/").content.decode()


def test_new_colleague_is_to_be_invited_next(admin: Client) -> None:
    nora = {"username": "nora", "email": "nora@kommun.example", "first_name": "Nora", "last_name": "Ny"}

    page = admin.post("/admin/users/new/", nora, follow=True)

    address = f"/admin/personal/{User.objects.get(username='nora').pk}/bjud-in/"
    assert address in str(next(iter(page.context["messages"])))

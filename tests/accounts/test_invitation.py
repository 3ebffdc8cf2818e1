import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions, two_factor
from accounts.actors import SYSTEM
from accounts.models import Invitation, User
from accounts.staff_views import SESSION_KEY
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.accounts.logins import app_code, log_in_staff, person_in

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "en helt ny mening"


@pytest.fixture
def adam(cast: Any) -> User:
    return cast.staff("adam", "Alm", group="Administratör")


@pytest.fixture
def newcomer(db: None) -> User:
    user = User(username="nora", email="nora@kommun.example", first_name="Nora", last_name="Ny")
    user.set_unusable_password()
    user.save()
    return user


def mails() -> list[Any]:
    return [opened(message) for message in OutboxMessage.objects.order_by("created_at")]


def link_in(body: str) -> str:
    return re.search(r"http://testserver(/personal/inbjudan/\S+)", body)[1]  # type: ignore[index]


def invite(user: User, by: Any) -> str:
    return actions.invite(user, by=by, now=timezone.now()).link.removeprefix("http://testserver")


def fill_in(client: Client, link: str, user: User, **changes: str) -> Any:
    client.get(link)
    device = two_factor.unsaved_authenticator(user, client.session[SESSION_KEY])
    data = {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD, "code": two_factor.current_code(device)[0]}
    return client.post(link, data | changes)


def test_invitation_leads_all_the_way_into_the_admin(adam: User, newcomer: User, staff_client: Any) -> None:
    staff_client(adam).post(f"/admin/personal/{newcomer.pk}/bjud-in/")
    client = Client()

    response = fill_in(client, link_in(mails()[0].body), newcomer)
    codes = response.context["codes"]
    newcomer.groups.set(adam.groups.all())
    log_in_staff(client, "nora", NEW_PASSWORD, codes[0])

    assert len(set(codes)) == two_factor.RECOVERY_CODES
    assert client.get("/admin/").status_code == 200


def test_enrolling_does_not_log_in_by_itself(adam: User, newcomer: User, client: Client) -> None:
    fill_in(client, invite(newcomer, adam), newcomer)

    assert person_in(client) is None


def test_opening_the_link_has_no_effect(adam: User, newcomer: User) -> None:
    link = invite(newcomer, adam)

    for _ in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200

    assert Invitation.objects.get().used_at is None
    assert not two_factor.is_enrolled(newcomer)


def test_who_peeked_does_not_know_the_secret(adam: User, newcomer: User) -> None:
    link, peeker, nora = invite(newcomer, adam), Client(), Client()

    peeker.get(link)
    nora.get(link)

    assert peeker.session[SESSION_KEY] != nora.session[SESSION_KEY]


def test_link_works_once(adam: User, newcomer: User) -> None:
    link = invite(newcomer, adam)
    fill_in(Client(), link, newcomer)

    response = Client().get(link)

    assert response.status_code == 410
    assert "går inte att använda" in response.content.decode()


def test_link_lasts_three_days(adam: User, newcomer: User, client: Client) -> None:
    link = invite(newcomer, adam)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.get(link).status_code == 410
    assert timedelta(hours=72) == actions.INVITATION_LIFETIME


@pytest.mark.parametrize("token", ["x", "å" * 43, "%00", "A" * 500])
def test_made_up_link_says_the_same_as_a_used_one(client: Client, token: str) -> None:
    assert client.get(f"/personal/inbjudan/{token}/").status_code == 410


def test_only_the_links_hash_is_stored(adam: User, newcomer: User) -> None:
    token = invite(newcomer, adam).rstrip("/").rsplit("/", 1)[1]

    stored = [str(value) for row in Invitation.objects.values_list() for value in row]

    assert not [value for value in stored if token in value]
    assert not OutboxMessage.objects.filter(payload_sealed__contains=token.encode()).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "kort", "repeated": "kort"}, "password"),
        ({"repeated": "något annat helt"}, "repeated"),
        ({"code": "000"}, "code"),
        ({"code": ""}, "code"),
    ],
)
def test_wrong_form_changes_nothing(adam: User, newcomer: User, client: Client, changes: Any, field: str) -> None:
    response = fill_in(client, invite(newcomer, adam), newcomer, **changes)

    assert list(response.context["form"].errors) == [field]
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()
    assert not two_factor.is_enrolled(newcomer)
    assert Invitation.objects.get().used_at is None


def test_code_that_enrolled_does_not_also_log_in(adam: User, newcomer: User, client: Client) -> None:
    fill_in(client, invite(newcomer, adam), newcomer)

    log_in_staff(client, "nora", NEW_PASSWORD, app_code(newcomer))

    assert person_in(client) is None


def test_inviting_again_resets_both_factors_and_ends_sessions(adam: User, cast: Any, staff_client: Any) -> None:
    two_factor.new_recovery_codes(cast.hugo)
    client = staff_client(cast.hugo)

    invite(cast.hugo, adam)

    cast.hugo.refresh_from_db()
    assert not cast.hugo.has_usable_password()
    assert not two_factor.is_enrolled(cast.hugo)
    assert two_factor.recovery_codes_left(cast.hugo) == 0
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert "har återställts av Adam Alm" in mails()[0].body


def test_inviting_again_kills_the_earlier_link(adam: User, newcomer: User, client: Client) -> None:
    first = invite(newcomer, adam)
    second = invite(newcomer, adam)

    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_person_is_told_that_the_login_is_ready(adam: User, newcomer: User, client: Client) -> None:
    fill_in(client, invite(newcomer, adam), newcomer)

    assert [(mail.to, mail.subject) for mail in mails()] == [
        ("nora@kommun.example", "Din inloggning till e-tjänsterna"),
        ("nora@kommun.example", "Din inloggning är klar"),
    ]


def test_deactivated_person_cannot_use_the_link(adam: User, newcomer: User, client: Client) -> None:
    link = invite(newcomer, adam)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("who", ["hugo", "maja"])
def test_only_administrators_invite(cast: Any, newcomer: User, staff_client: Any, who: str) -> None:
    response = staff_client(getattr(cast, who)).post(f"/admin/personal/{newcomer.pk}/bjud-in/")

    assert response.status_code == 404
    assert not Invitation.objects.exists()


def test_nobody_invites_a_resident_himself_or_a_superuser_above_him(adam: User, cast: Any) -> None:
    for person in (cast.astrid, adam, cast.sixten):
        with pytest.raises(actions.NotAllowed):
            invite(person, adam)


def test_invitation_is_offered_by_get_and_sent_by_post(adam: User, newcomer: User, staff_client: Any) -> None:
    client = staff_client(adam)

    page = client.get(f"/admin/personal/{newcomer.pk}/bjud-in/").content.decode()

    assert "nora@kommun.example" in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("address", ["", "inte en adress", "a@b.se, evil@x.se"])
def test_person_without_a_good_address_is_not_invited(
    adam: User, newcomer: User, staff_client: Any, address: str
) -> None:
    User.objects.filter(pk=newcomer.pk).update(email=address)

    response = staff_client(adam).post(f"/admin/personal/{newcomer.pk}/bjud-in/", follow=True)

    assert "saknar en giltig e-postadress" in response.content.decode()
    assert not Invitation.objects.exists()


def test_portal_itself_may_invite_the_first_administrator(newcomer: User, client: Client) -> None:
    assert client.get(invite(newcomer, SYSTEM)).status_code == 200


def test_empty_fields_are_named_one_by_one(cast: Any, adam: User, newcomer: User, client: Client) -> None:
    page = fill_in(client, invite(newcomer, adam), newcomer, password="", repeated="", code="").content.decode()

    for text in ("Välj ett lösenord.", "Skriv lösenordet en gång till.", "Skriv koden som appen visar."):
        assert page.count(text) == 2, text  # in the summary and at the field

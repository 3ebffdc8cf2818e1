"""Logging in the long way round, as a person does, for the tests that are about logging in."""

import time
from typing import Any

from django.test import Client

from accounts import two_factor
from accounts.demo import RESIDENTS
from accounts.models import Authenticator, User

ASTRID_NUMBER = RESIDENTS[0].value


def begin_eid(client: Client, *, next_path: str = "/", level: str = "") -> str:
    """The test e-ID's page of a new order."""
    return client.post("/logga-in/med/test/", {"next": next_path, "level": level})["Location"]


def answer_eid(client: Client, page: str, number: str = ASTRID_NUMBER, *, level: str = "loa3") -> str:
    """Where the test e-ID sends the browser once the person has answered."""
    return client.post(page, {"person": "other", "number": number, "level": level})["Location"]


def log_in_resident(client: Client, number: str = ASTRID_NUMBER, *, next_path: str = "/", level: str = "") -> Any:
    return client.get(answer_eid(client, begin_eid(client, next_path=next_path, level=level), number))


def log_in_staff(client: Client, username: str, password: str, code: str, **extra: Any) -> Any:
    data = {"username": username, "password": password, "otp_token": code, "next": "/admin/"}
    return client.post("/admin/login/", data, **extra)


def app_code(user: User) -> str:
    return two_factor.current_code(Authenticator.objects.get(user=user))[0]


def wrong_code(user: User) -> str:
    """Six digits that the app does not show now, nor in the steps beside."""
    device = Authenticator.objects.get(user=user)
    return next(code for code in (f"{n:06d}" for n in range(100)) if not two_factor.matches(device, code))


def person_in(client: Client) -> str | None:
    """The id of who is logged in, as the session says it."""
    return client.session.get("_auth_user_id")


def now() -> int:
    return int(time.time())

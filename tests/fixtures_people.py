"""The cast (style.md): who they are, and browsers-in-memory where they are logged in as the real thing leaves them."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

if TYPE_CHECKING:
    from accounts.models import Committee, Unit, User

PASSWORD = "korrekt-häst-batteri"


class Cast:
    """People, committees and units are made when first asked for: a test has in its database what it names."""

    def resident(self, first_name: str) -> "User":
        """The same person whom the test e-ID offers under that name."""
        from accounts.demo import RESIDENTS
        from accounts.identities import resident_for

        return resident_for(next(subject for subject in RESIDENTS if subject.first_name == first_name))

    @cached_property
    def astrid(self) -> "User":
        """Applies."""
        return self.resident("Astrid")

    @cached_property
    def bo(self) -> "User":
        """Co-signs."""
        return self.resident("Bo")

    @cached_property
    def nils(self) -> "User":
        """A stranger."""
        return self.resident("Nils")

    @cached_property
    def committee(self) -> "Committee":
        from accounts.models import Committee

        return Committee.objects.get_or_create(code="BUN", defaults={"name": "Barn- och utbildningsnämnden"})[0]

    @cached_property
    def other_committee(self) -> "Committee":
        from accounts.models import Committee

        return Committee.objects.get_or_create(code="BMN", defaults={"name": "Bygg- och miljönämnden"})[0]

    @cached_property
    def unit(self) -> "Unit":
        """Where Hugo works."""
        return self.make_unit(self.committee, "Barn och utbildning", "utbildning@kommun.example")

    @cached_property
    def other_unit(self) -> "Unit":
        """Where Hedda works."""
        return self.make_unit(self.other_committee, "Bygg och miljö", "bygg@kommun.example")

    @cached_property
    def hugo(self) -> "User":
        """Handles cases of `unit`."""
        return self.caseworker("hugo", "Holm", self.unit)

    @cached_property
    def hedda(self) -> "User":
        """Handles cases of `other_unit`."""
        return self.caseworker("hedda", "Hall", self.other_unit)

    @cached_property
    def maja(self) -> "User":
        """Edits pages and services, reviews and publishes them; no cases."""
        return self.staff("maja", "Moberg", group="Publicerare")

    @cached_property
    def elin(self) -> "User":
        """Edits, and sends what she wrote to Maja."""
        return self.staff("elin", "Ek", group="Redaktör")

    @cached_property
    def rut(self) -> "User":
        """Registers: a registrar in `unit`."""
        return self.member(self.staff("rut", "Rask", group="Handläggare"), self.unit, "registrar")

    @cached_property
    def adam(self) -> "User":
        """Administers: staff, units and outbox; no cases."""
        return self.staff("adam", "Alm", group="Administratör")

    @cached_property
    def sixten(self) -> "User":
        """Superuser with no unit: may configure everything and read nobody's case."""
        return self.staff("sixten", "Sund", is_superuser=True)

    def caseworker(self, username: str, last_name: str, unit: "Unit") -> "User":
        return self.member(self.staff(username, last_name, group="Handläggare"), unit, "caseworker")

    def staff(self, username: str, last_name: str, *, group: str = "", is_superuser: bool = False) -> "User":
        from accounts.models import Authenticator, User

        user = User.objects.create_user(
            username,
            f"{username}@kommun.example",
            PASSWORD,
            first_name=username.capitalize(),
            last_name=last_name,
            is_staff=True,
            is_superuser=is_superuser,
        )
        Authenticator.objects.create(user=user, name="kod-app", confirmed=True)
        if group:
            call_command("ensure_roles", verbosity=0)
            user.groups.add(Group.objects.get(name=group))
        return user

    def make_unit(self, committee: "Committee", name: str, email: str) -> "Unit":
        from accounts.models import Unit

        defaults = {"committee": committee, "email": email, "phone": "0224-360 00"}
        return Unit.objects.get_or_create(name=name, defaults=defaults)[0]

    def member(self, user: "User", unit: "Unit", role: str) -> "User":
        from accounts.models import Membership

        Membership.objects.create(user=user, unit=unit, role=role, from_date=date(2020, 1, 1))
        return user


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def resident_client(db: None) -> Callable[..., Client]:
    """`resident_client(cast.astrid)`: a client where the resident has logged in with the test e-ID."""
    from accounts.access import EID_SESSION_KEY
    from accounts.backends import EID_BACKEND
    from accounts.eid.provider import Level

    def log_in(user: "User", **defaults: str) -> Client:
        client = Client(**defaults)
        client.force_login(user, backend=EID_BACKEND)
        session = client.session
        session[EID_SESSION_KEY] = {"level": Level.LOA3, "provider": "test", "is_test": True}
        session.save()
        return client

    return log_in


@pytest.fixture
def staff_client(db: None) -> Callable[..., Client]:
    """`staff_client(cast.hugo)`: a client where the member of staff has given password and code."""
    from django_otp import DEVICE_ID_SESSION_KEY

    from accounts.models import Authenticator

    def log_in(user: "User", **defaults: str) -> Client:
        client = Client(**defaults)
        client.force_login(user, backend="accounts.backends.StaffBackend")
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = Authenticator.objects.get(user=user).persistent_id
        session.save()
        return client

    return log_in

"""The people and units of the demo: made-up names, and numbers that belong to nobody."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import roles, two_factor
from accounts.identities import Subject
from accounts.models import Authenticator, Committee, IdentityType, Membership, Role, Unit, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# From Skatteverket's open data "Testpersonnummer" and "Testsamordningsnummer" (CC0, for test environments only;
# dataportal.se, publisher Skatteverket, as collected in ActiveLogin.Identity's test data). Nobody has these numbers.
RESIDENTS = (
    Subject(IdentityType.PERSONAL_NUMBER, "198704102386", "SE", "Astrid", "Lindberg"),
    Subject(IdentityType.PERSONAL_NUMBER, "198911222399", "SE", "Bo", "Ekström"),
    Subject(IdentityType.PERSONAL_NUMBER, "199001272393", "SE", "Nils", "Strand"),
    Subject(IdentityType.COORDINATION_NUMBER, "195012812383", "SE", "Irena", "Kowalska"),
    Subject(IdentityType.PERSONAL_NUMBER, "199210112380", "SE", "Samira", "Haddad"),
    Subject(IdentityType.PERSONAL_NUMBER, "199607192391", "SE", "Erik", "Lund"),
    Subject(IdentityType.PERSONAL_NUMBER, "199203202388", "SE", "Helena", "Norberg"),
)
CHILDREN = ("201908152398", "201910012382", "201909092387")  # from the same lists: a boy and two girls

COMMITTEES = {
    "BUN": "Barn- och utbildningsnämnden",
    "BMN": "Bygg- och miljönämnden",
    "KFN": "Kultur- och fritidsnämnden",
    "KS": "Kommunstyrelsen",
}
UNITS = (  # name, name in English, committee, mailbox
    ("Barn och utbildning", "Children and education", "BUN", "utbildning@heby.example"),
    ("Bygg och miljö", "Building and environment", "BMN", "byggmiljo@heby.example"),
    ("Kultur och fritid", "Culture and leisure", "KFN", "kulturfritid@heby.example"),
    ("Kommunstyrelsens kansli", "Office of the municipal executive board", "KS", "kansli@heby.example"),
)
PHONE = "0224-360 00"
SINCE = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Colleague:
    username: str
    first_name: str
    last_name: str
    title: "StrOrPromise"
    group: str = ""
    units: tuple[str, ...] = ()
    role: Role = Role.CASEWORKER
    is_superuser: bool = False

    @property
    def password(self) -> str:
        return f"{self.username}-demo-heby"


SCHOOL, BUILDING, LEISURE, OFFICE = (name for name, *_rest in UNITS)
STAFF = (
    Colleague("elin", "Elin", "Ek", _("Redaktör: skriver sidor och skickar dem för granskning"), roles.EDITOR),
    Colleague("maja", "Maja", "Moberg", _("Publicerare: bygger e-tjänster, granskar och publicerar"), roles.PUBLISHER),
    Colleague("hugo", "Hugo", "Holm", _("Handläggare på Barn och utbildning"), roles.CASEWORKER, (SCHOOL,)),
    Colleague("hedda", "Hedda", "Hall", _("Handläggare på Bygg och miljö"), roles.CASEWORKER, (BUILDING,)),
    Colleague(
        "klara",
        "Klara",
        "Kvist",
        _("Handläggare på Kultur och fritid och på kansliet"),
        roles.CASEWORKER,
        (LEISURE, OFFICE),
    ),
    Colleague(
        "rut",
        "Rut",
        "Rask",
        _("Registrator för alla enheter"),
        roles.CASEWORKER,
        (SCHOOL, BUILDING, LEISURE, OFFICE),
        Role.REGISTRAR,
    ),
    Colleague("adam", "Adam", "Alm", _("Administratör: personal, enheter och utkorg"), roles.ADMINISTRATOR),
    Colleague("sixten", "Sixten", "Sund", _("Superanvändare utan uppdrag: ser inga ärenden"), is_superuser=True),
)


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """What the demo page shows of one colleague; `code` is what the phone would show now."""

    username: str
    name: str
    role: str
    password: str
    code: str
    seconds_left: int


class Loaded(TypedDict):
    units: dict[str, Unit]
    staff: dict[str, User]


@transaction.atomic
def load() -> Loaded:
    """Make the demo's committees, units and staff. Safe to run again: what is there is left as it is."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Demo people have known passwords; they are made only where DEMO is on")
    roles.ensure_roles()
    units = {name: _unit(name, name_en, code, email) for name, name_en, code, email in UNITS}
    staff = {colleague.username: _member_of_staff(colleague, units) for colleague in STAFF}
    return {"units": units, "staff": staff}


def demo_codes() -> list[DemoLogin]:
    """How to log in as each of the staff: the page plays the phone, the login is the real one."""
    if not settings.DEMO:
        return []
    apps = Authenticator.objects.filter(confirmed=True, user__username__in=[one.username for one in STAFF])
    devices = {device.user.username: device for device in apps.select_related("user")}
    return [_shown(colleague, devices[colleague.username]) for colleague in STAFF if colleague.username in devices]


def _shown(colleague: Colleague, device: Authenticator) -> DemoLogin:
    code, seconds_left = two_factor.current_code(device)
    name = f"{colleague.first_name} {colleague.last_name}"
    return DemoLogin(colleague.username, name, str(colleague.title), colleague.password, code, seconds_left)


def _unit(name: str, name_en: str, code: str, email: str) -> Unit:
    committee, _made = Committee.objects.get_or_create(code=code, defaults={"name": COMMITTEES[code]})
    defaults = {"name_en": name_en, "committee": committee, "email": email, "phone": PHONE}
    return Unit.objects.get_or_create(name=name, defaults=defaults)[0]


def _member_of_staff(colleague: Colleague, units: dict[str, Unit]) -> User:
    known = User.objects.filter(username=colleague.username).first()
    if known:
        return known
    user = User.objects.create_user(
        colleague.username,
        f"{colleague.username}@heby.example",
        colleague.password,
        first_name=colleague.first_name,
        last_name=colleague.last_name,
        is_staff=True,
        is_superuser=colleague.is_superuser,
    )
    two_factor.unsaved_authenticator(user, two_factor.new_secret()).save()
    if colleague.group:
        user.groups.add(Group.objects.get(name=colleague.group))
    for unit in colleague.units:
        Membership.objects.create(user=user, unit=units[unit], role=colleague.role, from_date=SINCE)
    return user

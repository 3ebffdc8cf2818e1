"""The staff's pages, each seen by somebody whose work it is: ours, and Wagtail's where our models are edited."""

from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from accounts.models import Committee, Membership, Unit, User
from casework.models import Case, RetentionRule
from home.catalogue.models import Category, ExternalServicePage, PaperFormPage
from home.models import HomePage, InformationPage
from home.statement_page import AccessibilityStatementPage
from outbox.models import OutboxMessage
from tests.eservices.factories import Errand, a_page
from tests.eservices.file_cases import FileErrand, asks_for_files
from tests.eservices.signing import sign
from tests.home.notices import a_notice
from tests.inclusion.errands import SCHOOL, Resident, service
from tests.inclusion.places import Place

OF_CASEWORKERS = ["/admin/", "/admin/arenden/", "/admin/arenden/?q=brygga", "/admin/arenden/?q=xyzzyx", "/admin/guide/"]
OF_EDITORS = ["/admin/", "/admin/sokningar-utan-traff/", "/admin/trasiga-lankar/"]
OF_ADMINISTRATORS = ["/admin/", "/admin/tvafaktor/", "/admin/users/", "/admin/users/new/", "/admin/utkorg/"]
OF_SUPERUSERS = ["/admin/", "/admin/driftlage/"]


def every_page(resident: Resident, log_in: Callable[[User], Client]) -> Iterator[Place]:
    yield Place("/admin/login/")
    hugo, maja, adam, sixten = (log_in(User.objects.get(username=name)) for name in ("hugo", "maja", "adam", "sixten"))
    sent(resident)
    yield from (Place(path, hugo) for path in OF_CASEWORKERS)
    yield from (Place(reverse("casework:case", args=[case.pk]), hugo) for case in Case.objects.all())
    yield from (Place(path, maja) for path in [*OF_EDITORS, *edited()])
    yield from (Place(path, adam) for path in [*OF_ADMINISTRATORS, *administered()])
    yield from (Place(path, sixten) for path in OF_SUPERUSERS)


def sent(resident: Resident) -> None:
    """Two cases of Hugo's unit: one of plain answers, one with files. And a mail that could not be sent."""
    unit = Unit.objects.get(name="Barn och utbildning")
    Errand(resident.client, a_page(unit)).fill().send()
    sign(Errand(resident.client, a_page(unit, signature_level="signature")).fill(), as_=resident.user.first_name)
    FileErrand(resident.client, a_page(unit, title="Bygg en brygga", steps=asks_for_files())).fill_with().send()
    OutboxMessage.objects.update(parked_at=timezone.now(), attempts=3, last_error="SMTP 550")


def edited() -> Iterator[str]:
    """What the editors have of ours: lists, the form for a new one and for one that is there; services and pages."""
    for name, model in (("gallringsregler", RetentionRule), ("omraden", Category)):
        yield from crud(name, model.objects.first().pk)
    yield from crud("driftmeddelanden", a_notice().pk)
    pages = [kind.objects.first() for kind in (HomePage, InformationPage, AccessibilityStatementPage)]
    pages += [kind.objects.first() for kind in (ExternalServicePage, PaperFormPage)]
    for page in (service(SCHOOL), *pages):
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
    untranslated = pages[0].add_child(instance=InformationPage(title="Bara på svenska", slug="bara-pa-svenska"))
    yield reverse("portal_translate", args=[untranslated.pk])


def administered() -> Iterator[str]:
    for name, model in (("unit", Unit), ("committee", Committee), ("membership", Membership)):
        yield from crud(name, model.objects.first().pk)
    yield reverse("wagtailsettings:edit", args=["home", "municipalitysettings", Site.objects.get().pk])
    hugo = User.objects.get(username="hugo")
    yield reverse("staff_invite", args=[hugo.pk])
    yield reverse("wagtailusers_users:edit", args=[hugo.pk])


def crud(name: str, pk: object) -> list[str]:
    return [f"/admin/{name}/", reverse(f"{name}:add"), reverse(f"{name}:edit", args=[pk])]

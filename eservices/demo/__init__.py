"""Ten e-services of a small municipality, so that a newcomer has something to fill in. Texts are our own."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from accounts.models import Unit
from casework.models import RetentionRule
from eservices.demo import (
    association_support,
    building_question,
    environmental_complaint,
    hall,
    parking_permit,
    preschool,
    school_transport,
    sewage,
    street_fault,
    summer_job,
)
from eservices.demo.builder import DemoService
from eservices.demo.catalogue import place
from eservices.models import EServicePage
from home.models import SectionPage

SERVICES = [
    school_transport.SERVICE,
    building_question.SERVICE,
    street_fault.SERVICE,
    preschool.SERVICE,
    environmental_complaint.SERVICE,
    parking_permit.SERVICE,
    sewage.SERVICE,
    hall.SERVICE,
    association_support.SERVICE,
    summer_job.SERVICE,
]
DAYS_TO_FINISH = 14  # of those who had begun on a service that is closed


def load() -> dict[str, int]:
    """Make and publish the demo services that are not there yet; how many were made."""
    return {"services": sum(load_service(service) for service in SERVICES)}


def load_service(service: DemoService) -> bool:
    """False, and nothing done, when a page has its address already: it may be the editor's own by now."""
    if Page.objects.filter(slug=service.slug).exists():
        return False
    unit = Unit.objects.get(name=service.unit)
    rule, _made = RetentionRule.objects.get_or_create(
        name=service.retention[0], defaults={"months": service.retention[1], "legal_basis": service.retention[2]}
    )
    fields = service.texts | place(service.slug)
    page = EServicePage(slug=service.slug, unit=unit, retention_rule=rule, steps=service.steps_json(), **fields)
    if service.closed:
        page.finish_until = timezone.localdate() + timedelta(days=DAYS_TO_FINISH)
    SectionPage.objects.get(slug="e-tjanster").add_child(instance=page)
    page.save_revision().publish()
    if service.closed:
        EServicePage.objects.get(pk=page.pk).unpublish()
    return True

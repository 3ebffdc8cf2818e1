"""Three e-services of a small municipality, so that a newcomer has something to fill in. Texts are our own."""

from wagtail.models import Page

from accounts.models import Unit
from casework.models import RetentionRule
from eservices.demo import building_question, school_transport, street_fault
from eservices.demo.builder import DemoService
from eservices.demo.catalogue import place
from eservices.models import EServicePage
from home.models import SectionPage

SERVICES = [school_transport.SERVICE, building_question.SERVICE, street_fault.SERVICE]


def load() -> dict[str, int]:
    """Make and publish the demo services that are not there yet; how many were made."""
    return {"services": sum(_load_service(service) for service in SERVICES)}


def _load_service(service: DemoService) -> bool:
    if Page.objects.filter(slug=service.slug).exists():
        return False
    unit = Unit.objects.get(name=service.unit)
    rule, _made = RetentionRule.objects.get_or_create(
        name=service.retention[0], defaults={"months": service.retention[1], "legal_basis": service.retention[2]}
    )
    fields = service.texts | place(service.slug)
    page = EServicePage(slug=service.slug, unit=unit, retention_rule=rule, steps=service.steps_json(), **fields)
    SectionPage.objects.get(slug="e-tjanster").add_child(instance=page)
    page.save_revision().publish()
    return True

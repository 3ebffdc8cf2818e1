"""What reception is told of the service itself, the same whether one person sends or several have signed."""

from typing import Any

from eservices.models import EServiceVersion
from eservices.versions import compiled


def service_facts(version: EServiceVersion) -> dict[str, Any]:
    """Fields of casework.actions.Received."""
    service = compiled(version)
    return {
        "service_version_id": version.pk,
        "service_title": service.title.sv,
        "service_title_en": service.title.in_language("en"),
        "unit_id": service.facts["unit"]["id"],
        "retention_rule_id": service.facts["retention"]["id"],
        "public_title": service.title.sv,
    }

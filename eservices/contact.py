"""Who answers for an errand, as that unit is called and reached today: its new telephone number holds for all versions.

What a version says of purpose and retention stays as it was frozen; how to reach people does not.
"""

from collections.abc import Mapping
from typing import Any

from accounts.models import Unit


def receiving_unit(frozen: Mapping[str, Any]) -> Unit:
    """The unit that a version's `facts["unit"]` names. Built from those facts, unsaved, when it is there no longer."""
    return Unit.objects.filter(pk=frozen["id"]).first() or Unit(
        name=frozen["name"]["sv"],
        name_en=frozen["name"].get("en", ""),
        phone=frozen["phone"],
        email=frozen["email"],
    )

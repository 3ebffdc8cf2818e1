"""The people and units of the demo: made-up names, and numbers that belong to nobody."""

from typing import Any

from accounts.identities import Subject
from accounts.models import IdentityType

# From Skatteverket's open data "Testpersonnummer" and "Testsamordningsnummer" (CC0, for test environments only;
# dataportal.se, publisher Skatteverket, as collected in ActiveLogin.Identity's test data). Nobody has these numbers.
RESIDENTS = (
    Subject(IdentityType.PERSONAL_NUMBER, "198704102386", "SE", "Astrid", "Lindberg"),
    Subject(IdentityType.PERSONAL_NUMBER, "198911222399", "SE", "Bo", "Ekström"),
    Subject(IdentityType.PERSONAL_NUMBER, "199001272393", "SE", "Nils", "Strand"),
    Subject(IdentityType.COORDINATION_NUMBER, "195012812383", "SE", "Irena", "Kowalska"),
)


def load() -> dict[str, Any]:
    return {}

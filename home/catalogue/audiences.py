"""For whom an entry of the catalogue is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """The values stand in addresses."""

    PRIVATE = "privatperson", _("Privatpersoner")
    COMPANY = "foretag", _("Företag")
    ASSOCIATION = "forening", _("Föreningar")

    @property
    def field(self) -> str:
        """The entry's field that says whether it is for these."""
        return FIELDS[self.value]


FIELDS = {"privatperson": "for_private", "foretag": "for_company", "forening": "for_association"}

"""The drawings that an editor can put beside an entry: ours, in static/img, in the colours of the tokens."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Drawing(models.TextChoices):
    """Named as the file is, without .svg."""

    ASSOCIATION = "association", _("Förening")
    BUILDING = "building", _("Husbygge")
    ENVIRONMENT = "environment", _("Miljö")
    HALL = "hall", _("Idrottshall")
    HELP = "help", _("Hjälp")
    PARKING_PERMIT = "parking-permit", _("Parkeringstillstånd")
    PRESCHOOL = "preschool", _("Förskola")
    SCHOOL_TRANSPORT = "school-transport", _("Skolskjuts")
    SEWAGE = "sewage", _("Avlopp")
    STREET = "street", _("Gata")
    SUMMER_JOB = "summer-job", _("Sommarjobb")

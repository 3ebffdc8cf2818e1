"""Make the front page, the section of e-services and the municipality's settings: what an empty portal lacks.

May be run again: nothing is made twice, and nothing that is there is changed.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.first_pages import make_first_pages
from home.models import MunicipalitySettings


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='Of the municipality, as residents read it: "Storåkers kommun"')
        parser.add_argument("--hostname", default=settings.PORTAL_HOST, help="Unless it is that of PORTAL_URL")

    def handle(self, *args: Any, name: str, hostname: str, **options: Any) -> None:
        try:
            name = MunicipalitySettings._meta.get_field("name").clean(name.strip(), None)
        except ValidationError as error:
            raise CommandError(f"The name cannot be used: {' '.join(error.messages)}") from error
        address = urlsplit(settings.PORTAL_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        made = make_first_pages(name=name, hostname=hostname, port=port)
        self.stdout.write(f"Made: {', '.join(made)}." if made else "Nothing was missing.")

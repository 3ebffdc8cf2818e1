"""Make the municipality a seal of its own for receipts: a certificate authority and a certificate, in one file.

The password is read from SEAL_PASSWORD. A file that is there already is left as it is.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents import own_seal
from questions.identity_numbers import InvalidNumber, parse_organisation_number


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to put it: SEAL_FILE")
        parser.add_argument("--organisation", required=True, help="the municipality's name")
        parser.add_argument("--number", required=True, help="its organisation number")

    def handle(self, *args: Any, file: Path, organisation: str, number: str, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already; to change seals, keep the old certificate in SEAL_EARLIER")
        try:
            digits = parse_organisation_number(number, timezone.localdate()).digits[-10:]
        except InvalidNumber as error:
            raise CommandError(f"{number} is no organisation number") from error
        if not settings.SEAL_PASSWORD:
            raise CommandError("SEAL_PASSWORD must be set: the file holds a key")
        own_seal.make(file, organisation=organisation, number=digits, password=settings.SEAL_PASSWORD)
        self.stdout.write(f"{file} is made. Keep a copy apart from the backups, as of the key file.")

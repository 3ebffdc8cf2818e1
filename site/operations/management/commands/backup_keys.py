"""Copy the key file to a place where no backup of the database lies."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup import CannotBackUp, back_up_keys


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, help="a folder, or the file to write")

    def handle(self, *args: Any, place: Path, **options: Any) -> None:
        try:
            copy = back_up_keys(place)
        except (CannotBackUp, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Copied the keys to {copy}. Keep it apart from every backup of the database.")

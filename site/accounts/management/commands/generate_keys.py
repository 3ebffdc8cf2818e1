from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crypto.keyring import new_key_file


class Command(BaseCommand):
    help = "Writes a key file with fresh random keys, for a new installation. Never replaces one that is there."
    requires_system_checks = []  # a check may ask for the very file that this command makes

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="where to write; default: the setting KEY_FILE")

    def handle(self, *args: Any, path: Path | None, **options: Any) -> None:
        path = path or Path(settings.KEY_FILE)
        try:
            new_key_file(path)
        except OSError as error:
            reason = "exists already, and is left as it is" if path.exists() else f"cannot be written: {error.strerror}"
            raise CommandError(f"{path} {reason}") from error
        self.stdout.write(f"Wrote {path}. Keep a copy apart from the database: without it drafts and cases are lost.")

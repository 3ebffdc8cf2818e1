"""Back up the database and the stored files to a new folder, without the keys. The portal may be at work meanwhile."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup import CannotBackUp, back_up
from operations.databases import DatabaseToolFailed


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = back_up(folder)
        except (CannotBackUp, DatabaseToolFailed, OSError) as error:
            raise CommandError(str(error)) from error
        size = sum(part["size"] for part in manifest.parts.values()) / 2**20
        self.stdout.write(f"Backed up {sum(manifest.rows.values())} rows to {folder} ({size:.1f} MiB).")
        if manifest.storage != "file":
            self.stdout.write(f"Attachments lie in {manifest.storage} storage: back that up by its own means.")
        self.stdout.write("The keys are not in it: manage.py backup_keys, to another place.")

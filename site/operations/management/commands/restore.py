"""Put a backup in place. Stop web server and worker first. Mail that waited in it is held until someone has decided."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from operations.databases import DatabaseToolFailed
from operations.restore import CannotRestore, HalfRestored, restore


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they may ask for the database that is to be restored

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="put it in place of what is there, which is lost")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        try:
            done = restore(folder, replace=replace)
        except (CannotRestore, HalfRestored, DatabaseToolFailed, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("check", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(f"Restored the backup of {done.manifest.made_at}. Everybody has to log in again.")
        self.stdout.write(f"{done.held} mails are held: decide in the admin, under Utkorg, what is to be sent.")
        if done.keys_problem:
            raise CommandError(f"{done.keys_problem} Put the right key file back before you start the portal.")
        self.stdout.write(
            "The keys fit: everything can be read. What was purged since the backup is back: purge again."
        )

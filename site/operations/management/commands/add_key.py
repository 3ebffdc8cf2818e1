"""Add a master key to the key file and use it from now on. What older keys have sealed is moved by `rotate_keys`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crypto import keyring
from operations.key_proofs import leave_proofs


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--not-yet", action="store_true", help="only add: several machines each have a copy")
        parser.add_argument("--use", metavar="KID", help="use a key that was added with --not-yet")

    def handle(self, *args: Any, not_yet: bool, use: str | None, **options: Any) -> None:
        path = Path(settings.KEY_FILE)
        try:
            kid = use or keyring.add_key(path, use=not not_yet)
            if use:
                keyring.use_key(path, use)
        except (OSError, keyring.KeysAway) as error:
            raise CommandError(f"{path} cannot be changed: {error}") from error
        except keyring.UnknownKey as error:
            raise CommandError(f"{path} holds no key {error}") from error
        if not_yet:
            self.stdout.write(f"Added {kid}. Copy the file to every machine, then: manage.py add_key --use {kid}")
            return
        leave_proofs()
        self.stdout.write(f"New seals stand on {kid}. Back the key file up anew, then: manage.py rotate_keys")

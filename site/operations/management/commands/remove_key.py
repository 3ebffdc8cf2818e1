"""Remove a master key from the key file. Refused while anything stands on it: that would be lost for good."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crypto import keyring, rotation
from operations.models import KeyProof

PAUSE = 300  # seconds: longer than any request or task that began while the key was still the current one


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kid", metavar="KID")

    def handle(self, *args: Any, kid: str, **options: Any) -> None:
        path = Path(settings.KEY_FILE)
        try:
            keys = keyring.read_keyring(path)
            self._refuse(kid, keys, since=time.time() - keyring.changed_at(path))
            keyring.remove_key(path, kid)
        except (OSError, keyring.KeysAway) as error:
            raise CommandError(f"{path} cannot be changed: {error}") from error
        KeyProof.objects.filter(kid=kid).delete()
        self.stdout.write(f"Removed {kid}. Backups made while it was in use need the old copy of the key file.")

    def _refuse(self, kid: str, keys: keyring.Keyring, *, since: float) -> None:
        if kid not in keys.keys:
            raise CommandError(f"The key file holds no key {kid}")
        if kid == keys.current:
            raise CommandError(f"{kid} is the current key: add another first (manage.py add_key)")
        if since < PAUSE:
            raise CommandError(f"The key file was changed just now: wait {round(PAUSE - since)} seconds")
        standing = rotation.standing_on(kid)
        if standing:
            things = ", ".join(f"{count} {name}" for name, count in standing.items())
            raise CommandError(f"{things} still stand on {kid}: run manage.py rotate_keys, or wait until they run out")

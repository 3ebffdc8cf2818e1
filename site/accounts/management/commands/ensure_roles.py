"""Make the groups, from Administratör to Handläggare, and the review of pages. Safe to run at every upgrade."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.roles import ensure_roles


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        missing = ensure_roles()
        if missing:
            raise CommandError(f"No such permission (is the database migrated?): {', '.join(missing)}")
        self.stdout.write("The roles are in place.")

"""Index every page anew for search. Safe to run at any time; searches go on meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand

from home.search.actions import rebuild_index


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Found from now on: {rebuild_index()} pages, each language counted.")

"""`manage.py load_demo`: everything the demo starts with. What is already there is left as it is."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from eservices.actions.counting import count_uses

PARTS = ("accounts.demo", "home.demo", "eservices.demo")  # people and units, then pages, then services under them


class Command(BaseCommand):
    help = "Load the demo's people, pages and services. May be run again: nothing is made twice. Needs DEMO=yes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--errands", action="store_true", help="cases and saved drafts too, of the last weeks")

    def handle(self, *args: Any, errands: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's people have known passwords, so they are loaded only where DEMO=yes.")
        for part in PARTS:
            import_module(part).load()
        if errands:
            import_module("eservices.demo.errands").load(timezone.now())
            count_uses(timezone.now())
        self.stdout.write("The demo is loaded.")

"""Send a member of staff an invitation from the command line: the first administrator has nobody to be invited by."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import actions
from accounts.actors import SYSTEM
from accounts.models import User
from outbox.mail import InvalidRecipient


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--print-link", action="store_true", help="show the link too, where no mail leaves yet")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"No member of staff is called {options['username']}")
        try:
            invited = actions.invite(user, by=SYSTEM, now=timezone.now())
        except actions.NotAllowed as error:
            raise CommandError("Only active staff can be invited") from error
        except (actions.NoAddress, InvalidRecipient) as error:
            raise CommandError("The user needs a valid e-mail address first") from error
        self.stdout.write(f"An invitation is on its way to {user.email}; it can be used once within 72 hours.")
        if options["print_link"]:
            self.stdout.write(invited.link)

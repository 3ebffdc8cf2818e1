"""Move everything that stands on older master keys to the current one. Opens no draft and no case: keys are re-wrapped.

May be stopped and begun anew at any time, and run while people use the portal.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crypto import rotation
from crypto.keyring import keyring
from operations.key_proofs import count_what_is_sealed, leave_proofs


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        kid, unreadable = keyring().current, 0
        leave_proofs()
        for sealed in rotation.registered():
            moved = sum(sealed.move(kid), start=rotation.Moved())
            unreadable += moved.unreadable
            self.stdout.write(f"{sealed.name}: {moved.moved} moved to {kid}" + self._left(sealed, kid))
        count_what_is_sealed()
        if unreadable:
            raise CommandError(f"{unreadable} could not be opened, and stay as they are: is a key missing in the file?")

    def _left(self, sealed: rotation.Sealed, kid: str) -> str:
        left = {other: count for other, count in sealed.kids().items() if other != kid}
        if not left:
            return ""
        counts = ", ".join(f"{count} on {other}" for other, count in sorted(left.items()))
        return f"; left: {counts}" + (f" ({sealed.ages_out})" if sealed.ages_out else "")

"""Verify every signature of a case again, off-line: what was signed, by whom, and that nothing stored has changed.

Ends with status 1 when a signature is not genuine. Writes no names and no identity numbers.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.models import Case
from casework.verifying import Verified, verify_case
from crypto.envelope import SealBroken


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="the case's number, like BUN 2026-00012")

    def handle(self, *args: Any, case: str, **options: Any) -> None:
        found = Case.objects.filter(number=case).first()
        if found is None:
            raise CommandError(f"There is no case {case}")
        try:
            verified = verify_case(found)
        except SealBroken as error:
            raise CommandError(f"The signatures of {case} do not open: they are not what was received") from error
        for one in verified:
            self.stdout.write(self._line(one))
        if not verified:
            self.stdout.write(f"{case} was sent without signatures")
        if not all(one.is_genuine for one in verified):
            raise CommandError("Not all signatures are genuine")

    @staticmethod
    def _line(one: Verified) -> str:
        signature = one.signature
        at = timezone.localtime(signature.signed_at).isoformat(timespec="seconds")
        what = f"{signature.number}. {signature.act} {at}, {signature.provider_label}, {signature.check_code}"
        checked = ", ".join(finding.what for finding in one.findings)
        return f"{what}: genuine ({checked})" if one.is_genuine else f"{what}: NOT GENUINE ({', '.join(one.wrong)})"

"""Is this document a receipt of ours, unchanged? Says who signed what it tells of, and when. Keeps nothing.

Ends with status 1 unless the document is genuine.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.receipts.verification import Receipted, verify

WORDS = {
    "changed": "CHANGED: it has been altered since it was sealed",
    "unknown": "UNKNOWN: it does not have our seal",
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the receipt, a PDF")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        found = verify([content])
        if not found.is_genuine:
            raise CommandError(WORDS[found.verdict])
        assert found.sealed_at is not None  # noqa: S101  # told of every genuine document
        self.stdout.write(f"GENUINE: sealed by {found.sealed_by} {_moment(found.sealed_at)}")
        if found.receipt:
            self._tell(found.receipt)

    def _tell(self, receipt: Receipted) -> None:
        test = " (test)" if receipt.is_test else ""
        self.stdout.write(f"{receipt.number}{test}: {receipt.service['sv']}, received {_moment(receipt.received_at)}")
        for one in receipt.signatures:
            test = " (test e-ID)" if one.is_test else ""
            self.stdout.write(f"{one.name}: {one.act_in_words}, {_moment(one.signed_at)}, {one.provider_label}{test}")


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")

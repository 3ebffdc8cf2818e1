"""A process of the portal that the tests ask: one JSON command a line, one JSON answer a line.

It sees what is stored through the product's own doors, since the tests' own process has another database.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # after setup
from django.db import close_old_connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Committee, Unit, User  # noqa: E402
from attachments.actions import read  # noqa: E402
from attachments.models import StoredFile  # noqa: E402
from casework.files import files_of  # noqa: E402
from casework.models import Case, CaseFile, Receipt  # noqa: E402
from casework.reading import canonical_of, display_of  # noqa: E402
from eservices.attached import AttachedFile, attached_files  # noqa: E402
from eservices.models import Draft, DraftFile  # noqa: E402
from eservices.owners import Owner  # noqa: E402
from eservices.sealing import open_answers, open_kept_answers  # noqa: E402
from outbox import tasks  # noqa: E402
from outbox.models import OutboxMessage  # noqa: E402
from questions import sha256_hex  # noqa: E402
from tests.eservices.factories import a_page  # noqa: E402
from tests.eservices.test_publishing import every_type  # noqa: E402
from tests.faults.service import STEPS, UNIT_MAIL  # noqa: E402


def prepare() -> list[int]:
    """An empty database becomes a portal with the two published services; answers their ids."""
    call_command("migrate", verbosity=0)
    committee = Committee.objects.create(code="BUN", name="Barn- och utbildningsnämnden")
    unit = Unit.objects.create(name="Barn och utbildning", committee=committee, email=UNIT_MAIL, phone="0224-360 00")
    every = a_page(unit, steps=every_type(), signature_level="approval")  # one of the types asks others to sign
    return [int(a_page(unit, steps=STEPS).pk), int(every.pk)]


def ring() -> None:
    """What the clock does each minute; a minute is long for a test."""
    tasks.sweep()


def run_job(module: str, task: str) -> None:
    """Run a periodic task here and now."""
    getattr(import_module(module), task).call_local()


def clock() -> float:
    return timezone.now().timestamp()


def cases() -> list[dict[str, Any]]:
    return [_case(case) for case in Case.objects.order_by("received_at")]


def _case(case: Case) -> dict[str, Any]:
    """All that makes it whole, opened and held against its hash."""
    submission = case.submissions.get()
    content = canonical_of(submission)
    display_of(submission)
    return {
        "id": str(case.pk),
        "number": case.number,
        "draft": str(submission.draft_id),
        "answers": json.loads(content)["answers"],
        "files": {file.name: sha256_hex(b"".join(read(file.stored, file.key))) for file in files_of(case)},
        "is_whole": sha256_hex(content) == submission.content_sha256
        and case.number.endswith(f"-{case.register_entry.running_number:05}")
        and case.events.count() == 1,
    }


def drafts() -> dict[str, dict[str, Any]]:
    """Every draft's answers, opened as its owner opens them; one that is nobody's would be missing."""
    return {
        str(draft.pk): open_answers(draft, owner)
        | {"kept": open_kept_answers(draft, owner), "files": _files(attached_files(draft, owner))}
        for owner in (Owner(user=user) for user in User.everyone.filter(is_staff=False))
        for draft in owner.drafts(timezone.now())
    }


def _files(files: list[AttachedFile]) -> dict[str, str]:
    """Name and hash of what really lies there."""
    return {file.details.name: sha256_hex(b"".join(read(file.stored, file.key))) for file in files}


def half_drafts() -> int:
    """Drafts that no owner's door leads to, and files that belong to nothing."""
    owners = (DraftFile._base_manager, CaseFile.objects, Receipt.objects.exclude(stored=None))
    owned = {stored for rows in owners for stored in rows.values_list("stored_id", flat=True)}
    loose = StoredFile.objects.exclude(pk__in=owned).count()
    return Draft._base_manager.filter(draftuserperm=None, visitor_hash="").count() + loose


def outbox() -> list[dict[str, Any]]:
    fields = ("key", "topic", "message_id", "attempts", "interruptions", "last_error")
    return [
        {name: getattr(message, name) for name in fields}
        | {"state": "sent" if message.sent_at else "parked" if message.parked_at else "waiting"}
        | {"leased": message.leased_until is not None}
        for message in OutboxMessage.objects.order_by("created_at")
    ]


COMMANDS: dict[str, Callable[..., Any]] = {
    command.__name__: command for command in (prepare, ring, run_job, clock, cases, drafts, half_drafts, outbox)
}


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        close_old_connections()
        try:
            answer = {"answer": COMMANDS[order.pop("do")](**order)}
        except Exception as error:  # told to the test, which fails on it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

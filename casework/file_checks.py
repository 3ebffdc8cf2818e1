"""Files that came in while the scanner was away: searched afterwards, and what was found told (design.md §13.9)."""

import logging
from datetime import datetime
from time import monotonic

from django.core.cache import cache
from django.db import transaction

from accounts.actors import SYSTEM, actor_label
from attachments.actions import rescan
from attachments.models import ScanState
from attachments.storage import StorageAway
from casework.files import file_of
from casework.models import Case, CaseEvent, CaseFile
from crypto.envelope import SealBroken

AT_ONCE = 50  # files a run
BUDGET = 60.0  # seconds a run, though the last file may take its time: the mails wait for the same few threads
AT_WORK, LONGEST_RUN = "files-are-being-searched", 600
PATIENCE = 3  # files in a row that still wait: the scanner is away
logger = logging.getLogger(__name__)


def check_waiting_files(now: datetime) -> int:
    """Search what waits and note what turned out harmful. Returns how many no longer wait.

    Both halves may be repeated: whatever was left undone by a killed worker is done by the next run. One run at a time.
    """
    if not cache.add(AT_WORK, True, timeout=LONGEST_RUN):
        return 0
    try:
        checked = _search_some()
        note_harmful_files(now)
    finally:
        cache.delete(AT_WORK)
    return checked


def _search_some() -> int:
    """In any order, so that a few that never get an answer stand in nobody's way."""
    begun, checked, in_vain = monotonic(), 0, 0
    waiting = CaseFile.objects.filter(stored__scan=ScanState.WAITING).select_related("case")
    for row in waiting.order_by("?")[:AT_ONCE]:
        state = _searched(row)
        if state == ScanState.WAITING:
            in_vain += 1
        elif state:
            checked, in_vain = checked + 1, 0
        if in_vain == PATIENCE or monotonic() - begun > BUDGET:
            break
    return checked


def note_harmful_files(now: datetime) -> None:
    """Make an event, once, of every file of a case in which harmful code was found."""
    noted = set(CaseEvent.objects.filter(kind=CaseEvent.Kind.HARMFUL_FILE).values_list("case_id", "details__file"))
    for row in CaseFile.objects.filter(stored__scan=ScanState.INFECTED).order_by("pk"):
        if (row.case_id, row.number) not in noted:
            _note(row, now)


def _searched(row: CaseFile) -> ScanState | None:
    """What the scanner says; None when the file cannot be read, which says nothing of the scanner."""
    try:
        file = file_of(row.case, row.number)
        return rescan(file.stored, file.key) if file else None
    except (SealBroken, StorageAway, OSError):
        logger.exception("File %s of case %s cannot be searched", row.number, row.case_id)
        return None


def _note(row: CaseFile, now: datetime) -> None:
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=row.case_id)
        events = CaseEvent.objects.filter(case=case)
        if events.filter(kind=CaseEvent.Kind.HARMFUL_FILE, details__file=row.number).exists():
            return  # another worker was first
        CaseEvent.objects.create(
            case=case,
            sequence=events.count() + 1,  # events are never deleted, and the case is locked
            kind=CaseEvent.Kind.HARMFUL_FILE,
            at=now,
            actor=None,
            actor_label=actor_label(SYSTEM),
            details={"file": row.number},
        )

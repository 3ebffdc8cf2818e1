"""What the portal itself stands on: database, migrations, outbox, worker, keys, disk and clock."""

import secrets
import shutil
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crypto.keyring import KeysAway, read_keyring
from operations import key_proofs
from operations.models import Figure
from operations.readiness import DATABASE, Check, Finding, State, register
from outbox.clock import database_now
from outbox.health import LATE_AFTER
from outbox.models import Beat, OutboxMessage

OUTBOX_LATE = timedelta(minutes=30)
GIB = 2**30
DISK_LOW, DISK_FULL = 2 * GIB, GIB // 4
CLOCK_OFF, CLOCK_WRONG = timedelta(seconds=5), timedelta(minutes=1)

OK = Finding(State.OK)


def database_reads_and_writes() -> Finding:
    """Writes a row for good measure, and takes it back."""
    with transaction.atomic():
        Figure.objects.create(name=f"probe-{secrets.token_hex(8)}", value=0, at=timezone.now())
        transaction.set_rollback(True)
    return OK


def migrations_are_applied() -> Finding:
    missing = expected_migrations() - set(MigrationRecorder(connection).applied_migrations())
    if not missing:
        return OK
    names = ", ".join(sorted(f"{app}.{name}" for app, name in missing))
    return Finding(State.FAILED, _("Saknas: %(names)s") % {"names": names})


@cache
def expected_migrations() -> set[tuple[str, str]]:
    """The code of a process never changes, and reading all migrations takes a while."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def outbox_moves() -> Finding:
    oldest = OutboxMessage.objects.waiting().order_by("created_at").values_list("created_at", flat=True).first()
    age = database_now() - oldest if oldest else timedelta()
    state = State.DEGRADED if age > OUTBOX_LATE else State.OK
    return Finding(state, _("Äldsta meddelandet har väntat %(time)s.") % {"time": _words(age)} if oldest else "")


def nothing_is_parked() -> Finding:
    count = OutboxMessage.objects.parked().count()
    text = ngettext("%s meddelande gick inte att skicka.", "%s meddelanden gick inte att skicka.", count) % count
    return Finding(State.DEGRADED, text) if count else OK


def nothing_is_held() -> Finding:
    count = OutboxMessage.objects.held().count()
    text = ngettext("%s meddelande hålls kvar.", "%s meddelanden hålls kvar.", count) % count
    return Finding(State.DEGRADED, text) if count else OK


def worker_runs() -> Finding:
    """Two beats: that the worker is alive, and that it gets through its sweep of the outbox."""
    now, beats = database_now(), dict(Beat.objects.values_list("name", "at"))
    late = [name for name in ("worker", "sweep") if name not in beats or now - beats[name] > LATE_AFTER]
    if not late:
        return OK
    return Finding(State.DEGRADED, "; ".join(_seen(name, beats.get(name), now) for name in late))


def _seen(name: str, at: datetime | None, now: datetime) -> str:
    if at is None:
        return _("%(job)s har aldrig gått") % {"job": name}
    return _("%(job)s gick för %(time)s sedan") % {"job": name, "time": _words(now - at)}


def keys_open() -> Finding:
    """Reads the file anew: a process goes on with the keys it has, and would not notice that the file is gone."""
    try:
        keys = read_keyring(settings.KEY_FILE)
    except KeysAway as error:
        return Finding(State.FAILED, str(error))
    wrong = key_proofs.wrong_keys(keys)
    missing = key_proofs.missing_kids(keys)
    if wrong:
        return Finding(State.FAILED, _("Nyckelfilen hör inte till databasen: %s öppnar inte.") % ", ".join(wrong))
    if missing:
        return Finding(State.DEGRADED, _("Nycklar som används men saknas i filen: %s") % ", ".join(missing))
    return OK


def disk_has_room() -> Finding:
    """Of the fullest among the disks that the portal writes to."""
    free, folder = min((shutil.disk_usage(folder).free, folder) for folder in written_folders())
    state = State.FAILED if free < DISK_FULL else State.DEGRADED if free < DISK_LOW else State.OK
    room = {"free": number_format(free / GIB, 1), "folder": folder}
    return Finding(state, _("%(free)s GiB ledigt i %(folder)s.") % room)


def written_folders() -> list[Path]:
    """What there is of each: the storage folder is made with the first file."""
    folders, files = [settings.VAR_DIR], urlsplit(settings.FILE_STORAGE_URL)
    if files.scheme == "file":
        folders.append(Path(unquote(files.path)))
    return [next(there for there in (folder, *folder.parents) if there.exists()) for folder in folders]


def clocks_agree() -> Finding:
    """Ours against the database's, which leases and expiry go by."""
    before = timezone.now()
    off = max(abs(database_now() - before) - (timezone.now() - before), timedelta())
    state = State.FAILED if off > CLOCK_WRONG else State.DEGRADED if off > CLOCK_OFF else State.OK
    return Finding(state, _("Skillnad: %(seconds).1f s.") % {"seconds": off.total_seconds()} if off > CLOCK_OFF else "")


def _words(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%s minut", "%s minuter", minutes) % minutes
    return ngettext("%s timme", "%s timmar", minutes // 60) % (minutes // 60)


OWN_CHECKS = (
    Check(
        DATABASE,
        database_reads_and_writes,
        gettext_lazy("Databasen"),
        gettext_lazy("Se att databasservern är igång, har plats på disken och tar emot skrivningar."),
        essential=True,
        uses_database=True,
    ),
    Check(
        "migrations",
        migrations_are_applied,
        gettext_lazy("Databasens tabeller"),
        gettext_lazy("Kör manage.py migrate: programmet är nyare än databasen."),
        essential=True,
        uses_database=True,
    ),
    Check(
        "keys",
        keys_open,
        gettext_lazy("Nycklar"),
        gettext_lazy("Lägg tillbaka nyckelfilen från sin egen kopia. Skapa aldrig nya nycklar till en databas i bruk."),
        essential=True,
        uses_database=True,
    ),
    Check(
        "worker",
        worker_runs,
        gettext_lazy("Arbetaren"),
        gettext_lazy("Starta om portal-worker. Inget går förlorat: det som väntar tas om hand när den går igen."),
        uses_database=True,
    ),
    Check(
        "outbox",
        outbox_moves,
        gettext_lazy("Väntande e-post"),
        gettext_lazy("Se att arbetaren går och att e-postservern svarar. Portalen försöker i tre dygn."),
        uses_database=True,
    ),
    Check(
        "parked",
        nothing_is_parked,
        gettext_lazy("Parkerad e-post"),
        gettext_lazy("Öppna utkorgen, läs felet och försök igen när orsaken är avhjälpt."),
        uses_database=True,
    ),
    Check(
        "held",
        nothing_is_held,
        gettext_lazy("E-post som hålls efter en återställning"),
        gettext_lazy("Öppna utkorgen och avgör vad som ska skickas och vad som redan har nått fram."),
        uses_database=True,
    ),
    Check(
        "disk",
        disk_has_room,
        gettext_lazy("Ledigt utrymme"),
        gettext_lazy("Gör plats eller utöka disken. När den är full kan ingen spara eller skicka in."),
    ),
    Check(
        "clock",
        clocks_agree,
        gettext_lazy("Klockan"),
        gettext_lazy("Se att både den här maskinen och databasens ställer klockan över nätet (NTP)."),
        uses_database=True,
    ),
)


def register_own_checks() -> None:
    for check in OWN_CHECKS:
        register(check)

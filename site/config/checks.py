"""What `manage.py check --deploy` refuses: settings that are each allowed, and together would harm somebody.

Errors are for what exposes people or loses what they sent; warnings for what works today and will hurt later. A portal
on one's own machine (`is_local`) may do as it likes.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from attachments import scanner, storage
from crypto.keyring import keyring
from documents import sealing

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10
GIVEN_AWAY = ("django-insecure", "tests-only", "changeme", "secret")
DURABLE_PRAGMAS = (2, 3)  # FULL, EXTRA


def is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@register(Tags.security, deploy=True)
def address_is_safe(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    if urlsplit(settings.PORTAL_URL).scheme not in ("http", "https") or not settings.PORTAL_HOST:
        return [Error("PORTAL_URL is no web address.", hint="Such as https://e-tjanster.kommun.se", id="portal.E001")]
    if is_local(settings.PORTAL_HOST):
        return []
    found: list[CheckMessage] = []
    if not settings.BEHIND_TLS:
        hint = "Give PORTAL_URL as https:// and let the reverse proxy hold the certificate."
        found.append(Error("What residents write would travel in clear text.", hint=hint, id="portal.E002"))
    elif not settings.TRUSTED_PROXIES:
        hint = "Set TRUSTED_PROXIES to how many proxies stand in front; they set X-Forwarded-Proto and -For."
        found.append(
            Error(
                "Every request would be sent on to itself, since no proxy may say it came by TLS.",
                hint=hint,
                id="portal.E003",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error("Any host name is accepted.", hint="Leave ALLOWED_HOSTS out, or list the names.", id="portal.E004")
        )
    return found


@register(Tags.security, deploy=True)
def demo_stays_at_home(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    if is_local(settings.PORTAL_HOST):
        return []
    found: list[CheckMessage] = []
    if settings.DEMO:
        found.append(Error("DEMO gives everybody the staff's passwords.", hint="Set DEMO=no.", id="portal.E005"))
    if settings.EID_ALLOW_TEST or "test" in settings.EID_PROVIDERS:
        hint = "Leave EID_ALLOW_TEST out, and test out of EID_PROVIDERS."
        found.append(Error("With the test e-ID anybody logs in as anybody.", hint=hint, id="portal.E006"))
    if settings.DEBUG:
        found.append(
            Error("DEBUG shows settings and people's answers on error pages.", hint="Set DEBUG=no.", id="portal.E007")
        )
    return found


@register(Tags.security, deploy=True)
def residents_can_log_in(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    from accounts.eid import registry  # which stands on models

    found: list[CheckMessage] = []
    for key in set(settings.EID_PROVIDERS) - {"test"}:
        try:
            registry.provider(key)
        except ImproperlyConfigured as error:
            found.append(Error(str(error), hint="README.md, E-ID.", id="portal.E020"))
    if not is_local(settings.PORTAL_HOST) and not set(settings.EID_PROVIDERS) - {"test"}:
        hint = "Name a provider in EID_PROVIDERS. README.md, E-ID, says how it is set up."
        text = "No resident can log in: there is no e-ID provider but the test one."
        found.append(Warning(text, hint=hint, id="portal.W007"))
    return found


@register(Tags.security, deploy=True)
def receipts_are_sealed(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    hint = "README.md, Receipts and the seal."
    try:
        seal = sealing.current()
        sealing.certificates()
    except (ImproperlyConfigured, ImportError, OSError) as error:
        return [Error(f"Receipts cannot be sealed: {error}", hint=hint, id="portal.E021")]
    if is_local(settings.PORTAL_HOST):
        return []
    if seal is None:
        return [
            Warning("Receipts leave without a seal: nobody can tell ours from others.", hint=hint, id="portal.W008")
        ]
    if seal.is_demo:
        return [Error("Receipts are sealed with the demo's seal, which proves nothing.", hint=hint, id="portal.E022")]
    return []


@register(Tags.security, deploy=True)
def secrets_are_kept(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    found: list[CheckMessage] = []
    secret = settings.SECRET_KEY
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS or secret.lower().startswith(GIVEN_AWAY):
        hint = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))" makes a good one.'
        found.append(Error("SECRET_KEY can be guessed.", hint=hint, id="portal.E008"))
    try:
        keyring()
    except ImproperlyConfigured as error:
        found.append(Error(str(error), hint="README.md, Keys and secrets.", id="portal.E009"))
    if not is_local(settings.PORTAL_HOST) and settings.KEY_FILE.is_relative_to(settings.VAR_DIR):
        hint = "Point KEY_FILE at a place of its own, for instance /etc/portal/keys.json."
        found.append(Warning("The keys lie among the data: one backup would hold both.", hint=hint, id="portal.W001"))
    return found


@register(Tags.security, deploy=True)
def commits_are_durable(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """A number shown to a resident must survive a power cut (security.md R-01)."""
    try:
        if connection.vendor == "sqlite":
            return _durable_sqlite()
        return _durable_postgres()
    except DatabaseError as error:
        return [Error(f"The database does not answer: {error}", hint="Check DATABASE_URL.", id="portal.E010")]


def _durable_sqlite() -> Sequence[CheckMessage]:
    if _ask("PRAGMA synchronous") in DURABLE_PRAGMAS:
        return []
    hint = "Leave `synchronous` at FULL: NORMAL loses the last commits at a power cut."
    return [Error("SQLite does not wait for the disk.", hint=hint, id="portal.E011")]


def _durable_postgres() -> Sequence[CheckMessage]:
    off = [name for name in ("fsync", "synchronous_commit") if _ask(f"SHOW {name}") == "off"]
    if not off:
        return []
    hint = f"Set {' and '.join(off)} to on, for the server, the database and the portal's role."
    return [Error("PostgreSQL does not wait for the disk.", hint=hint, id="portal.E012")]


def _ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


@register(Tags.compatibility, deploy=True)
def parts_fit_together(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    found: list[CheckMessage] = []
    redis_host = urlsplit(settings.REDIS_URL).hostname or "localhost"
    if connection.vendor == "sqlite" and settings.REDIS_URL and not is_local(redis_host):
        hint = "Use PostgreSQL as soon as there is more than one machine: DATABASE_URL=postgres://…"
        found.append(Warning("Several machines cannot share a SQLite file.", hint=hint, id="portal.W002"))
    if connection.vendor == "postgresql" and not settings.REDIS_URL:
        hint = "Set REDIS_URL, so that all processes share one cache and one queue."
        found.append(
            Warning("PostgreSQL without Redis: the queue is a file on this machine.", hint=hint, id="portal.W003")
        )
    return found


@register(Tags.security, deploy=True)
def mail_leaves_safely(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    parts = urlsplit(settings.EMAIL_URL)
    if parts.scheme == "demo" and not is_local(settings.PORTAL_HOST):
        hint = "Name a mail server: EMAIL_URL=smtp+tls://user:password@host:587"
        return [Error("No mail is sent: it is kept for the demo page.", hint=hint, id="portal.E013")]
    if parts.scheme == "smtp" and not is_local(parts.hostname or "localhost"):
        hint = "Use smtp+tls:// or smtps:// to a server on another machine."
        return [Warning("Mail travels in clear text to the mail server.", hint=hint, id="portal.W004")]
    return []


@register(Tags.security, deploy=True)
def files_are_kept_safely(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Attachments must have somewhere to lie; that nothing scans them is the municipality's own choice.

    Whether the scanner answers is asked by the readiness page, over and over: a deployment may come before it does.
    """
    found: list[CheckMessage] = []
    try:
        storage.check()
    except (ImproperlyConfigured, storage.StorageAway) as error:
        found.append(Error(f"Attachments cannot be stored: {error}", hint="Check FILE_STORAGE_URL.", id="portal.E014"))
    parts = urlsplit(settings.FILE_STORAGE_URL)
    if parts.scheme == "s3" and "tls=no" in parts.query and not is_local(parts.hostname or ""):
        hint = "Leave tls=no out of FILE_STORAGE_URL."
        found.append(Warning("The key to the storage travels in clear text.", hint=hint, id="portal.W005"))
    return found + scanner_is_there()


def scanner_is_there() -> list[CheckMessage]:
    if urlsplit(settings.SCANNER_URL).scheme not in ("", *scanner.SCHEMES):
        hint = "tcp://host:3310 or unix:///run/clamav/clamd.ctl"
        return [Error("SCANNER_URL names no scanner.", hint=hint, id="portal.E015")]
    if not scanner.is_configured() and not is_local(settings.PORTAL_HOST):
        hint = "Install ClamAV and name it in SCANNER_URL."
        return [Warning("Attachments are not scanned for viruses.", hint=hint, id="portal.W006")]
    return []

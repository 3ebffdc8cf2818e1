"""Mail in the demo: nothing leaves the machine; each mail is a file, and a page shows them."""

import email
import email.policy
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NEWEST = 200


@dataclass(frozen=True)
class DemoMail:
    to: str
    subject: str
    body: str
    date: datetime
    message_id: str


class DemoMailBackend(BaseEmailBackend):
    """Writes each mail to `DEMO_MAIL_DIR`. One file a Message-ID, as a mail program would show it once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            content = message.message()
            _write(_file_for(str(content["Message-ID"])), content.as_bytes())
        return len(email_messages)


def messages() -> list[DemoMail]:
    """The mails of the demo, newest first."""
    files = sorted(_folder().glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:NEWEST]]


def _folder() -> Path:
    return Path(settings.DEMO_MAIL_DIR)


def _file_for(message_id: str) -> Path:
    return _folder() / f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}.eml"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)  # the page never reads half a mail


def _read(file: Path) -> DemoMail:
    message = email.message_from_bytes(file.read_bytes(), ParsedMessage, policy=email.policy.default)
    return DemoMail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=message.get_content().strip(),
        date=message["Date"].datetime,
        message_id=str(message["Message-ID"]),
    )

"""One mail: what it holds, how it is sealed in the outbox, how it is sent, and what a failure means.

Everything about a message that a server could tell apart (Message-ID, Date, content) is fixed when it is queued, so a
second sending after a crash is the same message again, and mail programs show it once (promise 9).
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from email.utils import format_datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.encoding import punycode

from crypto.envelope import SealBroken, seal_value, unseal_value
from outbox import pace
from outbox.models import OutboxMessage

PURPOSE = "outbox"


class InvalidMail(ValueError):
    """The mail cannot be sent as it stands."""


class InvalidRecipient(InvalidMail):
    """Not one plain e-mail address."""


class MailServerAway(Exception):
    """No conversation with the mail server came about; nothing is wrong with the message."""


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    body: str

    def __post_init__(self) -> None:
        check_recipient(self.to)
        if not self.subject.isprintable():
            raise InvalidMail("A subject is one line of printable text")
        try:
            self.body.encode()
        except UnicodeEncodeError:
            raise InvalidMail("The body holds half a character") from None


def check_recipient(address: str) -> None:
    """Raises InvalidRecipient unless `address` is one plain address (T-34: Django would send to `a@b.se, c@d.se`)."""
    try:
        validate_email(address)
        punycode(address.rpartition("@")[2])  # as the mail server will be told it; a label may prove too long
    except (ValidationError, UnicodeError):
        raise InvalidRecipient("Not an e-mail address") from None
    if set(address) & set('"\\,;:<>()[] '):  # quoted parts and address literals are valid, and nobody has one
        raise InvalidRecipient("Not a plain e-mail address")


def context_of(message_id: UUID) -> tuple[str | int, ...]:
    return ("mail", str(message_id))


def sealed(mail: Mail, message_id: UUID) -> bytes:
    return seal_value(PURPOSE, json.dumps(asdict(mail)).encode(), context=context_of(message_id))


def opened(message: OutboxMessage) -> Mail:
    """The mail of a message. Raises SealBroken when it was altered, moved, or its key is gone."""
    return Mail(**json.loads(unseal_value(PURPOSE, message.payload_sealed, context=context_of(message.pk))))


def new_message_id(message_id: UUID) -> str:
    return f"<{message_id}@{settings.PORTAL_HOST}>"


def composed(message: OutboxMessage) -> EmailMessage:
    mail = opened(message)
    headers = {
        "Message-ID": message.message_id,
        "Date": format_datetime(timezone.localtime(message.created_at)),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers)


def send(message: OutboxMessage) -> None:
    """Hand the message to the mail server. Returns when the server has answered for it; raises whatever went wrong."""
    email = composed(message)
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # SMTPException is one
        raise MailServerAway(words_for(error)) from error
    try:
        connection.send_messages([email])
    finally:
        with suppress(Exception):  # the server has answered: a quarrel about goodbye must not send the mail again
            connection.close()


def is_hopeless(error: Exception, attempts: int) -> bool:
    """Whether trying again is useless: recipient or content was refused for good, or the fault is in the row itself.

    A 5xx about ourselves (login, sender address) is a fault in the set-up: it passes when somebody has mended it.
    """
    if isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return 500 <= _code(error) < 600
    if isinstance(error, OSError | MailServerAway):
        return False
    return isinstance(error, SealBroken | InvalidMail) or attempts >= pace.TRIES_OF_A_FAULTY_ROW


def words_for(error: Exception) -> str:
    """What may be stored and shown of a failure: a code or the kind of error, never an address or a server's text."""
    if isinstance(error, MailServerAway):
        return str(error)
    code = _code(error) if isinstance(error, SMTPException) else 0
    return f"SMTP {code}" if code > 0 else type(error).__name__


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0

"""The mails that wait are sealed under a master key; a sent one holds nothing."""

from crypto import rotation
from crypto.envelope import reseal_value
from operations.sealed_rows import sealed_column
from outbox.mail import PURPOSE, context_of
from outbox.models import OutboxMessage


def register() -> None:
    rotation.register(sealed_column("outbox", OutboxMessage.objects.all, "payload_sealed", _again))


def _again(message: OutboxMessage) -> bytes:
    return reseal_value(PURPOSE, message.payload_sealed, context=context_of(message.pk))

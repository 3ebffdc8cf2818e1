"""Mail that is worth sending only while something still holds (security.md R-08).

Days may pass between queueing and sending. Who queues mail of such a topic says, when the app starts, how to ask; the
question is put just before each try, by every worker. A mail that no longer holds is withdrawn: blanked, never sent.
"""

from collections.abc import Callable

from outbox.mail import opened
from outbox.models import OutboxMessage

Condition = Callable[[str, str], bool]
"""From the message's key and recipient to whether it still holds. An exception counts as a failed try."""

_conditions: dict[str, Condition] = {}


def send_only_if(topic: str, condition: Condition) -> None:
    """Register the condition of a topic; the last one counts."""
    _conditions[topic] = condition


def still_holds(message: OutboxMessage) -> bool:
    """Whether the message is to be sent. Raises SealBroken when the recipient cannot be read."""
    condition = _conditions.get(message.topic)
    return condition is None or condition(message.key, opened(message).to)

"""A resident's own contact address, given outside every errand: for mail about what lies saved, and nothing else.

Sealed with a key bound to the person's uuid, as identity numbers are: a row moved to somebody else opens for nobody.
No staff page, search or export reads it. It is not confirmed, so no mail to it may say whose errand it is or of what.
"""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Contact, User
from crypto.envelope import seal_value, unseal_value
from outbox.mail import check_recipient

PURPOSE = "contact"


@dataclass(frozen=True, slots=True)
class ContactAddress:
    """`language` is "sv" or "en": the one the person read when giving the address."""

    email: str
    language: str


def give_contact(user: User, *, email: str, language: str, now: datetime) -> None:
    """Store `email` as the one address of `user`, in place of any other. Raises InvalidRecipient."""
    check_recipient(email)
    values = {
        "email_sealed": seal_value(PURPOSE, email.encode(), context=_context(user)),
        "language": "en" if language.startswith("en") else "sv",
        "changed_at": now,
    }
    Contact.objects.update_or_create(user=user, defaults=values)


def remove_contact(user: User) -> bool:
    """Forget the address; tells whether there was one."""
    removed, _per_model = Contact.objects.filter(user=user).delete()
    return removed > 0


def has_contact(user: User) -> bool:
    return Contact.objects.filter(user=user).exists()


def contact_of(user: User) -> ContactAddress | None:
    """The address of `user`, opened. Raises SealBroken when the row is not this person's."""
    contact = Contact.objects.filter(user=user).select_related("user").first()
    return opened_contact(contact) if contact else None


def opened_contact(contact: Contact) -> ContactAddress:
    """The same of a row in hand, whose `user` is loaded."""
    email = unseal_value(PURPOSE, contact.email_sealed, context=_context(contact.user)).decode()
    return ContactAddress(email, contact.language)


def _context(user: User) -> tuple[str, str]:
    return ("contact", str(user.uuid))

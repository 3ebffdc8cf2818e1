"""From an e-ID's word about a person to our person, and back.

A person is (type, value, country) as an allow-listed provider said it (design.md §13.1). The number is found by keyed
hash and opened with a key bound to the person's uuid, so that a row moved to somebody else opens for nobody. Somebody
who gets a personal number after a coordination number is two persons here until a human has joined them.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from accounts.models import Identity, User
from crypto.envelope import reseal_value, seal_value, unseal_value
from crypto.lookup import lookup_hash

PURPOSE = "identity"


@dataclass(frozen=True, slots=True)
class Subject:
    """`type` is an IdentityType value; `value` twelve digits, or a foreign identifier; `country` ISO 3166 alpha-2."""

    type: str
    value: str
    country: str
    first_name: str
    last_name: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def subject_hash(subject: Subject) -> str:
    """What the person is found and compared by; says nothing without the server's key."""
    return lookup_hash(PURPOSE, f"{subject.type}|{subject.country}|{subject.value}")


def resident_for(subject: Subject) -> User:
    """The resident `subject` names, made at the first login; names follow the e-ID. Safe when two logins race."""
    user = _find(subject) or _create(subject)
    if (user.first_name, user.last_name) != (subject.first_name, subject.last_name):
        user.first_name, user.last_name = subject.first_name, subject.last_name
        user.save(update_fields=["first_name", "last_name"])
    return user


def subject_of(user: User) -> Subject | None:
    """The first identity of `user`, opened; None for staff. Raises SealBroken when the row is not this person's."""
    identity = user.identities.order_by("pk").first()
    if identity is None:
        return None
    context = _context(user, identity.type, identity.country)
    value = unseal_value(PURPOSE, bytes(identity.value_sealed), context=context).decode()
    return Subject(identity.type, value, identity.country, user.first_name, user.last_name)


def resealed(identity: Identity) -> bytes:
    """The identity's number under the current master key; `identity.user` must be at hand."""
    context = _context(identity.user, identity.type, identity.country)
    return reseal_value(PURPOSE, identity.value_sealed, context=context)


def _find(subject: Subject) -> User | None:
    return User.everyone.filter(
        identities__type=subject.type,
        identities__country=subject.country,
        identities__value_hash=subject_hash(subject),
    ).first()


def _create(subject: Subject) -> User:
    try:
        with transaction.atomic():
            user = User.everyone.create_resident(first_name=subject.first_name, last_name=subject.last_name)
            Identity.objects.create(
                user=user,
                type=subject.type,
                country=subject.country,
                value_hash=subject_hash(subject),
                value_sealed=seal_value(
                    PURPOSE, subject.value.encode(), context=_context(user, subject.type, subject.country)
                ),
            )
            return user
    except IntegrityError:
        winner = _find(subject)  # the same person's other login was a moment faster
        if winner is None:
            raise
        return winner


def _context(user: User, identity_type: str, country: str) -> tuple[str | int, ...]:
    return ("identity", str(user.uuid), identity_type, country)

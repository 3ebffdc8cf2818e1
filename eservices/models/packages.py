"""What several people are to sign before it is sent (design.md §7, §13.6): one package for a draft that waits.

The applicant has signed; the others are asked. The package holds what would be received, under a key of its own that
the server can open: a party reads it after e-ID, and the last signature needs nobody on line. When it is over in any
other way the key is destroyed, and of the signatures nothing is left but who and when.
"""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class PackageState(models.TextChoices):
    WAITING = "waiting", _("Väntar på underskrift")
    RECEIVED = "received", _("Inskickat")
    WITHDRAWN = "withdrawn", _("Återtaget")
    DECLINED = "declined", _("Någon sa nej")
    EXPIRED = "expired", _("Tiden gick ut")


class PartyState(models.TextChoices):
    WAITING = "waiting", _("Har inte svarat")
    SIGNED = "signed", _("Har skrivit under")
    DECLINED = "declined", _("Sa nej")


class PackageQuerySet(models.QuerySet["SigningPackage"]):
    def of_owner(self, user: "User") -> "PackageQuerySet":
        """The packages that `user` began: the one door for who fills in."""
        return self.filter(owner=user)

    def waiting(self) -> "PackageQuerySet":
        return self.filter(state=PackageState.WAITING)

    def overdue(self, now: datetime) -> "PackageQuerySet":
        return self.waiting().filter(deadline__lte=now)


class SigningPackage(models.Model):
    """One try at getting a draft signed. Tells nothing in clear but times and states."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft_id = models.UUIDField(db_index=True)  # no key to the row, which goes when the case is received
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("eservices.EServiceVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=PackageState.choices, default=PackageState.WAITING)
    in_order = models.BooleanField()
    language = models.CharField(max_length=2)
    is_test = models.BooleanField()
    wrapped_key = models.BinaryField()  # emptied when it is over
    content_sealed = models.BinaryField()  # eservices.packages.PackageContent
    content_sha256 = models.CharField(max_length=64)
    case = models.ForeignKey("casework.Case", on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()
    deadline = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    is_approval: bool  # where Mina sidor has asked

    objects = PackageQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["draft_id"], condition=Q(state=PackageState.WAITING), name="package_waits_once"
            )
        ]
        indexes = [
            models.Index(fields=["deadline"], name="package_deadline", condition=Q(state=PackageState.WAITING)),
            models.Index(fields=["owner", "-created_at"], name="package_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class PartyQuerySet(models.QuerySet["SigningParty"]):
    def of_person(self, subject_hash: str) -> "PartyQuerySet":
        """What a person is asked to sign, or was: the one door for who did not fill in (promise 5)."""
        return self.filter(subject_hash=subject_hash)

    def whose_turn(self) -> "PartyQuerySet":
        """Asked, and not answered, in a package that waits."""
        return self.filter(state=PartyState.WAITING, package__state=PackageState.WAITING, invited_at__isnull=False)


class SigningParty(models.Model):
    """Somebody who is to sign beside the applicant. Found by a keyed hash of the number; the rest is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    package = models.ForeignKey(SigningPackage, on_delete=models.CASCADE, related_name="parties")
    number = models.PositiveSmallIntegerField()  # the order of asking; the applicant is not among them
    question_id = models.CharField(max_length=64)  # whose label says in what role
    subject_hash = models.CharField(max_length=64, db_index=True)
    details_sealed = models.BinaryField()  # eservices.packages.PartyDetails
    state = models.CharField(max_length=10, choices=PartyState.choices, default=PartyState.WAITING)
    generation = models.PositiveSmallIntegerField(default=1)  # of the link; a new one kills the old
    mails = models.PositiveSmallIntegerField(default=0)  # sent to this party so far
    reminders = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField(null=True)  # none: not his or her turn yet
    answered_at = models.DateTimeField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    follows = models.BooleanField(default=False)  # wants to see the case on Mina sidor
    signature_sealed = models.BinaryField(default=b"")
    reason_sealed = models.BinaryField(default=b"")

    objects = PartyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="party_number_once"),
            models.UniqueConstraint(fields=["package", "subject_hash"], name="party_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}:{self.number} {self.state}"

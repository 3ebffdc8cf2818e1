"""People, who they are proven to be, and which units they work for."""

import secrets
import uuid
from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice
from simple_history.models import HistoricalRecords

from crypto.lookup import lookup_hash


class Kind(models.TextChoices):
    RESIDENT = "resident", _("Invånare")
    STAFF = "staff", _("Personal")


class StaffManager(UserManager["User"]):
    """Staff only, so that Wagtail's lists, choosers and filters never show a resident."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().filter(kind=Kind.STAFF)


class EveryoneManager(UserManager["User"]):
    """Residents too: for the e-ID backend and nothing else."""

    use_in_migrations = False

    def create_resident(self, *, first_name: str, last_name: str) -> "User":
        user = self.model(
            kind=Kind.RESIDENT, username=f"r-{secrets.token_hex(16)}", first_name=first_name, last_name=last_name
        )
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A resident (e-ID, no password) or a member of staff (password and second factor)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STAFF, editable=False)

    objects: ClassVar[StaffManager] = StaffManager()
    everyone = EveryoneManager()

    class Meta:
        verbose_name = _("användare")
        verbose_name_plural = _("användare")
        constraints = [
            # A resident can hold no staff power, whatever a form, an import or a slip in code says.
            models.CheckConstraint(
                condition=Q(kind=Kind.STAFF) | Q(is_staff=False, is_superuser=False), name="resident_has_no_staff_power"
            )
        ]

    @property
    def is_resident(self) -> bool:
        return self.kind == Kind.RESIDENT


class IdentityType(models.TextChoices):
    PERSONAL_NUMBER = "personal_number", _("personnummer")
    COORDINATION_NUMBER = "coordination_number", _("samordningsnummer")
    FOREIGN = "foreign", _("utländsk identitet")


class Identity(models.Model):
    """How an e-ID names a person. The number is encrypted, bound to the person's uuid, and found by keyed hash."""

    wagtail_reference_index_ignore = True  # the index would say in the admin who has an identity here

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    type = models.CharField(max_length=24, choices=IdentityType.choices)
    country = models.CharField(max_length=2, default="SE")
    value_sealed = models.BinaryField()
    value_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["type", "country", "value_hash"], name="identity_once")]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.pk}"


class Contact(models.Model):
    """Where a resident wants mail from the portal itself: encrypted, bound to the person's uuid, and in no admin."""

    wagtail_reference_index_ignore = True  # the index would say in the admin who has given an address

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="contact")
    email_sealed = models.BinaryField()
    language = models.CharField(max_length=2)
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Contact {self.pk}"


class EIdOrder(models.Model):
    """A login or a signature under way at a provider: short-lived, used once, bound to one browser."""

    class Purpose(models.TextChoices):
        LOGIN = "login", _("Inloggning")
        SIGN = "sign", _("Underskrift")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    provider = models.CharField(max_length=32)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    browser_hash = models.CharField(max_length=64)
    required_level = models.CharField(max_length=128, blank=True)
    expected_hash = models.CharField(max_length=64, blank=True)  # who it must be; empty when anyone may log in
    return_path = models.CharField(max_length=500)
    asked_sealed = models.BinaryField(null=True)  # what is to be signed: the text the person reads, and the bytes
    state_sealed = models.BinaryField(null=True)  # what the provider must remember between start and answer
    result_sealed = models.BinaryField(null=True)  # what it answered, until the browser comes to fetch it
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.provider} {self.purpose} {self.pk}"


class Committee(models.Model):
    """A nämnd. Each is an authority of its own, with its own register."""

    name = models.CharField(_("namn"), max_length=120, unique=True)
    code = models.CharField(
        _("beteckning i diariet"),
        max_length=8,
        unique=True,
        help_text=_("Till exempel BUN. Står först i varje diarienummer."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("nämnd")
        verbose_name_plural = _("nämnder")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def worked_for_by(self, user: User, today: date) -> "UnitQuerySet":
        """Units where the person handles cases on that day. A superuser gets no more than their memberships."""
        return self.filter(memberships__in=Membership.objects.current(user, today)).distinct()


class Unit(models.Model):
    """A förvaltning or unit that answers for services and handles their cases."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="units", verbose_name=_("nämnd"))
    name = models.CharField(_("namn"), max_length=120, unique=True)
    name_en = models.CharField(_("namn på engelska"), max_length=120, blank=True)
    email = models.EmailField(
        _("e-post"), help_text=_("Hit går besked om nya ärenden. Beskeden innehåller inga uppgifter ur ärendet.")
    )
    phone = models.CharField(_("telefon"), max_length=40)

    objects = UnitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    CASEWORKER = "caseworker", _("Handläggare")
    REGISTRAR = "registrar", _("Registrator")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, user: User, today: date) -> "MembershipQuerySet":
        return self.filter(
            Q(until_date=None) | Q(until_date__gte=today), user=user, user__is_active=True, from_date__lte=today
        )


class Membership(models.Model):
    """Who works where, as what, from and to which day. The truth behind every access to cases (design.md §13.15)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("enhet"))
    role = models.CharField(_("roll"), max_length=16, choices=Role.choices, default=Role.CASEWORKER)
    from_date = models.DateField(_("från och med"))
    until_date = models.DateField(_("till och med"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("uppdrag i enhet")
        verbose_name_plural = _("uppdrag i enheter")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role", "from_date"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("Sista dagen kan inte ligga före den första."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.unit}"


class Invitation(models.Model):
    """A one-time invitation to set password and second factor. Only the link's hash is stored (security.md T-41)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d}"


class Authenticator(TOTPDevice):
    """django-otp's TOTP device, whose stored key is not the secret: a copy of the database alone makes no codes.

    The secret is derived from the stored random key and the server's lookup key, which no rotation replaces.
    """

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("kod-app")

    @property
    def bin_key(self) -> bytes:
        return bytes.fromhex(lookup_hash("authenticator", self.key))[:20]

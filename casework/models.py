"""What the municipality has received: cases, their submissions, the register, and traces of every act and reading."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from accounts.models import User


class Untracked(models.Model):
    """Kept out of Wagtail's reference index, which would copy who refers to what, past every access rule."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class RetentionRule(models.Model):
    """How long cases of a service are kept after they are closed, and by what right they are then destroyed."""

    name = models.CharField(_("namn"), max_length=120, unique=True)
    months = models.PositiveIntegerField(
        _("gallringstid i månader"), help_text=_("Räknas från den dag ärendet avslutas. 24 betyder två år.")
    )
    legal_basis = models.CharField(
        _("stöd för gallring"),
        max_length=250,
        help_text=_("Beslut och lagrum, till exempel nämndens dokumenthanteringsplan 2026."),
    )
    history = HistoricalRecords(bases=[Untracked])

    class Meta:
        verbose_name = _("gallringsregel")
        verbose_name_plural = _("gallringsregler")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Status(models.TextChoices):
    NEW = "new", _("Inkommet")
    ONGOING = "ongoing", _("Pågår")
    CLOSED = "closed", _("Avslutat")


OPEN_STATUSES = (Status.NEW, Status.ONGOING)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User", today: date) -> "CaseQuerySet":
        """Cases of the units where `user` works on that day. The one door for staff; being superuser opens nothing."""
        from accounts.models import Unit

        return self.filter(unit__in=Unit.objects.worked_for_by(user, today))

    def of_applicant(self, user: "User") -> "CaseQuerySet":
        """The resident's own cases, and those he signed with another and follows. The one door for residents (promise
        5)."""
        return self.filter(Q(applicant=user) | Q(pk__in=CoApplicant.objects.filter(user=user).values("case_id")))

    def ongoing(self) -> "CaseQuerySet":
        return self.filter(status__in=OPEN_STATUSES)

    def closed(self) -> "CaseQuerySet":
        return self.filter(status=Status.CLOSED)


class Case(Untracked):
    """An ärende. Its content is encrypted under its own key; what stands here in clear tells nothing of the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(_("diarienummer"), max_length=32, unique=True)
    service_version = models.ForeignKey("eservices.EServiceVersion", on_delete=models.PROTECT, related_name="+")
    service_title = models.CharField(_("e-tjänst"), max_length=255)
    service_title_en = models.CharField(_("e-tjänst på engelska"), max_length=255, blank=True)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("enhet"))
    retention_rule = models.ForeignKey(
        RetentionRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("gallringsregel")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.NEW)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("sökande")
    )
    wrapped_key = models.BinaryField()
    is_test = models.BooleanField(_("provärende"), default=False)  # filled in with the test e-ID
    received_at = models.DateTimeField(_("inkommet"))
    closed_at = models.DateTimeField(_("avslutat"), null=True)
    revision = models.PositiveIntegerField(default=0)  # the second writer is told

    objects = CaseQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["wrapped_key"], bases=[Untracked], user_db_constraint=False)

    class Meta:
        verbose_name = _("ärende")
        verbose_name_plural = _("ärenden")
        default_permissions = ()
        indexes = [
            models.Index(fields=["-received_at", "id"], name="case_by_received"),  # who works for several units
            models.Index(fields=["unit", "-received_at", "id"], name="case_by_unit"),
            models.Index(fields=["unit", "status", "-received_at"], name="case_by_unit_status"),
            models.Index(fields=["unit", "service_version", "-received_at"], name="case_by_unit_service"),
            models.Index(fields=["applicant", "-received_at"], name="case_by_applicant"),
        ]

    def __str__(self) -> str:
        return self.number

    def title_in(self, language: str) -> str:
        """The service's title, in Swedish where it has no English."""
        return self.service_title_en if language == "en" and self.service_title_en else self.service_title


class CoApplicant(Untracked):
    """Somebody who signed with the applicant, and chose to follow the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="co_applicants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="co_applicant_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class Submission(Untracked):
    """What was sent, frozen (promise 3): canonical answers and their display, sealed, and the content hash."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="submissions")
    sequence = models.PositiveIntegerField()
    draft_id = models.UUIDField(unique=True)  # one draft is sent once (promise 4)
    visitor_hash = models.CharField(max_length=64, blank=True, db_index=True)  # sees the confirmation without login
    language = models.CharField(max_length=2)
    content_sealed = models.BinaryField()
    display_sealed = models.BinaryField()
    content_sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="submission_sequence_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence}"


class CaseFile(Untracked):
    """A file that was sent, frozen with its submission. Its key and its name lie sealed under the case's key."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    stored = models.OneToOneField("attachments.StoredFile", on_delete=models.PROTECT, related_name="+")
    question_id = models.CharField(max_length=64)
    number = models.PositiveIntegerField()  # within the case
    wrapped_key = models.BinaryField()
    details_sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="case_file_number_once")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"


class Signature(Untracked):
    """Somebody's signature, or approval, of a submission: what was signed and by whom, as it was then (domain.md §2.2).

    Never edited: if what was signed changes, the signature is void and this row was never made.
    """

    class Act(models.TextChoices):
        SIGNATURE = "signature", _("Underskriven med e-legitimation")
        APPROVAL = "approval", _("Godkänd efter inloggning med e-legitimation")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="signatures")
    number = models.PositiveIntegerField()  # within the submission, in the order of signing
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=16, choices=Act.choices)
    provider = models.CharField(max_length=32)
    level = models.CharField(max_length=8)
    is_test = models.BooleanField()
    signed_at = models.DateTimeField()
    statement_sealed = models.BinaryField()  # casework.statements.Statement: text and data, as they were signed
    details_sealed = models.BinaryField()  # who, with which provider, from where

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="signature_number_once"),
            models.UniqueConstraint(fields=["submission", "signer"], name="signature_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.number}"


class SignatureEvidence(Untracked):
    """A piece of proof the e-ID provider gave, byte for byte, under the case's key."""

    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    content_sealed = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["signature", "number"], name="evidence_number_once")]

    def __str__(self) -> str:
        return f"{self.signature_id}:{self.number} {self.kind}"


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def waiting(self) -> "ReceiptQuerySet":
        return self.filter(made_at=None)

    def due(self, now: datetime) -> "ReceiptQuerySet":
        """To be made now, and no worker is at it (or the one that was has died)."""
        return self.waiting().filter(due_at__lte=now).filter(Q(leased_until=None) | Q(leased_until__lte=now))


class Receipt(Untracked):
    """A kvittens as a document, one for each who may have it: asked for in reception's transaction, made by a worker.

    The document lies sealed in the storage, its key here under the case's key.
    """

    class Event(models.TextChoices):
        SENT = "sent", _("Inskickat")
        COMPLETED = "completed", _("Underskrivet och inskickat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="receipts")
    reader = models.ForeignKey(  # none: who sent without login
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    event = models.CharField(max_length=16, choices=Event.choices)
    language = models.CharField(max_length=2)
    issuer = models.CharField(max_length=255)  # the municipality, as it was called then
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    stored = models.OneToOneField("attachments.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    wrapped_key = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["submission", "reader", "event"], name="receipt_once_a_reader"),
            models.UniqueConstraint(
                fields=["submission", "event"], condition=Q(reader=None), name="receipt_once_without_login"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="receipt_waiting", condition=Q(made_at=None))]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.event}"


class CaseSearchText(Untracked):
    """A case's clear text for search, without identity numbers; goes when the case goes (design.md §13.10)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="search_text")
    text = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case_id)


class CaseEvent(Untracked):
    """Something that happened to a case: who, what, when. Never edited, never deleted but by purging."""

    class Kind(models.TextChoices):
        SIGNED = "signed", _("Underskrivet med e-legitimation")
        APPROVED = "approved", _("Godkänt efter inloggning med e-legitimation")
        RECEIVED = "received", _("Ärendet kom in")
        STATUS_CHANGED = "status_changed", _("Status ändrad")
        HARMFUL_FILE = "harmful_file", _("Skadlig kod hittades i en fil")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=32, choices=Kind.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=150)
    details = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="event_sequence_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence} {self.kind}"


class RegisterSeries(Untracked):
    """The running number of one committee and year; locked while a number is given, so that none is skipped."""

    committee = models.ForeignKey("accounts.Committee", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["committee", "year"], name="register_series_once")]

    def __str__(self) -> str:
        return f"{self.committee} {self.year}"


class RegisterEntry(Untracked):
    """The register's line about a case (OSL 5 kap. 1–2 §§), made in the same transaction as reception."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="register_entry")
    committee = models.ForeignKey("accounts.Committee", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    running_number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    counterpart_sealed = models.BinaryField()
    public_title = models.CharField(max_length=255)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["committee", "year", "running_number"], name="register_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.year}-{self.running_number}"


class CaseReading(Untracked):
    """The access log: a member of staff saw something of a case (promise 6). The number outlives the case."""

    class Kind(models.TextChoices):
        CASE = "case", _("Läste ärendet")
        LIST = "list", _("Såg ärendelistan")
        FILE = "file", _("Hämtade en fil")
        RECEIPT = "receipt", _("Hämtade kvittensen")

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    user_label = models.CharField(max_length=150)
    case_number = models.CharField(max_length=32, blank=True, db_index=True)
    file_number = models.PositiveIntegerField(null=True)  # never the file's name: that is the applicant's
    query = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("läsning av ärende")

    def __str__(self) -> str:
        return f"{self.user_label} {self.kind} {self.case_number}"

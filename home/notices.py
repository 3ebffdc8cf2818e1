"""Operating notices: what an editor has to say for a while, where it is shown, and which e-services it closes.

A notice holds from one instant to another, by the clock alone: nothing is saved when it begins or ends.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

SECTIONS_AND_SERVICES = Q(sectionpage__isnull=False) | Q(eservicepage__isnull=False)


class Kind(models.TextChoices):
    INFORMATION = "information", _("Information")
    WARNING = "warning", _("Varning")


class Where(models.TextChoices):
    EVERYWHERE = "everywhere", _("Överallt")
    CHOSEN = "chosen", _("I valda avdelningar och e-tjänster")


class Closes(models.TextChoices):
    NOTHING = "nothing", _("Nej")
    NEW = "new", _("För nya ärenden. De som har påbörjat något får skicka in det")
    ALL = "all", _("Helt. Ingen kan börja, fylla i eller skicka in")


class Phase(models.TextChoices):
    """By the clock; in no column."""

    COMING = "coming", _("Kommande")
    CURRENT = "current", _("Visas nu")
    PAST = "past", _("Avslutat")


class NoticeQuerySet(models.QuerySet["OperatingNotice"]):
    def not_over(self, now: datetime) -> "NoticeQuerySet":
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now))

    def in_phase(self, phase: str, now: datetime) -> "NoticeQuerySet":
        match phase:
            case Phase.COMING:
                return self.filter(starts_at__gt=now)
            case Phase.CURRENT:
                return self.not_over(now).filter(starts_at__lte=now)
            case _:
                return self.filter(ends_at__lte=now)


class OperatingNotice(models.Model):
    """Plain text in both languages. It holds from `starts_at` until just before `ends_at`.

    `places` are what it is about, each with everything below it, unless it is shown everywhere.
    """

    kind = models.CharField(_("slag"), max_length=12, choices=Kind.choices, default=Kind.INFORMATION)
    text = models.TextField(_("text"), max_length=600)
    text_en = models.TextField(_("text på engelska"), max_length=600, blank=True)
    starts_at = models.DateTimeField(_("från"), default=timezone.now)
    ends_at = models.DateTimeField(_("till"), null=True, blank=True)
    where = models.CharField(_("visas"), max_length=12, choices=Where.choices, default=Where.EVERYWHERE)
    places: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "wagtailcore.Page",
        related_name="+",
        blank=True,
        limit_choices_to=SECTIONS_AND_SERVICES,
        verbose_name=_("avdelningar och e-tjänster"),
    )
    closes = models.CharField(_("stänger e-tjänsterna"), max_length=8, choices=Closes.choices, default=Closes.NOTHING)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("driftmeddelande")
        verbose_name_plural = _("driftmeddelanden")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="notice_ends_after_it_begins",
                violation_error_message=_("Sluttiden måste komma efter starttiden."),
            )
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Sluttiden måste komma efter starttiden.")})

    def phase_at(self, now: datetime) -> Phase:
        if self.starts_at > now:
            return Phase.COMING
        return Phase.PAST if self.ends_at and self.ends_at <= now else Phase.CURRENT

    @property
    def phase_label(self) -> Any:
        return self.phase_at(timezone.now()).label

    @property
    def period(self) -> str:
        """In Swedish time, whatever time zone an editor has chosen for the admin."""
        ends = swedish_time(self.ends_at) if self.ends_at else _("tills vidare")
        return f"{swedish_time(self.starts_at)} – {ends}"


def swedish_time(at: datetime) -> str:
    local = timezone.localtime(at, timezone.get_default_timezone())
    return date_format(local, "j F Y H.i")

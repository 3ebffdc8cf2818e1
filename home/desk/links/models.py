"""Broken links as the last night's check found them, and what is known of addresses on other sites."""

from datetime import date, timedelta

from django.db import models
from django.urls import reverse

from home.languages import in_language

LONGEST_ADDRESS = 2000  # bytes too, or PostgreSQL could not index it
ASKED_AGAIN_AFTER = timedelta(days=6)


class AddressQuerySet(models.QuerySet["OutsideAddress"]):
    def due(self, today: date) -> "AddressQuerySet":
        """Never asked first, then those that failed, so that a doubt is settled soon; then the rest, once a week."""
        failed = models.Q(failing_since__isnull=False, asked_on__lt=today)
        rested = models.Q(asked_on__lte=today - ASKED_AGAIN_AFTER)
        found = self.filter(models.Q(asked_on=None) | failed | rested)
        return found.order_by(models.F("asked_on").asc(nulls_first=True), "pk")

    def broken(self) -> "AddressQuerySet":
        return self.filter(failed_days__gte=2)


class OutsideAddress(models.Model):
    """An address on another site. It counts as broken when it has failed on two days in a row of checks."""

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    asked_on = models.DateField(null=True)
    failing_since = models.DateField(null=True)
    failed_days = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)

    objects = AddressQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.address

    def note(self, reason: str, today: date) -> None:
        """What the site answered today: "" when all is well. Twice on one day is one day."""
        if not reason:
            self.failing_since, self.failed_days = None, 0
        elif self.failing_since is None:
            self.failing_since, self.failed_days = today, 1
        elif self.asked_on != today:
            self.failed_days = min(self.failed_days + 1, 999)
        self.asked_on, self.reason = today, reason


class BrokenLink(models.Model):
    """One link on one live page. Made and removed by the nightly check alone."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    content_path = models.CharField(max_length=500)  # where on the page, in Wagtail's words
    place = models.CharField(max_length=250)  # the same in the editor's
    place_en = models.CharField(max_length=250, blank=True)
    text = models.CharField(max_length=250, blank=True)
    target = models.CharField(max_length=LONGEST_ADDRESS)
    reason = models.CharField(max_length=20)
    since = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["since", "id"], name="broken_link_since")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.content_path}: {self.target}"

    @property
    def shown_name(self) -> str:
        return self.text or self.shown_target or self.shown_place

    @property
    def shown_target(self) -> str:
        """The address; the number of a page or a file says nothing to anybody."""
        return "" if self.target.isdigit() else self.target

    @property
    def shown_place(self) -> str:
        return in_language(self.place, self.place_en)

    @property
    def edit_url(self) -> str:
        """Straight to the field."""
        return f"{reverse('wagtailadmin_pages:edit', args=[self.page_id])}#:w:contentpath={self.content_path}"

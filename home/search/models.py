"""What search keeps: the words of every page that can be found, what editors say means the same, what was not found."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page, PageViewRestriction

from home.search.misses import LONGEST_MISS
from home.search.words import question_terms

LONGEST_PHRASE, MOST_PHRASES = 60, 20


class EntryQuerySet(QuerySet[Any]):
    def visible(self, now: datetime, closed: Collection[str]) -> "EntryQuerySet":
        """Entries of pages that anyone may see now, also when the page was closed or moved a moment ago."""
        not_over = Q(page__expire_at=None) | Q(page__expire_at__gt=now)
        open_ones = [~Q(page__path__startswith=path) for path in closed]
        return self.filter(not_over, *open_ones, page__live=True)


def closed_paths() -> set[str]:
    """Where in the tree not everybody may go: restricted pages, and what is an alias of one.

    Asked for by itself: within a query over all entries it would cost a comparison of each with each.
    """
    names = ("page__path", "page__aliases__path", "page__aliases__aliases__path")
    return {path for paths in PageViewRestriction.objects.values_list(*names) for path in paths if path}


class SearchEntry(models.Model):
    """One page in one language. Made and removed by actions.index_page alone, and never changed."""

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    written_in = models.CharField(max_length=10)
    mark = models.BigIntegerField()  # random: the sum of all marks tells whether anything has changed
    words = models.JSONField()  # each word with its weight

    objects = EntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="one_search_entry_a_language")]
        indexes = [models.Index(fields=["language", "page", "mark"], name="search_entry_marks")]  # all of fingerprint()

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class SynonymGroup(models.Model):
    """Words that mean the same to a resident, kept by editors."""

    words = models.TextField(
        _("ord som betyder samma sak"),
        max_length=1000,
        help_text=_("Skriv dem med komma emellan, till exempel: sophämtning, hämta sopor, renhållning"),
    )

    panels = [
        HelpPanel(
            content=_(
                "Den som söker på ett av orden hittar också sidor med de andra. Ändelser behöver du inte skriva:"
                " sopor räcker för soporna. Ändringen gäller genast."
            )
        ),
        FieldPanel("words"),
    ]

    class Meta:
        verbose_name = _("synonymer")
        verbose_name_plural = _("synonymer")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words[:100]

    def clean(self) -> None:
        phrases = self.phrases
        if len(phrases) < 2 or not all(question_terms(phrase) for phrase in phrases):
            raise ValidationError({"words": _("Skriv minst två ord med komma emellan.")})
        if len(phrases) > MOST_PHRASES or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            raise ValidationError({"words": _("Skriv högst 20 ord, vart och ett på högst 60 tecken.")})
        self.words = ", ".join(phrases)

    @property
    def phrases(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in self.words.split(",")))))


class MissQuerySet(QuerySet[Any]):
    def often(self, since: date, least: int) -> QuerySet[Any, dict[str, Any]]:
        """Words searched for at least so many times, the most wanted first."""
        totals = self.filter(day__gte=since).values("words").annotate(times=Sum("times_that_day"), last=Max("day"))
        return totals.filter(times__gte=least).order_by("-times", "words")


class SearchMiss(models.Model):
    """How many times a day somebody searched for words that gave nothing. Nobody's name, and no words that may be."""

    words = models.CharField(max_length=LONGEST_MISS)
    day = models.DateField(db_index=True)
    times_that_day = models.PositiveIntegerField(default=0)

    objects = MissQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("sökning utan träff")
        verbose_name_plural = _("sökningar utan träff")
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="one_search_miss_a_day")]

    def __str__(self) -> str:
        return self.words


def fingerprint(entries: EntryQuerySet) -> tuple[int, int]:
    """Differs as soon as an entry has come or gone, without reading any."""
    found = entries.aggregate(count=Count("pk"), marks=Sum("mark"))
    return found["count"], int(found["marks"] or 0)

"""What home knows that may wait for an editor. Each function finds one kind; none costs a query a row."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale, Page, TaskState, get_page_models

from home.catalogue.models import EntryElsewhere, ExternalServicePage, PaperFormPage
from home.desk.links.models import BrokenLink
from home.desk.links.words import reason_words
from home.desk.matters import MOST, Kind, Looker, Matter, edit_url
from home.notices import OperatingNotice
from home.pages import PortalPage
from home.search.misses import SHOWN_FROM, first_day_kept
from home.search.models import SearchMiss
from home.search.permissions import can_see_misses

NOTICE_DAYS = timedelta(days=7)


def awaiting_approval(looker: Looker) -> Iterator[Matter]:
    """Pages whose next step in a workflow is this person's."""
    states = TaskState.objects.reviewable_by(looker.user).filter(workflow_state__base_content_type__model="page")
    waiting = states.select_related("revision__user").defer("revision__content").order_by("started_at", "pk")
    for state in waiting[: MOST + 1]:
        yield Matter(state.revision.object_str, edit_url(state.revision.object_id), _sent_by(state))


def unpublished_changes(looker: Looker) -> Iterator[Matter]:
    """Live pages with a later version that residents do not see, the latest touched first."""
    pages = looker.editable().filter(live=True, has_unpublished_changes=True, latest_revision__isnull=False)
    recent = pages.select_related("latest_revision__user").defer("latest_revision__content")
    for page in recent.order_by("-latest_revision_created_at", "pk")[: MOST + 1]:
        title = page.draft_title or page.title
        yield Matter(title, edit_url(page.pk), _saved_by(page.latest_revision))


def broken_links(looker: Looker) -> Iterator[Matter]:
    links = BrokenLink.objects.filter(page__in=looker.editable()).select_related("page")
    for link in links.order_by("since", "pk")[: MOST + 1]:
        yield Matter(link.page.title, link.edit_url, f"{link.shown_name}: {reason_words(link.reason)}")


def untranslated_pages(looker: Looker) -> Iterator[Matter]:
    """Live pages of the default language's tree that have no translation published in another.

    Types that hold both languages in one page are none of these: for those, fields say what is missing.
    """
    others = Locale.objects.exclude(language_code=Locale.get_default().language_code)
    translations = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__in=others, live=True)
    pages = looker.editable().filter(live=True, locale=Locale.get_default(), content_type__in=_in_trees())
    for page in pages.filter(~Exists(translations)).order_by("path")[: MOST + 1]:
        yield Matter(page.title, edit_url(page.pk))


def entries_without_english(looker: Looker) -> Iterator[Matter]:
    """Services elsewhere and forms on paper: which texts stand there in Swedish only."""
    for model in (ExternalServicePage, PaperFormPage):
        pairs = pairs_of(model)
        gaps = Q()
        for swedish, english in pairs:
            gaps |= Q(**{english: ""}) & ~Q(**{swedish: ""})
        for page in looker.editable(model).filter(gaps, live=True).order_by("title", "pk")[: MOST + 1]:
            missing = [english for swedish, english in pairs if getattr(page, swedish) and not getattr(page, english)]
            names = (str(model._meta.get_field(name).verbose_name) for name in missing)
            yield Matter(page.title, edit_url(page.pk), ", ".join(names))


def pairs_of(model: type[EntryElsewhere]) -> list[tuple[str, str]]:
    """Text fields and their English. An address in English is often not to be had, so that is no gap."""
    names = {field.name for field in model._meta.concrete_fields}
    return [(name, f"{name}_en") for name in sorted(names) if f"{name}_en" in names and name != "address"]


def searches_in_vain(looker: Looker) -> Iterator[Matter]:
    rows = SearchMiss.objects.often(first_day_kept(timezone.localdate(looker.now)), SHOWN_FROM)
    url = reverse("wagtailsnippets_home_synonymgroup:add")
    for row in rows[: MOST + 1]:
        times = ngettext("%(times)d sökning", "%(times)d sökningar", row["times"]) % {"times": row["times"]}
        yield Matter(row["words"], url, times)


def notices_about_to_change(looker: Looker) -> Iterator[Matter]:
    """Operating notices that begin within a week, and those that ended within the last."""
    now = looker.now
    soon = Q(starts_at__gt=now, starts_at__lte=now + NOTICE_DAYS)
    lately = Q(ends_at__lte=now, ends_at__gt=now - NOTICE_DAYS)
    for notice in OperatingNotice.objects.filter(soon | lately).order_by("-starts_at", "-pk")[: MOST + 1]:
        begins = notice.starts_at > now
        note = _("börjar %(day)s") if begins else _("slutade %(day)s")
        at = notice.starts_at if begins else notice.ends_at
        yield Matter(str(notice), reverse("driftmeddelanden:edit", args=[notice.pk]), note % {"day": day_of(at)})


def may_change_notices(user: Any) -> bool:
    return bool(user.has_perm("home.change_operatingnotice"))


def may_add_synonyms(user: Any) -> bool:
    return can_see_misses(user) and bool(user.has_perm("home.add_synonymgroup"))


def day_of(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j F Y") if at else ""


def _in_trees() -> list[int]:
    """Types of page that have a tree for each language."""
    models = [model for model in get_page_models() if issubclass(model, PortalPage)]
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]


def _sent_by(state: Any) -> str:
    return _by(_("skickad %(day)s"), _("skickad %(day)s av %(name)s"), state.started_at, state.revision.user)


def _saved_by(revision: Any) -> str:
    return _by(_("ändrad %(day)s"), _("ändrad %(day)s av %(name)s"), revision.created_at, revision.user)


def _by(text: str, text_with_name: str, at: datetime, user: Any) -> str:
    if user is None:
        return text % {"day": day_of(at)}
    return text_with_name % {"day": day_of(at), "name": user.get_full_name() or user.get_username()}


OWN = (
    Kind("approval", gettext_lazy("Väntar på att du granskar"), awaiting_approval, "check", 10),
    Kind("unpublished", gettext_lazy("Ändringar som inte är publicerade"), unpublished_changes, "edit", 20),
    Kind(
        "links",
        gettext_lazy("Trasiga länkar"),
        broken_links,
        "link",
        50,
        list_name="broken_links",
        list_text=gettext_lazy("Öppna rapporten Trasiga länkar"),
    ),
    Kind("translation", gettext_lazy("Sidor som inte är översatta"), untranslated_pages, "globe", 70),
    Kind("english", gettext_lazy("Länkar och blanketter utan engelska"), entries_without_english, "globe", 80),
    Kind(
        "searches",
        gettext_lazy("Sökningar utan träff"),
        searches_in_vain,
        "search",
        90,
        may_see=may_add_synonyms,
        list_name="search_misses",
        list_text=gettext_lazy("Öppna hela listan"),
    ),
    Kind(
        "notices",
        gettext_lazy("Driftmeddelanden som börjar eller har slutat"),
        notices_about_to_change,
        "warning",
        100,
        may_see=may_change_notices,
        list_name="driftmeddelanden:list",
        list_text=gettext_lazy("Öppna driftmeddelanden"),
    ),
)

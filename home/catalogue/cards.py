"""Entries of the catalogue as cards: found in one query however many they are, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from urllib.parse import quote

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.models import Page, Site

from home.alphabet import sort_key
from home.catalogue.audiences import FIELDS
from home.finding import for_everyone
from home.languages import in_language, is_english

KINDS = ("eservicepage", "externalservicepage", "paperformpage")  # Wagtail's page as each of them
SHARED = ("title_en", "summary", "summary_en", "cost", "cost_en", "category_id", *FIELDS.values())
NEW_FOR = timedelta(days=90)
MOST_RELATED = 4


class Kind(Enum):
    E_SERVICE = "e_service"
    EXTERNAL = "external"
    PAPER = "paper"


@dataclass(frozen=True)
class Said:
    """A text, and its language where that is not the page's own."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Card:
    """An entry as a list shows it. `uses` is how many cases it has had lately, 0 for few."""

    pk: int
    kind: Kind
    title: Said
    summary: Said
    url: str
    facts: list[Said]
    category_id: int | None
    audiences: frozenset[str]
    uses: int
    published_at: datetime | None

    @property
    def is_external(self) -> bool:
        return self.kind is Kind.EXTERNAL

    @property
    def is_paper(self) -> bool:
        return self.kind is Kind.PAPER


def cards(*conditions: Any) -> list[Card]:
    """Everything published that all may see and that fulfils the conditions, in alphabetical order."""
    roots = [path.root_path for path in Site.get_site_root_paths()]
    start = reverse("wagtail_serve", args=[""])
    found = [_card(row, f"{start}{quote(_below_root(row['url_path'], roots))}") for row in _rows(*conditions)]
    return sorted(found, key=lambda card: sort_key(card.title.text))


def below(page: Page) -> Exists:
    """Under `page`, or under it in another language's tree."""
    above = Page.objects.filter(translation_key=page.translation_key)
    return Exists(above.filter(path=Substr(OuterRef("path"), Value(1), Length("path"))))


def most_used(found: Iterable[Card]) -> list[Card]:
    return sorted((card for card in found if card.uses), key=lambda card: -card.uses)


def newest(found: Iterable[Card], now: datetime) -> list[Card]:
    """Those of the last three months, the latest first."""
    new = [(card.published_at, card) for card in found if card.published_at and now - card.published_at < NEW_FOR]
    return [card for _published, card in sorted(new, key=lambda pair: pair[0], reverse=True)]


def related_cards(page: Any) -> list[Card]:
    """What the editor chose, in that order; with nothing chosen, the most used of the same area."""
    chosen = page.related_ids
    if chosen:
        by_pk = {card.pk: card for card in cards(Q(pk__in=chosen))}
        return [by_pk[pk] for pk in chosen if pk in by_pk and pk != page.pk]
    if not page.category_id:
        return []
    same = cards(_any_kind("category", page.category_id), ~Q(pk=page.pk))
    return sorted(same, key=lambda card: -card.uses)[:MOST_RELATED]


def _rows(*conditions: Any) -> QuerySet[Page, dict[str, Any]]:
    is_entry = Q(*((f"{kind}__isnull", False) for kind in KINDS), _connector=Q.OR)
    shared = {name: Coalesce(*(F(f"{kind}__{name}") for kind in KINDS)) for name in SHARED}
    pages = Page.objects.live().filter(for_everyone(), is_entry, *conditions, alias_of=None)
    rows: QuerySet[Page, dict[str, Any]] = pages.values(
        "pk",
        "title",
        "url_path",
        "first_published_at",
        login=F("eservicepage__login"),
        minutes=F("eservicepage__minutes"),
        signature=F("eservicepage__signature_level"),
        external=F("externalservicepage__pk"),
        paper=F("paperformpage__pk"),
        uses=F("use__cases"),
        **shared,
    )
    return rows


def _any_kind(name: str, value: Any) -> Q:
    return Q(*((f"{kind}__{name}", value) for kind in KINDS), _connector=Q.OR)


def _below_root(url_path: str, roots: list[str]) -> str:
    root = next((root for root in roots if url_path.startswith(root)), "/")
    return url_path[len(root) :]


def _card(row: dict[str, Any], url: str) -> Card:
    kind = Kind.EXTERNAL if row["external"] else Kind.PAPER if row["paper"] else Kind.E_SERVICE
    return Card(
        pk=row["pk"],
        kind=kind,
        title=_said(row, "title"),
        summary=_said(row, "summary"),
        url=url,
        facts=list(_facts(row)),
        category_id=row["category_id"],
        audiences=frozenset(audience for audience, field in FIELDS.items() if row[field]),
        uses=row["uses"] or 0,
        published_at=row["first_published_at"],
    )


def _said(row: dict[str, Any], name: str) -> Said:
    """In the reader's language; what lacks English is Swedish, and marked as such."""
    swedish, english = row[name], row[f"{name}_en"]
    return Said(in_language(swedish, english), "sv" if is_english() and swedish and not english else "")


def _facts(row: dict[str, Any]) -> Iterable[Said]:
    """What it takes: e-ID, signing, time, money."""
    if row["login"]:
        yield Said(_login_words(row["login"]))
    if row["signature"] in ("signature", "approval"):
        yield Said(_signature_words(row["signature"]))
    if minutes := row["minutes"]:
        yield Said(ngettext("Ungefär %(minutes)s minut", "Ungefär %(minutes)s minuter", minutes) % {"minutes": minutes})
    if row["cost"]:
        yield _said(row, "cost")


def _login_words(login: str) -> str:
    if login == "required":
        return gettext("E-legitimation behövs")
    return gettext("Med eller utan inloggning") if login == "optional" else gettext("Utan inloggning")


def _signature_words(level: str) -> str:
    return gettext("Du skriver under") if level == "signature" else gettext("Du godkänner med e-legitimation")

"""Entries of the catalogue for tests, quickly made; and what a page of it shows."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from eservices.models import EServicePage
from home.models import Category, ExternalServicePage, PaperFormPage, SectionPage


def area(name: str = "Barn och skola", slug: str = "barn", **fields: Any) -> Category:
    return Category.objects.create(name=name, slug=slug, **fields)


def service(title: str, *, parent: Page | None = None, published_at: datetime | None = None, **fields: Any) -> Any:
    """A live e-service, made without its version: the catalogue does not ask for one."""
    return entry(EServicePage, title, parent=parent, published_at=published_at, **fields)


def external(title: str = "Boka vårdtid", **fields: Any) -> Any:
    fields = {"address": "https://www.1177.se/", "responsible": "Regionen", "summary": "Boka tid."} | fields
    return entry(ExternalServicePage, title, **fields)


def paper_form(title: str = "Ansök om fiskekort", **fields: Any) -> Any:
    source = [("address", "https://www.kommun.example/kort.pdf")]
    fields = {"source": source, "send_to": "Kommunen\n744 88 Heby", "summary": "För den som fiskar."} | fields
    return entry(PaperFormPage, title, **fields)


def entry(model: Any, title: str, *, parent: Page | None = None, **fields: Any) -> Any:
    parent = parent or SectionPage.objects.get(slug="e-tjanster")
    published = fields.pop("published_at", None) or timezone.now()
    fields = {"slug": re.sub(r"\W+", "-", title.lower()), "first_published_at": published} | fields
    parent.refresh_from_db()
    return parent.add_child(instance=model(title=title, **fields))


def titles(content: bytes) -> list[str]:
    """The titles on the cards of a page, in order."""
    return re.findall(r'class="card-title"><a [^>]*>([^<]*)</a>', content.decode())

"""A short address, /flytta/, leads to a page anywhere in the tree: for posters, letters and the telephone.

It is a field of the page, so it holds while the page is published, in both languages, and follows the page wherever it
is moved; with /en/ before it, it leads to the page's translation. Wagtail's own redirects live apart from their page
and are not checked against anything, so they are not used.
"""

from functools import cache
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.finding import in_both_trees, page_types

TAKEN = {"en", "sv", "static", "media"}  # beside everything in the URLconf
WRITTEN = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", gettext_lazy("Skriv bara små bokstäver a–z, siffror och bindestreck.")
)

ADDRESS_PANEL = FieldPanel(
    "short_address",
    help_text=gettext_lazy(
        "Lätt att säga och skriva, till exempel flytta. Den som går till kommunens adress följd av /flytta/ kommer hit."
        " Gäller när sidan är publicerad."
    ),
)


def short_address_field() -> Any:
    return models.CharField(gettext_lazy("kort adress"), max_length=60, blank=True, validators=[WRITTEN])


@cache
def _kinds() -> tuple[str, ...]:
    """The kinds of page that can have one, as relations from Wagtail's page."""
    kinds = [(name, Page._meta.get_field(name).related_model) for name in page_types()]
    return tuple(name for name, model in kinds if any(field.name == "short_address" for field in model._meta.fields))


def having(address: str) -> Q:
    found = Q()
    for kind in _kinds():
        found |= Q(**{f"{kind}__short_address": address})
    return found


def page_with(address: str) -> Page | None:
    """The published page that `address` leads to; should two have come by the same, the older."""
    pages = Page.objects.live().filter(having(address), alias_of=None).order_by("pk")
    found: Page | None = in_both_trees(pages).first()
    return found


class ShortAddressForm(WagtailAdminPageForm):
    """Refuses a short address that leads elsewhere already, and an ordinary one that a short address stands in for."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        others = Page.objects.exclude(pk=self.instance.pk)
        if (address := cleaned.get("short_address")) and (problem := _problem(address, others)):
            self.add_error("short_address", problem)
        slug, parent = cleaned.get("slug"), self.parent_page
        if slug and parent is not None and parent.depth == 2 and (owner := others.filter(having(slug)).first()):
            self.add_error("slug", _("Adressen är kort adress till sidan ”%s”. Välj en annan.") % owner.title)
        return cleaned


def _problem(address: str, others: Any) -> str:
    if address in TAKEN or _is_ours(f"/{address}/") or _is_ours(f"/{address}"):
        return _("Adressen används redan av portalen. Välj en annan.")
    at_the_top = Q(depth=3, slug=address)
    other = others.filter(having(address) | at_the_top).first()
    return _("Adressen leder redan till sidan ”%s”. Välj en annan.") % other.title if other else ""


def _is_ours(path: str) -> bool:
    """Whether something else than Wagtail's pages answers there."""
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False

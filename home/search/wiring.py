"""Our own pages among what can be found, and Wagtail's signals to the one action that keeps the index in step."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from home.models import InformationPage, SectionPage
from home.search.actions import index_page
from home.search.content import findable_information, findable_section, findable_statement
from home.search.registry import register
from home.statement_page import AccessibilityStatementPage


def connect() -> None:
    register(InformationPage, findable_information, {"information": _("Information")})
    register(AccessibilityStatementPage, findable_statement, {})
    register(SectionPage, findable_section, {"section": _("Avdelning")})
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(index_changed_page, dispatch_uid="index_changed_page")


def index_changed_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page went live, ceased to be or was moved, by whatever way. One that is deleted takes its entries along."""
    index_page(instance.pk)

"""Our own pages among what can be found, and Wagtail's signals to the one action that keeps the index in step."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from home.catalogue.models import ExternalServicePage, PaperFormPage
from home.models import InformationPage, SectionPage
from home.search.actions import forget_page, index_page
from home.search.content import (
    findable_external_service,
    findable_information,
    findable_paper_form,
    findable_section,
    findable_statement,
)
from home.search.registry import register
from home.statement_page import AccessibilityStatementPage


def connect() -> None:
    register(InformationPage, findable_information, {"information": _("Information")})
    register(AccessibilityStatementPage, findable_statement, {})
    register(SectionPage, findable_section, {"section": _("Avdelning")})
    register(ExternalServicePage, findable_external_service, {"external_service": _("Tjänst på en annan webbplats")})
    register(PaperFormPage, findable_paper_form, {"paper_form": _("Blankett")})
    for signal in (page_published, post_page_move):
        signal.connect(index_changed_page, dispatch_uid="index_changed_page")
    page_unpublished.connect(forget_unpublished_page, dispatch_uid="forget_unpublished_page")


def index_changed_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page went live or was moved, by whatever way."""
    index_page(instance.pk)


def forget_unpublished_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Wagtail tells this of a page that it is about to delete too, while the database still has it as live."""
    forget_page(instance.pk)

"""Retention rules in the Wagtail admin, for administrators and editors."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from casework.models import RetentionRule


class DeleteRule(DeleteView):
    """Wagtail knows of pages that use a rule, but not of cases: they stay out of its reference index."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
            return answer
        except ProtectedError:
            messages.error(self.request, _("Regeln används av ärenden eller e-tjänster och går inte att ta bort."))
            return redirect(self.index_url_name)


class RetentionRuleViewSet(ModelViewSet):
    model = RetentionRule
    name = "gallringsregler"
    icon = "time"
    menu_label = _("Gallringsregler")
    add_to_settings_menu = True
    list_display = ["name", "months", "legal_basis"]
    search_fields = ["name", "legal_basis"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = DeleteRule
    add_to_reference_index = False
    panels = [
        HelpPanel(
            content=_(
                "En gallringsregel säger hur länge ärenden sparas sedan de avslutats. Varje e-tjänst måste ha en regel "
                "innan den kan publiceras. Invånaren ser regeln innan hen börjar. Ändrar du en regel gäller ändringen "
                "också de ärenden som redan kommit in med den: gör hellre en ny regel."
            )
        ),
        FieldPanel("name"),
        FieldPanel("months"),
        FieldPanel("legal_basis"),
    ]

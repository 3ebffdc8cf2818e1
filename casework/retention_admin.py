"""Retention rules in the Wagtail admin, for administrators and editors."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.deleting import DeleteUnused
from casework.models import RetentionRule


class DeleteRule(DeleteUnused):
    in_use = _("Regeln används av ärenden eller e-tjänster och går inte att ta bort.")


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

"""Committees, units and who works where, in the Wagtail admin under Organisation."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.deleting import DeleteUnused
from accounts.models import Committee, Membership, Unit


class CommitteeViewSet(ModelViewSet):
    model = Committee
    icon = "group"
    menu_label = _("Nämnder")
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = DeleteUnused
    add_to_reference_index = False
    panels = [
        HelpPanel(
            content=_("Varje nämnd är en egen myndighet med ett eget diarium. Byt inte beteckning mitt i ett år.")
        ),
        FieldPanel("name"),
        FieldPanel("code"),
    ]


class UnitViewSet(ModelViewSet):
    model = Unit
    icon = "home"
    menu_label = _("Enheter")
    list_display = ["name", "committee", "email", "phone"]
    list_filter = ["committee"]
    search_fields = ["name", "email"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = DeleteUnused
    add_to_reference_index = False
    panels = [
        HelpPanel(
            content=_(
                "En enhet svarar för e-tjänster och handlägger deras ärenden. Telefon och e-post visas för invånarna."
            )
        ),
        FieldPanel("name"),
        FieldPanel("name_en"),
        FieldPanel("committee", help_text=_("Ärendena får sitt nummer i nämndens diarium.")),
        FieldPanel("email"),
        FieldPanel("phone", help_text=_("Dit invånare ringer. Står vid enhetens e-tjänster.")),
    ]


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "user"
    menu_label = _("Uppdrag")
    list_display = ["user", "unit", "role", "from_date", "until_date"]
    list_filter = ["unit", "role", "user"]
    copy_view_enabled = False
    add_to_reference_index = False
    panels = [
        HelpPanel(
            content=_(
                "Uppdragen avgör vilka ärenden en person ser: bara enhetens, och bara de dagar som står här. "
                "Sätt ett slutdatum när någon slutar, i stället för att ta bort uppdraget."
            )
        ),
        FieldPanel("user"),
        FieldPanel("unit"),
        FieldPanel("role"),
        FieldRowPanel(
            [
                FieldPanel("from_date"),
                FieldPanel("until_date", help_text=_("Den sista dag som uppdraget gäller. Tomt betyder tills vidare.")),
            ]
        ),
    ]


class OrganisationGroup(ViewSetGroup):
    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 700
    items = (UnitViewSet, MembershipViewSet, CommitteeViewSet)

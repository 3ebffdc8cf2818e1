"""The catalogue's areas in the Wagtail admin, for editors."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from home.catalogue import icons
from home.catalogue.models import Category


class CategoryForm(WagtailAdminModelForm):
    icon = forms.ChoiceField(label=_("Bild"), choices=icons.choices, widget=forms.RadioSelect)


class CategoryViewSet(ModelViewSet):
    model = Category
    name = "omraden"
    icon = "folder-open-1"
    menu_label = _("Områden")
    add_to_settings_menu = True
    list_display = ["name", "name_en", "sort_order"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Områdena delar in katalogen för den som inte söker. Håll dem få, och kalla dem vad invånarna "
                    "kallar dem. Ett område utan e-tjänster visas inte. Tar du bort ett område finns e-tjänsterna "
                    "kvar, utan område."
                )
            ),
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("description"), FieldPanel("description_en")]),
            FieldPanel("sort_order"),
            FieldPanel("icon"),
        ],
        base_form_class=CategoryForm,
    )

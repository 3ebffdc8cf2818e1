"""The panel "Att göra" on the admin's first page, for those who may edit pages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.desk.matters import Looker, heaps


class DeskPanel(Component):
    name = "desk"
    template_name = "home/admin/desk/panel.html"
    order = 100  # before Wagtail's own

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        found = heaps(Looker(parent_context["request"].user, timezone.now()))
        return {
            "waiting": [heap for heap in found if heap.matters],
            "empty": [heap.kind.heading for heap in found if not heap.matters],
        }

    @property
    def media(self) -> forms.Media:
        return forms.Media(css={"all": ["home/admin/desk.css"]})

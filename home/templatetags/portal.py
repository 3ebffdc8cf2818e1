"""Filters of the public pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from home.phones import phone_link

register = template.Library()
register.filter("phone_link", phone_link)


GROUPS = {"radioselect": "radios", "checkboxselectmultiple": "checkboxes"}  # as Django names its widgets


@register.filter
def kind(field: BoundField) -> str:
    """How components/field.html draws a field: as its form says, else by its widget."""
    said: str = getattr(field.field, "kind", "")
    return said or GROUPS.get(field.widget_type, field.widget_type)


@register.filter
def html_attributes(attributes: Mapping[str, Any]) -> SafeString:
    """Attributes as Django writes them: True stands alone, False and None are left out."""
    return flatatt(dict(attributes))


@register.filter
def control_attributes(field: BoundField) -> SafeString:
    """What a control says of itself: its widget's attributes, what describes it, and whether it is wrong."""
    said = dict(field.field.widget.attrs)
    if described_by := field.aria_describedby:
        said["aria-describedby"] = described_by
    if field.errors:
        said["aria-invalid"] = "true"
    return flatatt(said)

"""Show-when: one earlier answer decides whether a step or question is asked. The editor picks; nothing is memorised."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from questions import TYPES

OPERATORS = [
    ("equals", _("är")),
    ("not_equals", _("är inte")),
    ("contains", _("innehåller valet")),
    ("greater_than", _("är större eller senare än")),
    ("less_than", _("är mindre eller tidigare än")),
    ("answered", _("är besvarad")),
    ("not_answered", _("är inte besvarad")),
]


class PickerInput(forms.TextInput):
    """A text input that `question-picker.js` turns into a list of the questions, or answers, on the edited page."""

    class Media:
        js = ["eservices/admin/question-picker.js"]

    def __init__(self, part: str) -> None:
        operators = {key: kind.operators for key, kind in TYPES.items() if kind.has_answer}
        super().__init__(
            attrs={
                "data-controller": "question-picker",
                "data-question-picker-part-value": part,
                "data-question-picker-operators-value": json.dumps(operators),
            }
        )


class PickerBlock(blocks.FieldBlock):
    def __init__(self, part: str = "question", required: bool = False, **kwargs: Any) -> None:
        self.field = forms.CharField(required=required, max_length=200, widget=PickerInput(part))
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        # In migrations a picker is what it stores: a short text.
        return "wagtail.blocks.CharBlock", [], {"required": False}


class ConditionBlock(blocks.StructBlock):
    """Empty means always shown."""

    question = PickerBlock("question", label=_("Frågan"), help_text=_("Välj en fråga som står tidigare."))
    operator = blocks.ChoiceBlock(label=_("svaret"), choices=OPERATORS, default="equals")
    value = PickerBlock("value", label=_("värde"))

    class Meta:
        form_classname = "struct-block eservice-condition"
        label_format = ""

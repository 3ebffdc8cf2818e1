"""A step is one page of the form."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from eservices.blocks.condition import ConditionBlock
from eservices.blocks.questions import ITEM_BLOCKS


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Stegets rubrik"), max_length=120, help_text=_("Ett ämne, till exempel Barnet eller Om bygget.")
    )
    title_en = blocks.CharBlock(label=_("Stegets rubrik på engelska"), max_length=120, required=False)
    intro = blocks.TextBlock(
        label=_("Inledning"),
        required=False,
        max_length=1000,
        rows=2,
        help_text=_("Bara om det behövs för att förstå frågorna."),
    )
    intro_en = blocks.TextBlock(label=_("Inledning på engelska"), required=False, max_length=1000, rows=2)
    items = blocks.StreamBlock(ITEM_BLOCKS, label=_("Frågor och texter"))
    show_when = ConditionBlock(label=_("Visa steget bara när"), required=False)

    class Meta:
        icon = "form"
        label = _("Steg")
        label_format = "{title}"
        form_classname = "struct-block eservice-pairs"
        form_layout = BlockGroup(
            [
                "title",
                "title_en",
                "intro",
                "intro_en",
                BlockGroup(
                    ["show_when"],
                    heading=_("Villkor för hela steget"),
                    icon="view",
                    classname="collapsed",
                    label_format="",
                ),
                "items",
            ]
        )


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()

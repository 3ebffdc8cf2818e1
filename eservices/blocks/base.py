"""What every question block shares: label and help in Swedish and English side by side, and when it is asked."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from eservices.blocks.condition import ConditionBlock

TEXTS = ("label", "label_en", "hint", "hint_en")


def layout(*own: str, texts: tuple[str, ...] = TEXTS, required: bool = True) -> BlockGroup:
    """The editor's order: texts, what the type adds, whether it must be answered, and the condition, folded."""
    condition = BlockGroup(["show_when"], heading=_("Villkor"), icon="view", classname="collapsed", label_format="")
    return BlockGroup([*texts, *own, *(["required"] if required else []), condition])


class QuestionBlock(blocks.StructBlock):
    """A question the resident answers. Its stable id is the block's own id; renaming or moving it changes nothing."""

    label = blocks.CharBlock(
        label=_("Fråga"), max_length=250, help_text=_("Kort, som en fråga eller ett ord: Vilken dag gäller det?")
    )
    label_en = blocks.CharBlock(label=_("Fråga på engelska"), max_length=250, required=False)
    hint = blocks.CharBlock(
        label=_("Hjälptext"),
        max_length=500,
        required=False,
        help_text=_("Står under frågan. Säg var uppgiften finns eller hur den ska skrivas."),
    )
    hint_en = blocks.CharBlock(label=_("Hjälptext på engelska"), max_length=500, required=False)
    required = blocks.BooleanBlock(
        label=_("Måste besvaras"),
        required=False,
        default=True,
        help_text=_("Kräv bara det som ärendet inte kan avgöras utan. Vid de andra står (frivilligt)."),
    )
    show_when = ConditionBlock(label=_("Visa frågan bara när"), required=False)

    class Meta:
        label_format = "{label}"
        form_classname = "struct-block eservice-pairs"
        form_layout = layout()

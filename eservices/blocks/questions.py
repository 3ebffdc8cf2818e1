"""One block per question type. A block collects what the editor says; `eservices.compile` makes the document of it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from attachments.kinds import GROUPS, extensions_text
from eservices.blocks.base import QuestionBlock, layout
from eservices.blocks.condition import ConditionBlock
from questions.types.files import MOST_FILES, MOST_MB

PLAIN_FEATURES = ["bold", "link", "ol", "ul"]


class ShortTextBlock(QuestionBlock):
    max_length = blocks.IntegerBlock(label=_("Längst antal tecken"), default=250, min_value=1, max_value=1000)
    pattern = blocks.CharBlock(
        label=_("Mönster"),
        required=False,
        max_length=200,
        help_text=_("För dig som kan reguljära uttryck. Hela svaret måste stämma."),
    )
    pattern_message = blocks.CharBlock(
        label=_("Fel att visa"),
        required=False,
        max_length=250,
        help_text=_("Det som står när svaret inte stämmer med mönstret. Säg hur det ska skrivas."),
    )
    pattern_message_en = blocks.CharBlock(label=_("Fel att visa, på engelska"), required=False, max_length=250)

    class Meta:
        icon = "pilcrow"
        label = _("Kort text")
        form_layout = layout("max_length", "pattern", "pattern_message", "pattern_message_en")


class LongTextBlock(QuestionBlock):
    max_length = blocks.IntegerBlock(label=_("Längst antal tecken"), default=4000, min_value=1, max_value=10000)

    class Meta:
        icon = "doc-full"
        label = _("Lång text")
        form_layout = layout("max_length")


class NumberBlock(QuestionBlock):
    decimals = blocks.IntegerBlock(label=_("Antal decimaler"), default=0, min_value=0, max_value=6)
    unit = blocks.CharBlock(
        label=_("Enhet"), required=False, max_length=40, help_text=_("Till exempel meter eller personer.")
    )
    unit_en = blocks.CharBlock(label=_("Enhet på engelska"), required=False, max_length=40)
    minimum = blocks.DecimalBlock(label=_("Minst"), required=False)
    maximum = blocks.DecimalBlock(label=_("Högst"), required=False)

    class Meta:
        icon = "order"
        label = _("Tal")
        form_layout = layout("decimals", "unit", "unit_en", "minimum", "maximum")


class AmountBlock(QuestionBlock):
    minimum = blocks.DecimalBlock(label=_("Minst, kronor"), required=False)
    maximum = blocks.DecimalBlock(label=_("Högst, kronor"), required=False)

    class Meta:
        icon = "tag"
        label = _("Belopp")
        form_layout = layout("minimum", "maximum")


class DateBlock(QuestionBlock):
    earliest = blocks.DateBlock(
        label=_("Tidigast"), required=False, help_text=_("En viss dag. Den flyttar sig inte, som ”i dag” gör.")
    )
    latest = blocks.DateBlock(label=_("Senast"), required=False)
    when = blocks.ChoiceBlock(
        label=_("Datumet ska vara"),
        required=False,
        choices=[("past", _("i dag eller tidigare")), ("future", _("i dag eller senare"))],
    )

    class Meta:
        icon = "date"
        label = _("Datum")
        form_layout = layout("when", "earliest", "latest")


class TimeBlock(QuestionBlock):
    class Meta:
        icon = "time"
        label = _("Klockslag")


class EmailBlock(QuestionBlock):
    receipt = blocks.BooleanBlock(
        label=_("Skicka kvittens hit"),
        required=False,
        default=True,
        help_text=_("Adressen får ett mejl när ärendet har skickats in."),
    )

    class Meta:
        icon = "mail"
        label = _("E-post")
        form_layout = layout("receipt")


class PhoneBlock(QuestionBlock):
    class Meta:
        icon = "mobile-alt"
        label = _("Telefon")


class WebAddressBlock(QuestionBlock):
    class Meta:
        icon = "link"
        label = _("Webbadress")


class YesNoBlock(QuestionBlock):
    class Meta:
        icon = "radio-full"
        label = _("Ja eller nej")


class ChoiceItemBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Val"), max_length=250)
    label_en = blocks.CharBlock(label=_("Val på engelska"), max_length=250, required=False)

    class Meta:
        label_format = "{label}"
        form_classname = "struct-block eservice-pairs"


class SingleChoiceBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), label=_("Val"), min_num=1, max_num=100)
    style = blocks.ChoiceBlock(
        label=_("Visas som"),
        help_text=_("Listrutan passar när valen är fler än åtta och man vet vad man letar efter."),
        choices=[("radio", _("Alternativknappar")), ("select", _("Listruta"))],
        default="radio",
    )

    class Meta:
        icon = "list-ul"
        label = _("Ett val")
        form_layout = layout("choices", "style")


class SeveralChoicesBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), label=_("Val"), min_num=1, max_num=100)
    minimum = blocks.IntegerBlock(
        label=_("Minst antal val"), required=False, min_value=0, help_text=_("Tomt betyder att antalet är fritt.")
    )
    maximum = blocks.IntegerBlock(label=_("Högst antal val"), required=False, min_value=1)

    class Meta:
        icon = "tasks"
        label = _("Flera val")
        form_layout = layout("choices", "minimum", "maximum")


class PersonalNumberBlock(QuestionBlock):
    class Meta:
        icon = "user"
        label = _("Personnummer")


class CoordinationNumberBlock(QuestionBlock):
    class Meta:
        icon = "user"
        label = _("Samordningsnummer")


class OrganisationNumberBlock(QuestionBlock):
    class Meta:
        icon = "group"
        label = _("Organisationsnummer")


class PostalAddressBlock(QuestionBlock):
    class Meta:
        icon = "home"
        label = _("Postadress")


class PersonBlock(QuestionBlock):
    class Meta:
        icon = "user"
        label = _("Den som fyller i")


class OrganisationBlock(QuestionBlock):
    class Meta:
        icon = "group"
        label = _("Organisationen som man företräder")


class PartyBlock(QuestionBlock):
    class Meta:
        icon = "group"
        label = _("Den som också skriver under")


def kind_choices() -> list[tuple[str, str]]:
    """What an editor may allow, each with its extensions. A function, so that migrations hold no list of kinds."""
    return [(group.code, f"{group.label} ({extensions_text(group.kinds)})") for group in GROUPS.values()]


class FileBlock(QuestionBlock):
    kinds = blocks.MultipleChoiceBlock(
        label=_("Tillåtna filer"),
        choices=kind_choices,
        default=["pdf", "image"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tillåt bara det som handläggaren kan ha nytta av. Varje fil kontrolleras när den laddas upp."),
    )
    max_mb = blocks.IntegerBlock(
        label=_("Största fil, MB"),
        default=10,
        min_value=1,
        max_value=MOST_MB,
        help_text=_("Ett foto från en telefon är ungefär 5 MB, en inskannad sida ungefär 1 MB."),
    )
    max_count = blocks.IntegerBlock(
        label=_("Högst antal filer"),
        default=5,
        min_value=1,
        max_value=MOST_FILES,
        help_text=_("Den som fyller i får veta hur många filer som får plats."),
    )

    class Meta:
        icon = "upload"
        label = _("Filer")
        form_layout = layout("kinds", "max_mb", "max_count")


class ContentBlock(blocks.StructBlock):
    """Something to read. It is never answered."""

    label = blocks.CharBlock(label=_("Rubrik"), max_length=250)
    label_en = blocks.CharBlock(label=_("Rubrik på engelska"), max_length=250, required=False)
    body = blocks.RichTextBlock(label=_("Text"), features=PLAIN_FEATURES)
    body_en = blocks.RichTextBlock(label=_("Text på engelska"), features=PLAIN_FEATURES, required=False)
    show_when = ConditionBlock(label=_("Visa texten bara när"), required=False)

    class Meta:
        label_format = "{label}"
        form_classname = "struct-block eservice-pairs"
        form_layout = layout(texts=("label", "label_en", "body", "body_en"), required=False)


class InformationBlock(ContentBlock):
    class Meta:
        icon = "info-circle"
        label = _("Information")


class StopBlock(ContentBlock):
    class Meta:
        icon = "no-view"
        label = _("Stopp: tjänsten kan inte användas")


class ConsentBlock(ContentBlock):
    required = blocks.BooleanBlock(
        label=_("Måste kryssas i"),
        required=False,
        default=True,
        help_text=_(
            "Låt krysset stå kvar för en försäkran. Ta bort det för ett samtycke: det gäller bara om man kan säga nej."
        ),
    )

    class Meta:
        icon = "check"
        label = _("Försäkran eller medgivande")
        form_layout = layout(texts=("label", "label_en", "body", "body_en"))


ASKING = _("Frågor")
KNOWN = _("Person, företag och adress")
READING = _("Text")

ITEM_BLOCKS = [
    ("short_text", ShortTextBlock(group=ASKING)),
    ("long_text", LongTextBlock(group=ASKING)),
    ("yes_no", YesNoBlock(group=ASKING)),
    ("single_choice", SingleChoiceBlock(group=ASKING)),
    ("several_choices", SeveralChoicesBlock(group=ASKING)),
    ("number", NumberBlock(group=ASKING)),
    ("amount", AmountBlock(group=ASKING)),
    ("date", DateBlock(group=ASKING)),
    ("time", TimeBlock(group=ASKING)),
    ("file", FileBlock(group=ASKING)),
    ("person", PersonBlock(group=KNOWN)),
    ("organisation", OrganisationBlock(group=KNOWN)),
    ("party", PartyBlock(group=KNOWN)),
    ("email", EmailBlock(group=KNOWN)),
    ("phone", PhoneBlock(group=KNOWN)),
    ("postal_address", PostalAddressBlock(group=KNOWN)),
    ("personal_number", PersonalNumberBlock(group=KNOWN)),
    ("coordination_number", CoordinationNumberBlock(group=KNOWN)),
    ("organisation_number", OrganisationNumberBlock(group=KNOWN)),
    ("web_address", WebAddressBlock(group=KNOWN)),
    ("information", InformationBlock(group=READING)),
    ("consent", ConsentBlock(group=READING)),
    ("stop", StopBlock(group=READING)),
]

"""What an information page is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.media_blocks import DocumentBlock, PictureBlock, QuoteBlock, VideoBlock
from home.table_block import TableBlock

TEXT_FEATURES = ["h2", "h3", "bold", "link", "ol", "ul"]
SHORT_FEATURES = ["bold", "link", "ol", "ul"]


class FactBoxBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        label = _("Faktaruta")
        icon = "info-circle"
        template = "home/blocks/fact_box.html"
        description = _("Något kort som är värt att lägga märke till, bredvid den löpande texten.")
        preview_value = {
            "title": "Sparat är inte inskickat",
            "text": "<p>Kommunen har inte fått något förrän du trycker på Skicka in.</p>",
        }


class ContactBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    name = blocks.CharBlock(label=_("Vem som svarar"), max_length=120, required=False)
    phone = blocks.RegexBlock(
        regex=r"^\+?[0-9][0-9 \-]{4,}$",
        label=_("Telefon"),
        required=False,
        error_messages={"invalid": _("Skriv telefonnumret med siffror, till exempel 0224-360 00.")},
    )
    hours = blocks.CharBlock(label=_("Tider"), max_length=120, required=False)
    email = blocks.EmailBlock(label=_("E-post"), required=False)

    class Meta:
        label = _("Kontakt")
        icon = "mail"
        template = "home/blocks/contact.html"
        description = _("Vem man ringer eller skriver till.")
        preview_value = {"title": "Medborgarservice", "phone": "0224-360 00", "email": "information@heby.se"}


class NumberedStepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)


class NumberedStepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    steps = blocks.ListBlock(NumberedStepBlock(), label=_("Steg"), min_num=2)

    class Meta:
        label = _("Steg för steg")
        icon = "list-ol"
        template = "home/blocks/steps.html"
        description = _("Vad man gör, i ordning. Varje steg får ett nummer.")
        preview_value = {
            "title": "Så gör du",
            "steps": [{"title": "Läs först", "text": "<p>Ha allt till hands.</p>"}],
        }


class FoldedTextBlock(blocks.StructBlock):
    """Questions and answers that open one by one."""

    title = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    items = blocks.ListBlock(NumberedStepBlock(), label=_("Frågor och svar"), min_num=1)

    class Meta:
        label = _("Frågor och svar")
        icon = "collapse-down"
        template = "home/blocks/folded.html"
        description = _("Frågor som öppnas en i taget. Bra när de flesta bara behöver ett av svaren.")
        preview_value = {
            "title": "Vanliga frågor",
            "items": [{"title": "Kostar det något?", "text": "<p>Nej.</p>"}],
        }


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=TEXT_FEATURES,
        template="home/blocks/text.html",
        icon="pilcrow",
        description=_("Löpande text. Börja med en rubrik om stycket är längre än en skärm."),
        preview_value="<h2>När behöver du den?</h2><p>Tjänstens första sida säger om den behövs.</p>",
    )
    fact_box = FactBoxBlock()
    steps = NumberedStepsBlock()
    folded = FoldedTextBlock()
    table = TableBlock()
    picture = PictureBlock()
    document = DocumentBlock()
    quote = QuoteBlock()
    video = VideoBlock()
    contact = ContactBlock()

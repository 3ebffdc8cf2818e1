"""Pictures, documents, quotes and links to films in a text. Nothing is fetched from anybody else's server."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(
        label=_("Bild"),
        help_text=_(
            "Beskriv vad bilden visar för den som inte ser den. Säger den inget utöver texten, kryssa i att den är"
            " dekorativ."
        ),
    )
    caption = blocks.CharBlock(label=_("Bildtext"), max_length=250, required=False)

    class Meta:
        label = _("Bild")
        icon = "image"
        template = "home/blocks/picture.html"
        description = _("En bild med beskrivning för den som inte ser den.")


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Dokument"))
    title = blocks.CharBlock(
        label=_("Länktext"),
        max_length=120,
        required=False,
        help_text=_("Säg vad dokumentet är. Tomt ger dokumentets namn. Slag och storlek läggs till."),
    )

    class Meta:
        label = _("Dokument")
        icon = "doc-full"
        template = "home/blocks/document.html"
        description = _("En länk till ett dokument, med slag och storlek. Skriv hellre texten direkt på sidan.")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Citat"), max_length=600, help_text=_("Utan citattecken."))
    source = blocks.CharBlock(label=_("Vem som sade eller skrev det"), max_length=120)

    class Meta:
        label = _("Citat")
        icon = "openquote"
        template = "home/blocks/quote.html"
        description = _("Någons egna ord, och vem som sade dem.")
        preview_value = {"text": "Det gick fortare än jag trodde.", "source": "Astrid i Morgongåva"}


class VideoValue(blocks.StructValue):
    @property
    def host(self) -> str:
        return (urlsplit(self["url"]).hostname or "").removeprefix("www.")


class VideoBlock(blocks.StructBlock):
    """A link, never an embedded player: that would tell somebody else who reads which page."""

    title = blocks.CharBlock(label=_("Filmens namn"), max_length=120)
    url = blocks.URLBlock(label=_("Adress"))
    picture = ImageChooserBlock(
        label=_("Bild ur filmen"), help_text=_("Behöver ingen beskrivning: namnet står bredvid.")
    )
    length = blocks.CharBlock(label=_("Längd"), max_length=40, help_text=_("Till exempel 3 minuter."))
    has_captions = blocks.BooleanBlock(
        label=_("Filmen har undertexter"),
        required=False,
        help_text=_("Kommunens egna filmer måste ha undertexter, och det som bara syns måste också sägas."),
    )

    class Meta:
        label = _("Film")
        icon = "media"
        template = "home/blocks/video.html"
        value_class = VideoValue
        description = _("En länk till en film någon annanstans, med en bild ur den.")

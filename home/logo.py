"""A logo that an administrator uploads: a drawing (SVG) or a picture (PNG), small, and with nothing in it that acts.

A drawing is a document that can carry scripts and fetch things. It is shown by <img>, where it can do neither, and
served under a policy that forbids both; what is refused here would not even get that far.
"""

import re
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

LARGEST = 50_000  # bytes: it is part of every page
WIDEST = 2000  # pixels either way
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan")
SHADES = ("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "filter", "feGaussianBlur")
DRAWN = {"svg", "title", "desc", "defs", "use", "symbol", "style", *SHAPES, *SHADES}
FETCHES = re.compile(r"@import|javascript:|url\((?!\s*['\"]?#)", re.IGNORECASE)


def kind_of_logo(content: bytes) -> str:
    """ "svg" or "png". Raises ValidationError, with words for the administrator, for anything else."""
    if len(content) > LARGEST:
        raise ValidationError(_("Logotypen är för stor. Den får vara högst 50 kB, eftersom den hämtas på varje sida."))
    if content.startswith(PNG_BEGINS):
        check_picture(content)
        return "png"
    check_drawing(content)
    return "svg"


def check_picture(content: bytes) -> None:
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            size = picture.size
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("Bilden går inte att läsa. Spara den på nytt som PNG.")) from None
    if max(size) > WIDEST:
        raise ValidationError(_("Bilden får vara högst 2000 bildpunkter bred och hög."))


def check_drawing(content: bytes) -> None:
    try:
        drawing = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise ValidationError(_("Ladda upp logotypen som SVG eller PNG.")) from None
    if drawing.tag != f"{SVG}svg":
        raise ValidationError(_("Ladda upp logotypen som SVG eller PNG."))
    if not all(is_harmless(part) for part in drawing.iter()):
        raise ValidationError(
            _("Teckningen innehåller något annat än former, till exempel skript eller bilder. Spara den som enkel SVG.")
        )


def is_harmless(part: Element) -> bool:
    """Whether a part of a drawing only draws."""
    if part.tag.removeprefix(SVG) not in DRAWN:
        return False
    said = [part.text or "", *part.attrib.values()]
    return not any(FETCHES.search(text) for text in said) and all(is_plain(*item) for item in part.attrib.items())


def is_plain(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].lower()
    return not local.startswith("on") and (local != "href" or value.startswith("#"))

"""Pictures, decoded in full: magic bytes prove nothing, and half a picture helps nobody."""

import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from attachments.errors import Refused
from attachments.examiner.hidden import refuse_archive, refuse_web_page

MEGAPIXEL = 1_000_000
LARGEST = 60  # megapixels; telephones take 12 to 50
LONGEST_SIDE = 30_000
MOST_FRAMES = 200
MOST_IN_ALL = 240  # megapixels over all frames
FORMATS = {"jpeg": ("JPEG",), "png": ("PNG",), "webp": ("WEBP",), "gif": ("GIF",)}


def examine_image(file: BinaryIO, kind: str) -> None:
    """Raises Refused unless Pillow decodes every pixel of a picture of this kind within the limits."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Pillow warns of pixel bombs and of broken metadata
        warnings.filterwarnings("ignore", message="Corrupt EXIF|Metadata Warning")
        try:
            with Image.open(file, formats=FORMATS[kind]) as image:
                _refuse_too_large(image)
                _decode(image)
        except UnidentifiedImageError:
            raise Refused("content_mismatch") from None
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Refused("image_too_large", limit=LARGEST) from None
    refuse_archive(file)
    refuse_web_page(file)


def _refuse_too_large(image: Image.Image) -> None:
    width, height = image.size
    if width * height > LARGEST * MEGAPIXEL or max(width, height) > LONGEST_SIDE:
        raise Refused("image_too_large", limit=LARGEST)


def _decode(image: Image.Image) -> None:
    if image.format in ("JPEG", "MPO"):
        image.draft("L", (image.width // 8, image.height // 8))  # reads all of the data, keeps little of it in memory
        image.load()
        return  # what telephones put behind the first picture is a preview or a depth map
    pixels = 0
    for number in range(MOST_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        pixels += image.width * image.height
        if number == MOST_FRAMES or pixels > MOST_IN_ALL * MEGAPIXEL:
            raise Refused("too_many_frames", limit=MOST_FRAMES)
        image.load()

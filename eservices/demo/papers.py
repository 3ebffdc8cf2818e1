"""The files of the demo's errands, made here: a page of text as PDF, and a flat picture that shows nobody."""

import io
import zlib
from dataclasses import dataclass

from PIL import Image, ImageDraw

SIZE = (640, 420)
SKIES = ((226, 236, 240), (236, 230, 218), (214, 228, 222))
GROUNDS = ((96, 120, 96), (120, 112, 100), (84, 104, 112))
LINE_HEIGHT = 20


@dataclass(frozen=True)
class DemoFile:
    """Its name says what kind it is; `lines` are what a PDF or a text says."""

    name: str
    lines: tuple[str, ...] = ()

    @property
    def content(self) -> bytes:
        if self.name.endswith(".pdf"):
            return pdf(self.lines)
        if self.name.endswith(".txt"):
            return "\n".join(self.lines).encode()
        return picture(self.name)


def pdf(lines: tuple[str, ...]) -> bytes:
    """One page; the first line larger."""
    texts = [f"/F1 {18 if first else 11} Tf ({escaped(line)}) Tj T*" for line, first in _with_first(lines)]
    stream = f"BT 72 740 Td {LINE_HEIGHT} TL {' '.join(texts)} ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _written(objects)


def escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def picture(name: str) -> bytes:
    """Sky, ground and a house, in colours that follow from the name."""
    number = zlib.crc32(name.encode())
    width, height = SIZE
    image = Image.new("RGB", SIZE, SKIES[number % 3])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 2 // 3, width, height), GROUNDS[number // 3 % 3])
    left = 80 + number % 200
    draw.rectangle((left, 180, left + 200, 300), (150, 52, 44))
    draw.polygon(((left - 20, 180), (left + 100, 100), (left + 220, 180)), (60, 60, 58))
    draw.rectangle((left + 80, 220, left + 120, 300), (240, 236, 226))
    out = io.BytesIO()
    image.save(out, "PNG" if name.endswith(".png") else "JPEG")
    return out.getvalue()


def _with_first(lines: tuple[str, ...]) -> list[tuple[str, bool]]:
    return [(line, number == 0) for number, line in enumerate(lines)]


def _written(objects: list[bytes]) -> bytes:
    """The objects with the table that says where each begins."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()

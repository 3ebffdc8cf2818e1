"""Small rightful files of every kind, made here so that each is known to the byte. Used by every test that attaches."""

import io
import zipfile
from typing import Any

from PIL import Image

CANARY = "kanariefågel-7f3a"
OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def pdf(text: str = CANARY) -> bytes:
    """One page with a line of text."""
    return _pdf([f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {CONTENTS} 0 R >>"], text)


CONTENTS = 4


def _pdf(pages: list[str], text: str, *, catalogue: str = "", more: tuple[str, ...] = ()) -> bytes:
    stream = f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count {len(pages)} >>",
        *pages,
        f"<< /Length {len(stream.encode())} >>\nstream\n{stream}\nendstream",
        *more,
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def pdf_with(catalogue: str, *more: str) -> bytes:
    """A PDF whose catalogue holds `catalogue`, with further objects numbered from 5."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {CONTENTS} 0 R >>"
    return _pdf([page], CANARY, catalogue=catalogue, more=more)


def image(format: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, format, **options)
    return out.getvalue()


def jpeg() -> bytes:
    return image("JPEG")


def png() -> bytes:
    return image("PNG")


def webp() -> bytes:
    return image("WEBP")


def gif(frames: int = 1) -> bytes:
    pictures = [Image.new("L", (8, 8), shade % 256) for shade in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def package(parts: dict[str, str | bytes], **options: Any) -> bytes:
    """A zip of these parts, in order; one named `mimetype` lies first and is not compressed, as OpenDocument wants."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def docx_parts(text: str = CANARY) -> dict[str, str | bytes]:
    main = f"{OFFICE}.wordprocessingml.document.main+xml"
    body = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return _office_parts("word/document.xml", main, body)


def xlsx_parts(text: str = CANARY) -> dict[str, str | bytes]:
    main = f"{OFFICE}.spreadsheetml.sheet.main+xml"
    return _office_parts("xl/workbook.xml", main, f'<workbook xmlns="x"><sheets/><!-- {text} --></workbook>')


def _office_parts(place: str, content_type: str, body: str) -> dict[str, str | bytes]:
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    override = f'<Override PartName="/{place}" ContentType="{content_type}"/>'
    relation = f'<Relationship Id="r1" Type="{OFFICE_RELATIONS}/officeDocument" Target="{place}"/>'
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{types}">{defaults}{override}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{RELATIONS}">{relation}</Relationships>',
        place: XML + body,
    }


def odf_parts(kind: str, text: str = CANARY) -> dict[str, str | bytes]:
    """`kind` is "text" or "spreadsheet"."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", mime), ("content.xml", "text/xml"))
    )
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    return {
        "mimetype": mime,
        "content.xml": f"{XML}<office:document-content {office}><!-- {text} --></office:document-content>",
        "META-INF/manifest.xml": f'{XML}<manifest:manifest xmlns:manifest="{manifest}">{entries}</manifest:manifest>',
    }


def docx() -> bytes:
    return package(docx_parts())


def xlsx() -> bytes:
    return package(xlsx_parts())


def odt() -> bytes:
    return package(odf_parts("text"))


def ods() -> bytes:
    return package(odf_parts("spreadsheet"))


def txt() -> bytes:
    return f"Hej på dig, {CANARY}.\r\n".encode()


RIGHTFUL = {
    "intyg.pdf": pdf,
    "foto.jpg": jpeg,
    "skärmbild.png": png,
    "bild.webp": webp,
    "bild.gif": gif,
    "brev.docx": docx,
    "brev.odt": odt,
    "anteckning.txt": txt,
    "kalkyl.xlsx": xlsx,
    "kalkyl.ods": ods,
}

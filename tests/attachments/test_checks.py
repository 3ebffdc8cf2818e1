"""Every rightful file gets through, and is what it says (security.md T-28, T-29; the other half: test_malicious.py)."""

import io
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter

from attachments import apart
from attachments.checks import check_content
from attachments.errors import Refused
from attachments.kinds import KINDS, kind_of_name
from tests.attachments import samples

EVERY_KIND = tuple(KINDS.values())


def refusal(content: bytes, name: str, allowed=EVERY_KIND) -> str:
    """The code a file is refused with; "" when it is taken."""
    try:
        check_content(io.BytesIO(content), name, allowed)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("name", samples.RIGHTFUL)
def test_rightful_file_is_taken(name: str) -> None:
    kind = check_content(io.BytesIO(samples.RIGHTFUL[name]()), name, EVERY_KIND)

    assert kind == kind_of_name(name, EVERY_KIND)


def test_spreadsheet_as_programs_write_it_is_taken() -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Åsa", 1, "=SUM(B1:B1)"])
    book.active["A1"].hyperlink = "https://www.kommun.example/"
    book.save(out)

    assert refusal(out.getvalue(), "kalkyl.xlsx") == ""


def test_document_with_a_chart_is_taken() -> None:
    """Its numbers lie in a spreadsheet of their own, an archive within the archive."""
    parts = {**samples.docx_parts(), "word/embeddings/Microsoft_Excel_Sheet.xlsx": samples.xlsx()}

    assert refusal(samples.package(parts), "brev.docx") == ""


def test_pdf_saved_twice_is_taken() -> None:
    """Programs that fill in forms write what is new behind the end of what was there."""
    writer, out = PdfWriter(io.BytesIO(samples.pdf()), incremental=True), io.BytesIO()
    writer.add_metadata({"/Title": "Intyg"})
    writer.write(out)

    assert out.getvalue().count(b"%%EOF") == 2
    assert refusal(out.getvalue(), "intyg.pdf") == ""


@pytest.mark.parametrize(
    "behaviour",
    [
        "import time; time.sleep(60)",
        "import sys; sys.stdin.buffer.read(); import time; time.sleep(60)",
        "from attachments.examiner import set_bounds; set_bounds(); x = bytes(2 ** 31)",
        "import os; os.abort()",
        "print('nonsense')",
    ],
)
def test_parser_that_hangs_swells_or_falls_harms_nobody(monkeypatch: pytest.MonkeyPatch, behaviour: str) -> None:
    start = f"import sys; sys.path.insert(0, sys.argv[1]); {behaviour}"
    monkeypatch.setattr(apart, "START", start)
    monkeypatch.setattr(apart, "LONGEST", 1.0)
    begun = time.monotonic()

    assert refusal(samples.pdf() + bytes(2**20), "intyg.pdf") == "too_complex"
    assert time.monotonic() - begun < 8


class Dripping(io.BytesIO):
    """Gives little at a time, as any stream may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(5000)


def test_examiner_that_dies_in_mid_pour_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "START", "import sys; sys.stdin.buffer.read(10)")

    with pytest.raises(Refused) as refused:
        check_content(Dripping(bytes(300_000)), "intyg.pdf", EVERY_KIND)

    assert refused.value.code == "too_complex"


def test_two_examiners_at_once_are_enough_for_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "START", "import sys, time; sys.stdin.buffer.read(); time.sleep(1)")
    begun = time.monotonic()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: refusal(samples.pdf(), "intyg.pdf"), range(6)))

    assert answers == ["too_complex"] * 6
    assert time.monotonic() - begun >= 3


@pytest.mark.parametrize("nest", [b"[", b"<< /A "])
def test_pdf_that_chokes_parsers_is_refused_in_time(nest: bytes) -> None:
    deep = samples.pdf_with("", (nest * 200_000).decode())
    begun = time.monotonic()

    assert refusal(deep, "intyg.pdf") in ("too_complex", "unreadable")
    assert time.monotonic() - begun < apart.LONGEST + 5


def test_examiner_is_given_nothing_of_the_portals_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    spill = "import json, os; print(json.dumps(['environment', dict(os.environ)]))"
    monkeypatch.setattr(apart, "START", spill)

    with pytest.raises(Refused) as refused:
        check_content(io.BytesIO(samples.pdf()), "intyg.pdf", EVERY_KIND)

    assert set(refused.value.params) <= {"LC_CTYPE"}  # which Python sets for itself

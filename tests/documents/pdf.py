"""What other people's programs say of our documents: `page-validation` and poppler's tools."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import page

from tools.chromium import install_packages, may_install

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)


STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")
WRONG_LENGTH = "a stream /Length does not match its raw content length"


def faults(pdf: bytes) -> list[str]:
    """Against PDF/A-3a and PDF/UA-1 (ISO 19005-3, ISO 14289-1)."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    found = [f"{report.profile}: {one.message}" for report in reports for one in report.failures]
    return [one for one in found if not (one.endswith(WRONG_LENGTH) and lengths_hold(pdf))]


def lengths_hold(pdf: bytes) -> bool:
    """The validator takes a carriage return that is a stream's last byte for a part of the line break after it."""
    ends = [found.end() + int(found[1]) for found in STREAM.finditer(pdf)]
    return bool(ends) and all(pdf[end : end + 10] == b"\nendstream" for end in ends)


def poppler(program: str, pdf: bytes, *options: str) -> str:
    """What a program of poppler-utils prints, given the file last; installed where the tests may."""
    if shutil.which(program) is None and may_install():
        install_packages("poppler-utils")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(pdf)
        after = ["-"] if program == "pdftotext" else []
        answer = subprocess.run([program, *options, str(path), *after], capture_output=True, check=False)
    return answer.stdout.decode()


def text_of(pdf: bytes) -> str:
    return poppler("pdftotext", pdf, "-layout")


def seal_of(pdf: bytes) -> str:
    return poppler("pdfsig", pdf, "-nocert")

"""Checking a document that somebody has: is it ours and unchanged, ours but changed, or not ours?

Reads a stranger's file, so for a page it is called in a process of its own (`documents.examining`). It needs nothing
but the file and our certificates.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509

MOST_DATA = 2 * 2**20  # bytes of an attached file that are read


class Verdict(StrEnum):
    GENUINE = "genuine"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """`sealed_at` and `sealed_by` are told of genuine documents only, and so are the attached files."""

    verdict: Verdict
    sealed_at: datetime | None = None
    sealed_by: str = ""
    time_is_stamped: bool = False
    attachments: dict[str, bytes] | None = None


def check(pdf: bytes, *, ours: Sequence[bytes]) -> Checked:
    """`ours` are the certificates (DER) of the seals that are ours: this one and earlier ones. They are compared as
    they are: whom their issuer trusts besides is no concern of ours. Never raises for the file.
    """
    try:
        with ThreadPoolExecutor(1) as pool:  # pyHanko wants an event loop of its own, and the caller may be within one
            return pool.submit(_check, pdf, ours).result()
    except Exception:  # whatever a stranger's file does to a parser, it is no document of ours
        return Checked(Verdict.CHANGED if _says_seal(pdf) else Verdict.UNKNOWN)


def _check(pdf: bytes, ours: Sequence[bytes]) -> Checked:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    reader = PdfFileReader(BytesIO(pdf), strict=False)
    signatures = reader.embedded_regular_signatures
    if not signatures or signatures[0].signer_cert.dump() not in ours:
        return Checked(Verdict.UNKNOWN)
    seal = signatures[0]
    status = validate_pdf_signature(seal, signer_validation_context=_trusting(seal.signer_cert))
    whole = len(signatures) == 1 and status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _is_plain(pdf, seal)
    sealed_at, is_stamped = seal.self_reported_timestamp, bool(status.timestamp_validity)
    if not (whole and status.intact and status.valid and sealed_at and _was_valid(seal.signer_cert, sealed_at)):
        return Checked(Verdict.CHANGED)
    if status.timestamp_validity:
        sealed_at = status.timestamp_validity.timestamp
    name = str(seal.signer_cert.subject.native.get("common_name", ""))
    return Checked(Verdict.GENUINE, sealed_at, name, is_stamped, _attachments(reader))


def _trusting(certificate: x509.Certificate) -> Any:
    """It is one of ours, and that is all the trust there is: nothing is fetched, nobody is asked."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=[certificate], allow_fetching=False)


def _is_plain(pdf: bytes, seal: Any) -> bool:
    """Whether the one place that the seal does not cover, its own, holds the seal, then zeros, and not a bit else."""
    start, length, end, _rest = (int(number) for number in seal.byte_range)
    held = bytes(seal.sig_object.raw_get("/Contents"))
    padding = held[len(cms.ContentInfo.load(held).dump()) :]
    return pdf[start + length : end] == b"<" + held.hex().upper().encode() + b">" and not any(padding)


def _was_valid(certificate: x509.Certificate, at: datetime) -> bool:
    return bool(certificate.not_valid_before <= at <= certificate.not_valid_after)


def _says_seal(pdf: bytes) -> bool:
    return b"/Adobe.PPKLite" in pdf and b"/ETSI.CAdES.detached" in pdf


def _attachments(reader: Any) -> dict[str, bytes]:
    """By name, those that are small enough."""
    found: dict[str, bytes] = {}
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for place in range(0, len(names), 2):
        specification = names[place + 1].get_object()
        content = specification["/EF"]["/F"].data
        if len(content) <= MOST_DATA:
            found[str(specification["/UF"])] = content
    return found

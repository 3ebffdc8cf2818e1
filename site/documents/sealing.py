"""The municipality's electronic seal on a document: PAdES B-B, or B-T where a time-stamp service is set (ETSI EN 319
142-1). It says that the document is the municipality's and unchanged; it is nobody's signature on what stands there.

Four things keep the sealed file PDF/A-3a and PDF/UA-1: the line break at the end, the XMP packet left alone, a field
with a readable name, and no later part added (so no B-LT).
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from documents import own_seal

if TYPE_CHECKING:
    from pyhanko.sign import Signer
    from pyhanko.sign.timestamps import TimeStamper

FIELD = "Seal"
TIMESTAMP_SECONDS = 10
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Seal:
    """What seals: `signer` holds the key or knows the way to it, `name` is what the certificate calls its owner."""

    signer: "Signer"
    name: str
    is_demo: bool


def current() -> Seal | None:
    """The seal that is set; None when documents leave unsealed. Raises ImproperlyConfigured."""
    if not settings.SEAL_SIGNER:
        return None
    return _seal(settings.SEAL_SIGNER, settings.SEAL_FILE, settings.SEAL_PASSWORD)


@lru_cache(maxsize=1)
def _seal(factory: str, path: str, password: str) -> Seal:
    signer = import_string(factory)()
    certificate = signer.signing_cert
    if certificate is None:
        raise ImproperlyConfigured("The seal has no certificate")
    subject = certificate.subject.native
    return Seal(signer, str(subject.get("common_name") or subject.get("organization_name") or ""), is_demo(certificate))


def is_demo(certificate: Any) -> bool:
    return bool(certificate.subject.native.get("organizational_unit_name") == own_seal.UNIT)


def certificates() -> list[bytes]:
    """Of the seals that are ours, as DER: the one that is set, and those in the folder SEAL_EARLIER (PEM or DER)."""
    seal = current()
    own = [seal.signer.signing_cert.dump()] if seal and seal.signer.signing_cert else []
    return (
        own + [_der(path) for path in sorted(Path(settings.SEAL_EARLIER).iterdir())] if settings.SEAL_EARLIER else own
    )


def _der(path: Path) -> bytes:
    content = path.read_bytes()
    load = x509.load_pem_x509_certificate if content.startswith(b"-----") else x509.load_der_x509_certificate
    try:
        return load(content).public_bytes(Encoding.DER)
    except ValueError as error:
        raise ImproperlyConfigured(f"{path} in SEAL_EARLIER is no certificate") from error


def signer_from_file() -> "Signer":
    """The key and certificates in SEAL_FILE (PKCS #12). Other ways to a key: name a function of your own in SEAL_SIGNER
    that gives a pyHanko Signer, for instance its PKCS11Signer. Raises ImproperlyConfigured.
    """
    from pyhanko.sign import Signer, SimpleSigner

    if not settings.SEAL_FILE:
        raise ImproperlyConfigured("SEAL_FILE names no file")
    if settings.DEMO:
        own_seal.make(Path(settings.SEAL_FILE), organisation="Heby kommun", number="2120000407", is_demo=True)
    if not Path(settings.SEAL_FILE).is_file():
        raise ImproperlyConfigured("SEAL_FILE names a file that is not there")
    load: Callable[..., Signer | None] = SimpleSigner.load_pkcs12
    signer = load(settings.SEAL_FILE, passphrase=settings.SEAL_PASSWORD.encode() or None)
    if signer is None:
        raise ImproperlyConfigured("SEAL_FILE cannot be opened: is SEAL_PASSWORD right?")
    return signer


def seal(pdf: bytes, by: Seal, *, reason: str) -> bytes:
    """The same document, sealed: nothing in it may change any more. Takes up to a second, with time-stamping longer.

    Raises what the time-stamp service or the key's keeper raises.
    """
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter

    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        name=by.name,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    field = SigFieldSpec(
        FIELD,
        readable_field_name=by.name or FIELD,
        invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
    )
    signer, out = PdfSigner(metadata, signer=by.signer, timestamper=_timestamper(), new_field_spec=field), BytesIO()
    with ThreadPoolExecutor(1) as pool:  # pyHanko wants an event loop of its own, and the caller may be within one
        pool.submit(signer.sign_pdf, _writer(pdf), output=out).result()
    return out.getvalue()


def _writer(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        """Leaves the XMP packet as it is: written anew, it loses what PDF/A says of itself (pyHanko #755, #223)."""

        def _update_meta(self) -> None:
            return

    return Writer(BytesIO(pdf + b"\n"))  # Typst ends without one, and the next object would be glued on


def _timestamper() -> "TimeStamper | None":
    from pyhanko.sign.timestamps import HTTPTimeStamper

    if not settings.SEAL_TIMESTAMP_URL:
        return None
    return HTTPTimeStamper(settings.SEAL_TIMESTAMP_URL, timeout=TIMESTAMP_SECONDS)

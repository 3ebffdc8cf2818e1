"""A seal made here: a certificate authority of our own and a certificate that it issues (`manage.py make_seal`).

It proves what comes from us to those who have our certificate, as Kontrollera kvittens has; a PDF reader calls the
issuer unknown. The demo's says DEMO in its very name, and `check --deploy` does not let it out of the house.
"""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.utils import timezone

UNIT = "DEMO"
YEARS = 10
KEY_BITS = 3072
ORGANISATION_IDENTIFIER = x509.ObjectIdentifier("2.5.4.97")  # ETSI EN 319 412-3: NTRSE- and the organisation number


def make(path: Path, *, organisation: str, number: str, password: str = "", is_demo: bool = False) -> None:
    """Write the seal to `path` (PKCS #12). What is there already is left as it is.

    `number` is the organisation number, ten digits; `password` may be empty.
    """
    if path.exists():
        return
    unit, name = (UNIT, f"{UNIT} {organisation}") if is_demo else ("", organisation)
    authority_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS) for _ in range(2))
    authority = _certificate(_name(f"{name} CA", organisation, number, unit), authority_key)
    own = _certificate(_name(name, organisation, number, unit), key, authority, authority_key)
    lock = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    content = pkcs12.serialize_key_and_certificates(b"seal", key, own, [authority], lock)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    with suppress(FileExistsError):  # another process was quicker: all use the same
        path.hardlink_to(unfinished)
    unfinished.unlink()


def _name(common: str, organisation: str, number: str, unit: str) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: "SE",
        NameOID.ORGANIZATION_NAME: organisation,
        NameOID.ORGANIZATIONAL_UNIT_NAME: unit,
        ORGANISATION_IDENTIFIER: f"NTRSE-{number}",
        NameOID.COMMON_NAME: common,
    }
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts.items() if text])


def _certificate(
    name: x509.Name,
    key: RSAPrivateKey,
    issuer: x509.Certificate | None = None,
    issuer_key: RSAPrivateKey | None = None,
) -> x509.Certificate:
    now, is_authority = timezone.now(), issuer is None
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(issuer_key or key, hashes.SHA256())
    )

"""Signatures of the test e-ID: real ones, made with a key of this installation's own, that say nothing of any person.

They let everything about signing be tried and verified as with a real e-ID. Ed25519 (RFC 8032) over canonical JSON
(RFC 8785).
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from accounts.eid.evidence import Claim, Finding
from accounts.eid.provider import Asked
from crypto.lookup import lookup_hash

KIND = "TEST_SIGNATURE"


def sign_for_test(asked: Asked, *, subject: Sequence[str], transaction: str, at: datetime) -> bytes:
    """The proof, as JSON: what was signed, by whom, when, and the signature over it."""
    signed = {
        "message": asked.message,
        "to_sign_sha256": hashlib.sha256(asked.to_sign).hexdigest(),
        "subject": [str(part) for part in subject],
        "transaction": transaction,
        "at": at.isoformat(),
    }
    signature = base64.b64encode(_key().sign(rfc8785.dumps(signed))).decode()
    return json.dumps({"signed": signed, "signature": signature}).encode()


def check(claim: Claim) -> Iterator[Finding]:
    """Whether the proof is this installation's own and says what `claim` says."""
    document = json.loads(claim.piece(KIND))
    signed, subject = document["signed"], claim.subject
    yield Finding("signature", _is_ours(rfc8785.dumps(signed), document["signature"]))
    yield Finding("message", signed["message"] == claim.asked.message)
    yield Finding("content", signed["to_sign_sha256"] == hashlib.sha256(claim.asked.to_sign).hexdigest())
    yield Finding("person", signed["subject"] == [str(subject.type), subject.value, subject.country])
    yield Finding("transaction", signed["transaction"] == claim.transaction)
    yield Finding("time", datetime.fromisoformat(signed["at"]) == claim.at)


def _is_ours(content: bytes, signature: str) -> bool:
    try:
        _key().public_key().verify(base64.b64decode(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key() -> Ed25519PrivateKey:
    """Derived from the key that no rotation replaces, so that old test signatures can still be verified."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(lookup_hash("test-eid", "signing key"))[:32])

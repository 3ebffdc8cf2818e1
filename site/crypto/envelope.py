"""Sealing: AES-256-GCM with keys that fit one place only (security.md, "Draft encryption").

Each object (a draft, a case) has a random key of its own, wrapped under a key derived by HKDF from a master key, the
object's id and whose it is (`binding`). What the object holds is sealed under its own key with a `context` that says
which row, which field, which revision. So a blob moved to another row, owner, field or revision does not open, and
rotation re-wraps 63 bytes an object. Small values without an object of their own go through `seal_value`.

    wrapped key   version 1 | kid 2 | nonce 12 | key 32 | tag 16     = 63 bytes
    sealed        nonce 12 | text | tag 16
    sealed value  version 1 | kid 2 | nonce 12 | text | tag 16

Whatever is wrong (key, context, a bit, the length), the one answer is `SealBroken`.
"""

import json
import secrets
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.keyring import KEY_SIZE, Keyring, UnknownKey, keyring

Context = tuple[str | int, ...]
Blob = bytes | memoryview  # databases hand out memoryviews

VERSION = b"\x01"
HEADER_SIZE = 3
NONCE_SIZE = 12
TAG_SIZE = 16


class Domain(StrEnum):
    """What kind of object a key belongs to; keys of one kind open nothing of another."""

    DRAFT = "draft"
    CASE = "case"
    PARKED_TEXT = "parked-text"
    PACKAGE = "package"


class SealBroken(Exception):
    """The blob does not open here: altered, cut, moved, or sealed under a key that is not in the key file."""


def new_wrapped_key(domain: Domain, object_id: UUID, binding: str) -> bytes:
    """A fresh random key for one object, wrapped under the current master key; 63 bytes to store beside the object."""
    return _wrap(secrets.token_bytes(KEY_SIZE), domain, object_id, binding)


def unwrap_key(wrapped: Blob, domain: Domain, object_id: UUID, binding: str) -> bytes:
    """The object's key, 32 bytes. Raises SealBroken unless object and binding are those it was wrapped for."""
    header, sealed = _split_header(wrapped)
    context = _key_context(header, domain, object_id, binding)
    return unseal(_wrapping_key(_kid(header), domain, object_id, binding), sealed, context=context)


def rewrap_key(wrapped: Blob, domain: Domain, object_id: UUID, binding: str) -> bytes:
    """The same key wrapped under the current master key; what it has sealed stays as it is."""
    return _wrap(unwrap_key(wrapped, domain, object_id, binding), domain, object_id, binding)


def kid_of(blob: Blob) -> str:
    """Which master key a wrapped key or sealed value stands on; tells what rotation still has to do."""
    return _kid(_split_header(blob)[0])


def seal(key: bytes, plaintext: bytes, *, context: Context) -> bytes:
    """Encrypt under `key` (32 bytes). `context` names the one place the blob fits, and is not stored."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, _associated_data(context))


def unseal(key: bytes, blob: Blob, *, context: Context) -> bytes:
    """What was sealed under the same key and context. Raises SealBroken for anything else."""
    blob = bytes(blob)
    if len(blob) < NONCE_SIZE + TAG_SIZE:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(blob[:NONCE_SIZE], blob[NONCE_SIZE:], _associated_data(context))
    except InvalidTag:
        raise SealBroken from None


def seal_value(purpose: str, plaintext: bytes, *, context: Context) -> bytes:
    """Encrypt a small value under the current master key's sub-key for `purpose`; the blob names the master key."""
    header = _current_header()
    key = _purpose_key(_kid(header), purpose)
    return header + seal(key, plaintext, context=_value_context(header, purpose, context))


def unseal_value(purpose: str, blob: Blob, *, context: Context, keys: Keyring | None = None) -> bytes:
    """What `seal_value` sealed for the same purpose and context. Raises SealBroken for anything else.

    `keys`: others than this installation's, to see whether they are the right ones.
    """
    header, sealed = _split_header(blob)
    key = _purpose_key(_kid(header), purpose, keys)
    return unseal(key, sealed, context=_value_context(header, purpose, context))


def reseal_value(purpose: str, blob: Blob, *, context: Context) -> bytes:
    """The same value under the current master key."""
    return seal_value(purpose, unseal_value(purpose, blob, context=context), context=context)


def derive(secret: bytes, *, salt: bytes | None, info: str) -> bytes:
    """HKDF-SHA256 to 32 bytes. `info` says what the key is for, so that no two uses share one."""
    return HKDF(SHA256(), KEY_SIZE, salt, info.encode()).derive(secret)


def _wrap(key: bytes, domain: Domain, object_id: UUID, binding: str) -> bytes:
    header = _current_header()
    context = _key_context(header, domain, object_id, binding)
    return header + seal(_wrapping_key(_kid(header), domain, object_id, binding), key, context=context)


def _wrapping_key(kid: str, domain: Domain, object_id: UUID, binding: str) -> bytes:
    return derive(_master(kid), salt=object_id.bytes, info=f"{domain}-kek|v1|{binding}")


def _purpose_key(kid: str, purpose: str, keys: Keyring | None = None) -> bytes:
    return derive(_master(kid, keys), salt=None, info=f"value|v1|{purpose}")


def _master(kid: str, keys: Keyring | None = None) -> bytes:
    try:
        return (keys or keyring()).master(kid)
    except UnknownKey:
        raise SealBroken from None


def _key_context(header: bytes, domain: Domain, object_id: UUID, binding: str) -> Context:
    return (header.hex(), "dek", str(domain), str(object_id), binding)


def _value_context(header: bytes, purpose: str, context: Context) -> Context:
    return (header.hex(), "value", purpose, *context)


def _current_header() -> bytes:
    return VERSION + keyring().current.encode()


def _split_header(blob: Blob) -> tuple[bytes, bytes]:
    blob = bytes(blob)
    if len(blob) < HEADER_SIZE or blob[:1] != VERSION:
        raise SealBroken
    return blob[:HEADER_SIZE], blob[HEADER_SIZE:]


def _kid(header: bytes) -> str:
    return header[1:].decode("latin-1")


def _associated_data(context: Context) -> bytes:
    # JSON keeps parts and types apart: ("a", "b") is not ("ab",), and 1 is not "1".
    return json.dumps(context).encode()

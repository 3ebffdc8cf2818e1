"""Finding without reading: keyed hashes of identity numbers, plain hashes of random tokens.

An identity number has so few values that a plain hash is as good as clear text; under a key that is not in the
database it tells nothing. A random token of 256 bits needs no key: knowing its hash opens nothing.
"""

import hashlib
import hmac
import secrets

from crypto.envelope import derive
from crypto.keyring import Keyring, keyring

TOKEN_SIZE = 32  # bytes


def lookup_hash(purpose: str, value: str, *, keys: Keyring | None = None) -> str:
    """64 hex digits; the same value under another purpose gives another hash, so tables cannot be joined on it."""
    key = derive((keys or keyring()).lookup, salt=None, info=f"lookup|v1|{purpose}")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A secret for a link or cookie: 43 characters that are safe in an address."""
    return secrets.token_urlsafe(TOKEN_SIZE)


def token_hash(token: str) -> str:
    """64 hex digits: what is stored of a token made by `new_token`."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

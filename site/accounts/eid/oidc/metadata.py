"""What a broker publishes about itself: its addresses and its keys. Kept by each process for a while.

Keys are asked for again as soon as a token names one that is not known, so that a broker may change keys at any time;
but not more often than once in `PATIENCE`, or forged tokens could have us hammer the broker.
"""

import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from accounts.eid.oidc.brokers import LOCAL, Broker
from accounts.eid.oidc.fetching import BrokerAway, BrokerRefused, get_json

LIFETIME = 3600.0  # seconds
PATIENCE = 30.0
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
ASYMMETRIC = {"RSA", "EC", "OKP"}


@dataclass
class Published:
    """`keys_json` is the very set the keys were read from: it is kept with each signature."""

    facts: dict[str, Any]
    keys: KeySet
    keys_json: dict[str, Any]
    read_at: float = field(default_factory=time.monotonic)
    keys_read_at: float = field(default_factory=time.monotonic)


_kept: dict[str, Published] = {}
_lock = threading.Lock()


def forget() -> None:
    """Read everything anew: for tests."""
    _kept.clear()


def published(broker: Broker) -> Published:
    """Raises BrokerAway. What is known is used on when the broker cannot be asked anew."""
    known = _kept.get(broker.issuer)
    if known and time.monotonic() - known.read_at < LIFETIME:
        return known
    with _lock:
        try:
            facts = _facts(broker)
            keys, keys_json = _keys(facts["jwks_uri"])
        except BrokerAway:
            if known:
                return known
            raise
        _kept[broker.issuer] = Published(facts, keys, keys_json)
        return _kept[broker.issuer]


def with_newer_keys(broker: Broker) -> Published:
    """The same with keys asked for again, unless that was done a moment ago."""
    known = published(broker)
    with _lock:
        if time.monotonic() - known.keys_read_at >= PATIENCE:
            known.keys_read_at = time.monotonic()
            known.keys, known.keys_json = _keys(known.facts["jwks_uri"])
    return known


def _facts(broker: Broker) -> dict[str, Any]:
    """Discovery (OpenID Connect Discovery 1.0): the issuer must be the very one that was asked."""
    facts = _read(get_well_known_url(broker.issuer, external=True))
    if facts.get("issuer") != broker.issuer:
        raise BrokerAway("discovery names another issuer")
    try:
        OpenIDProviderMetadata(facts).validate_issuer()
    except ValueError as error:
        if urlsplit(broker.issuer).hostname not in LOCAL:
            raise BrokerAway(f"discovery: {error}") from error
    for name in (*ENDPOINTS, *(("userinfo_endpoint",) if "userinfo_endpoint" in facts else ())):
        _check_address(facts.get(name), name)
    return facts


def _check_address(address: object, name: str) -> None:
    parts = urlsplit(address if isinstance(address, str) else "")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise BrokerAway(f"discovery: {name} is no https address")


def _keys(address: str) -> tuple[KeySet, dict[str, Any]]:
    """Only keys that can be public: a symmetric one among them would let anybody sign."""
    found = _read(address)
    keys = found.get("keys")
    if not isinstance(keys, list):
        raise BrokerAway("no keys")
    public = [key for key in keys if isinstance(key, dict) and key.get("kty") in ASYMMETRIC and "d" not in key]
    kept: Any = {"keys": [key for key in public if key.get("use", "sig") == "sig"]}
    try:
        return KeySet.import_key_set(kept), kept
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise BrokerAway("keys that cannot be read") from error


def _read(address: str) -> dict[str, Any]:
    try:
        return get_json(address)
    except BrokerRefused as error:
        raise BrokerAway(str(error)) from error

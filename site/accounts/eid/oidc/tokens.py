"""Verifying what a broker says in tokens (OpenID Connect Core 3.1.3.7). Nothing is believed before that."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

from accounts.eid.oidc.brokers import Broker
from accounts.eid.oidc.metadata import published, with_newer_keys

# Public-key signatures only: with "none" or HS… anybody who knows the public key could sign.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SKEW = 60  # seconds that clocks may differ
OLDEST = 300  # seconds an ID token may be old (oidc.se profile)


class TokenRefused(Exception):
    """`args[0]` says, for the log, what did not hold; it names no person."""


@dataclass(frozen=True)
class IdToken:
    """A token whose signature holds. `keys` is the key set it was held against, as JSON."""

    raw: str
    claims: Mapping[str, Any]
    keys: bytes


def verified_id_token(raw: object, broker: Broker, *, nonce: str, access_token: str, now: float) -> IdToken:
    """Raises TokenRefused, or BrokerAway when the keys cannot be had."""
    if not isinstance(raw, str):
        raise TokenRefused("no id_token")
    token = _signed_by(raw, broker)
    claims = token.claims
    _check_audience(claims, broker)
    for name, expected in (("iss", broker.issuer), ("nonce", nonce)):
        if claims.get(name) != expected:
            raise TokenRefused(f"{name} is not ours")
    _check_times(claims, now)
    if "at_hash" in claims:
        _check_half_hash(claims["at_hash"], access_token, raw)
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise TokenRefused("no sub")
    return token


def signed_claims(raw: str, keys: KeySet) -> dict[str, Any]:
    """The claims of a token that one of `keys` has signed. Raises TokenRefused."""
    try:
        header = extract_compact(raw.encode()).headers()
        kid = header.get("kid")
        candidates = [key for key in keys.keys if kid is None or key.kid == kid]
        if not candidates:
            raise TokenRefused("unknown key")
        if kid is None and len(candidates) > 1:
            raise TokenRefused("no key named")
        return dict(jwt.decode(raw, candidates[0], algorithms=ALGORITHMS).claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise TokenRefused(f"signature: {type(error).__name__}") from error


def _signed_by(raw: str, broker: Broker) -> IdToken:
    known = published(broker)
    try:
        return IdToken(raw, signed_claims(raw, known.keys), _dumped(known.keys_json))
    except TokenRefused as refused:
        if refused.args[0] != "unknown key":
            raise
    newer = with_newer_keys(broker)
    return IdToken(raw, signed_claims(raw, newer.keys), _dumped(newer.keys_json))


def _check_audience(claims: Mapping[str, Any], broker: Broker) -> None:
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    if broker.client_id not in named:
        raise TokenRefused("aud is somebody else")
    party = claims.get("azp")
    if (len(named) > 1 or party is not None) and party != broker.client_id:
        raise TokenRefused("azp is somebody else")


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    issued, expires, begins = (_time(claims.get(name)) for name in ("iat", "exp", "nbf"))
    if issued is None or expires is None:
        raise TokenRefused("no times")
    if expires <= now - SKEW:
        raise TokenRefused("expired")
    if issued > now + SKEW:
        raise TokenRefused("from the future")
    if now - issued > OLDEST + SKEW:
        raise TokenRefused("too old")
    if begins is not None and begins > now + SKEW:
        raise TokenRefused("not yet valid")


def _time(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _check_half_hash(stated: object, access_token: str, raw: str) -> None:
    """That the access token is the one this ID token came with (OpenID Connect Core 3.1.3.6)."""
    algorithm = extract_compact(raw.encode()).headers()["alg"]
    if not isinstance(stated, str) or create_half_hash(access_token, algorithm).decode() != stated:
        raise TokenRefused("at_hash")


def _dumped(keys: Mapping[str, Any]) -> bytes:
    return json.dumps(keys, separators=(",", ":"), sort_keys=True).encode()

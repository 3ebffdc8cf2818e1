"""Asking for a signature through OpenID Connect, and binding the answer to what was asked.

OIDC Sweden's signature extension (oidc.se): the request goes as a signed JWT, and the signature comes in the ID token.
Whatever the broker can, the nonce of every signing is a hash over the very text and bytes: an ID token that carries it
shows what the person was asked, years later, also where it is only an approval.
"""

import base64
import hashlib
import time
from typing import Any

from joserfc import jwt

from accounts.eid.oidc.brokers import Broker, algorithm_of
from accounts.eid.oidc.presets import OIDC_SE
from accounts.eid.provider import Act, Asked, Context, Purpose
from crypto.lookup import new_token

SIGN_REQUEST, USER_MESSAGE = f"{OIDC_SE}/param/signRequest", f"{OIDC_SE}/param/userMessage"
MESSAGES_KNOWN = f"{OIDC_SE}/disco/userMessageSupported"
LIFETIME = 300  # seconds a sign request may be used


def act_of(broker: Broker, context: Context, announced: list[str]) -> Act:
    """The most this broker can give: it must announce the scope, and know our key."""
    if context.purpose != Purpose.SIGN:
        return Act.LOGIN
    can_sign = broker.preset.sign_scope and broker.preset.sign_scope in announced and broker.key
    return Act.SIGNATURE if can_sign else Act.APPROVAL


def scope_of(broker: Broker, act: Act, announced: list[str]) -> str:
    preset = broker.preset
    if act == Act.SIGNATURE:
        return f"{preset.scope} {preset.sign_scope}"
    if act == Act.APPROVAL and broker.key and preset.approval_scope in announced:
        return f"{preset.scope} {preset.approval_scope}"
    return preset.scope


def parameters(broker: Broker, context: Context, act: Act, scope: str, facts: dict[str, Any]) -> dict[str, str]:
    """What a signing asks beyond a login."""
    if act == Act.LOGIN:
        return {}
    preset = broker.preset
    if preset.sign_scope in scope.split() or preset.approval_scope in scope.split():
        return {SIGN_REQUEST: sign_request(broker, context, act), "prompt": "login consent"}
    message = {USER_MESSAGE: _message(context)} if facts.get(MESSAGES_KNOWN) is True else {}
    return message | {"prompt": "login"}


def sign_request(broker: Broker, context: Context, act: Act) -> str:
    if broker.key is None:
        raise ValueError("a sign request must be signed")
    now = int(time.time())
    message: dict[str, Any] = {
        f"message#{context.language}": _base64(context.message.encode()),
        "mime_type": "text/plain",
    }
    claims: dict[str, Any] = {
        "iss": broker.client_id,
        "aud": broker.issuer,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": new_token(),
        "sign_message": message,
    }
    if act == Act.SIGNATURE:
        claims["tbs_data"] = _base64(context.to_sign)
    algorithm = algorithm_of(broker.key)
    return jwt.encode({"alg": algorithm, "kid": broker.key.kid}, claims, broker.key, algorithms=[algorithm])


def nonce_of(salt: str, asked: Asked | None) -> str:
    """Random for a login; for a signing bound to what was asked as well."""
    digest = hashlib.sha256(salt.encode())
    if asked:
        for part in (asked.message.encode(), asked.to_sign):
            digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _message(context: Context) -> str:
    return _base64(context.message.encode())


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()

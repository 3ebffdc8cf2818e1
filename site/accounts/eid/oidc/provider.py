"""A broker as a provider: sends the person there, and makes of what comes back a Result or a refusal."""

import json
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from accounts.eid.oidc import people, signing
from accounts.eid.oidc.brokers import Broker, algorithm_of, broker
from accounts.eid.oidc.fetching import BrokerAway, BrokerRefused, get_text, post_form
from accounts.eid.oidc.metadata import published
from accounts.eid.oidc.tokens import IdToken, TokenRefused, signed_claims, verified_id_token
from accounts.eid.oidc.verification import ID_TOKEN, JWKS, ORDER, SIGNATURE, USERINFO
from accounts.eid.provider import (
    Act,
    Asked,
    Complete,
    Context,
    Evidence,
    Failed,
    Level,
    Pending,
    Purpose,
    Redirect,
    Result,
    Unavailable,
)
from crypto.lookup import new_token

logger = logging.getLogger(__name__)
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ERRORS = {  # RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6, and unmet_authentication_requirements (OIDF)
    "access_denied": "cancelled",
    "consent_required": "cancelled",
    "login_required": "failed",
    "unmet_authentication_requirements": "level_too_low",
    "temporarily_unavailable": "away",
    "server_error": "away",
}


@dataclass(frozen=True)
class Memory:
    """What is kept, sealed, between leaving and coming back."""

    token: str
    verifier: str
    salt: str
    act: str

    def dumped(self) -> bytes:
        return json.dumps([self.token, self.verifier, self.salt, self.act]).encode()


class OidcEId:
    is_test = False

    def __init__(self, key: str) -> None:
        self.key = key
        self.broker: Broker = broker(key)

    @property
    def label(self) -> str:
        return self.broker.label_en if (get_language() or "sv").startswith("en") else self.broker.label_sv

    @property
    def signs_as(self) -> Act:
        """As it is set up; whether the broker announces it is seen when somebody signs."""
        return Act.SIGNATURE if self.broker.preset.sign_scope and self.broker.key else Act.APPROVAL

    def start(self, context: Context) -> Redirect:
        try:
            facts = published(self.broker).facts
        except BrokerAway as away:
            self._log("away", str(away))
            raise Unavailable from away
        announced = facts.get("scopes_supported") or []
        act = signing.act_of(self.broker, context, announced)
        memory = Memory(new_token(), secrets.token_urlsafe(64), new_token(), act)
        scope = signing.scope_of(self.broker, act, announced)
        session = OAuth2Session(
            self.broker.client_id, redirect_uri=context.return_url, scope=scope, code_challenge_method="S256"
        )
        url, _state = session.create_authorization_url(
            facts["authorization_endpoint"],
            state=state_in_address(context, memory),
            code_verifier=memory.verifier,
            nonce=signing.nonce_of(memory.salt, asked_in(context)),
            **self._asked(context, facts),
            **signing.parameters(self.broker, context, act, scope, facts),
        )
        return Redirect(url, memory.dumped())

    def _asked(self, context: Context, facts: Mapping[str, Any]) -> dict[str, str]:
        preset = self.broker.preset
        asked = {"ui_locales": f"{context.language} sv en", **preset.extra}
        if context.purpose == Purpose.LOGIN and preset.prompt:
            asked["prompt"] = preset.prompt
        if acr := self._acr_values(context):
            asked["acr_values"] = acr
        name = people.number_claim(preset.claims)
        if context.expected and context.expected.country == "SE" and facts.get("claims_parameter_supported") and name:
            wanted = {name: {"essential": True, "value": context.expected.value}}
            asked["claims"] = json.dumps({"id_token": wanted})
        return asked

    def _acr_values(self, context: Context) -> str:
        """What is set; else all of the allow-list that is enough for what is required."""
        if self.broker.preset.acr_values:
            return self.broker.preset.acr_values
        levels = list(Level)
        least = levels.index(Level(context.required_level))
        return " ".join(acr for acr, level in self.broker.preset.levels.items() if levels.index(level) >= least)

    def finish(self, context: Context, state: bytes, answer: Mapping[str, str]) -> Complete | Failed:
        memory = Memory(*json.loads(state)) if state else None
        if memory is None or not constant_time_compare(answer.get("state", ""), state_in_address(context, memory)):
            return Failed("unknown_order")
        try:
            return self._answered(context, memory, answer)
        except BrokerAway as away:
            return self._failed("away", str(away))
        except (BrokerRefused, TokenRefused) as refused:
            return self._failed("failed", str(refused))

    def _answered(self, context: Context, memory: Memory, answer: Mapping[str, str]) -> Complete | Failed:
        facts = published(self.broker).facts
        is_named = "iss" in answer or facts.get("authorization_response_iss_parameter_supported") is True
        if is_named and answer.get("iss") != self.broker.issuer:  # mix-up (RFC 9207)
            return self._failed("wrong_provider", "the answer names another issuer")
        if "error" in answer:
            return self._failed(ERRORS.get(answer["error"], "failed"), answer["error"][:100])
        if not answer.get("code"):
            return Failed("not_finished")
        tokens = self._exchange(facts["token_endpoint"], context, memory, answer["code"])
        access = str(tokens.get("access_token", ""))
        nonce = signing.nonce_of(memory.salt, asked_in(context))
        token = verified_id_token(
            tokens.get("id_token"), self.broker, nonce=nonce, access_token=access, now=time.time()
        )
        userinfo = self._userinfo(facts, access, token) if self.broker.preset.asks_userinfo else ""
        return self._complete(context, memory, token, userinfo)

    def _exchange(self, address: str, context: Context, memory: Memory, code: str) -> dict[str, Any]:
        broker = self.broker
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": context.return_url,
            "code_verifier": memory.verifier,
            "client_id": broker.client_id,
        }
        if broker.key:
            algorithm = algorithm_of(broker.key)
            signed = private_key_jwt_sign(
                broker.key, broker.client_id, address, alg=algorithm, header={"kid": broker.key.kid}, expires_in=60
            )
            return post_form(address, fields | {"client_assertion_type": ASSERTION, "client_assertion": signed})
        if broker.client_auth == "client_secret_post":
            return post_form(address, fields | {"client_secret": broker.secret})
        return post_form(address, fields, auth=(broker.client_id, broker.secret))

    def _userinfo(self, facts: Mapping[str, Any], access: str, token: IdToken) -> str:
        """As JSON. It must be about the very person the ID token is about (OpenID Connect Core 5.3.2)."""
        address = facts.get("userinfo_endpoint")
        if not address:
            raise BrokerAway("no userinfo_endpoint")
        kind, text = get_text(address, bearer=access)
        claims = signed_claims(text, published(self.broker).keys) if kind == "application/jwt" else _object_in(text)
        if claims.get("sub") != token.claims["sub"]:
            raise TokenRefused("userinfo is about somebody else")
        return json.dumps(claims)

    def _complete(self, context: Context, memory: Memory, token: IdToken, userinfo: str) -> Complete | Failed:
        preset = self.broker.preset
        claims = {**(json.loads(userinfo) if userinfo else {}), **token.claims}
        acr = claims.get(preset.acr_claim)
        level = preset.levels.get(acr) if isinstance(acr, str) else None
        if level is None:
            return self._failed("level_too_low", "an acr that is not in the allow-list")
        signature = claims.get(preset.signature_claim) if memory.act == Act.SIGNATURE else None
        act = Act(memory.act)
        if act == Act.SIGNATURE and not isinstance(signature, str):
            act = Act.APPROVAL  # it was asked for, and did not come: never more than it is
        result = Result(
            subject=people.subject_in(claims, preset.claims, timezone.localdate()),
            level=level,
            provider=self.key,
            transaction=people.transaction_in(claims, preset.claims),
            at=timezone.now(),
            evidence=tuple(self._evidence(memory, token, userinfo, claims)),
            act=act,
        )
        return Complete(result)

    def _evidence(self, memory: Memory, token: IdToken, userinfo: str, claims: Mapping[str, Any]) -> list[Evidence]:
        """What verifies it again without the broker, and what it gave besides, unchanged."""
        preset = self.broker.preset
        order = {
            "issuer": self.broker.issuer,
            "client_id": self.broker.client_id,
            "salt": memory.salt,
            "claims": {ours: list(theirs) for ours, theirs in preset.claims.items()},
            "signature_claim": preset.signature_claim,
        }
        pieces = [Evidence(ORDER, json.dumps(order).encode()), Evidence(ID_TOKEN, token.raw.encode())]
        pieces += [Evidence(JWKS, token.keys)] + ([Evidence(USERINFO, userinfo.encode())] if userinfo else [])
        given = [
            (SIGNATURE, preset.signature_claim),
            *((f"OIDC_{name[-20:]}", name) for name in preset.evidence_claims),
        ]
        for kind, name in given:
            if isinstance(claims.get(name), str):
                pieces.append(Evidence(kind, claims[name].encode()))
        return pieces

    def poll(self, context: Context, state: bytes) -> Pending:
        return Pending("waiting")

    def cancel(self, context: Context, state: bytes) -> None:
        """A broker has no order of ours to cancel."""

    def _failed(self, reason: str, why: str) -> Failed:
        self._log(reason, why)
        return Failed(reason)

    def _log(self, reason: str, why: str) -> None:
        logger.warning("e-ID %s: %s (%s)", self.key, reason, why.encode("ascii", "replace").decode())


def state_in_address(context: Context, memory: Memory) -> str:
    """The order, and 256 random bits."""
    return f"{context.order_id}.{memory.token}"


def asked_in(context: Context) -> Asked | None:
    return Asked(context.message, context.to_sign) if context.purpose == Purpose.SIGN else None


def _object_in(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BrokerAway("userinfo is no JSON") from error
    if not isinstance(found, dict):
        raise BrokerAway("userinfo is no JSON object")
    return found

"""Verifying an OpenID Connect signing again, with nothing but what was kept (accounts.eid.evidence)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from joserfc.jwk import KeySet

from accounts.eid.evidence import Claim, Finding
from accounts.eid.oidc import people
from accounts.eid.oidc.signing import nonce_of
from accounts.eid.oidc.tokens import OLDEST, SKEW, TokenRefused, signed_claims
from accounts.eid.provider import Act

ORDER, ID_TOKEN, JWKS, USERINFO = "OIDC_ORDER", "ID_TOKEN", "JWKS_SNAPSHOT", "USERINFO"
SIGNATURE = "USER_SIGNATURE"


def check(claim: Claim) -> Iterator[Finding]:
    """That the broker, with the keys it had then, said that this person answered to exactly this text and these bytes.

    What the e-ID itself signed (USER_SIGNATURE) is kept unchanged; its form is the e-ID's own and is not opened here.
    """
    order = json.loads(claim.piece(ORDER))
    try:
        keys = KeySet.import_key_set(json.loads(claim.piece(JWKS)))
        token = signed_claims(claim.piece(ID_TOKEN).decode(), keys)
    except TokenRefused:
        yield Finding("signature", holds=False)
        return
    yield Finding("signature", holds=True)
    audience = token["aud"] if isinstance(token["aud"], list) else [token["aud"]]
    yield Finding("issuer", token["iss"] == order["issuer"] and order["client_id"] in audience)
    yield Finding("content", token["nonce"] == nonce_of(order["salt"], claim.asked))
    yield Finding("person", _is_same_person(claim, token, order))
    issued = datetime.fromtimestamp(token["iat"], UTC)
    yield Finding("time", abs(claim.at - issued) <= timedelta(seconds=OLDEST + 2 * SKEW))
    if claim.act == Act.SIGNATURE:
        given = token.get(order["signature_claim"])
        yield Finding("e-ID signature", isinstance(given, str) and given.encode() == claim.piece(SIGNATURE))


def _is_same_person(claim: Claim, token: dict[str, object], order: dict[str, dict[str, list[str]]]) -> bool:
    userinfo: dict[str, object] = next(
        (json.loads(piece.content) for piece in claim.evidence if piece.kind == USERINFO), {}
    )
    if userinfo and userinfo["sub"] != token["sub"]:
        return False
    names = {ours: tuple(theirs) for ours, theirs in order["claims"].items()}
    try:
        found = people.subject_in({**userinfo, **token}, names, claim.at.date())
    except TokenRefused:
        return False
    ours = claim.subject
    return (str(found.type), found.value, found.country) == (str(ours.type), ours.value, ours.country)

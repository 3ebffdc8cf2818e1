"""What each known broker calls things. An operator's own settings stand over these (README, E-ID).

Sources: OIDC Sweden's profiles and attribute specification (oidc.se), Sweden Connect's OIDC profile 1.0, and the
brokers' own documentation; gathered in domain.md §1.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.eid.provider import Level

OIDC_SE = "https://id.oidc.se"
LOA = "http://id.elegnamnden.se/loa/1.0"
LEVELS_OF_SWEDEN = {
    f"{LOA}/loa2": Level.LOA2,
    f"{LOA}/loa3": Level.LOA3,
    f"{LOA}/loa4": Level.LOA4,
    f"{LOA}/eidas-sub": Level.LOA3,
    f"{LOA}/eidas-nf-sub": Level.LOA3,
    f"{LOA}/eidas-high": Level.LOA4,
    f"{LOA}/eidas-nf-high": Level.LOA4,
    f"{LOA}/eidas-low": Level.LOA2,
    f"{LOA}/eidas-nf-low": Level.LOA2,
    "http://id.swedenconnect.se/loa/1.0/uncertified-loa3": Level.LOA3,
    "http://id.swedenconnect.se/loa/1.0/loa3-nonresident": Level.LOA3,
}


@dataclass(frozen=True, kw_only=True)
class Preset:
    """`levels` is the allow-list: an answer whose acr is not in it is refused. `claims` names ours to theirs, the first
    that is there counts. `sign_scope` empty: the broker gives no signatures, only another login."""

    scope: str = "openid profile"
    acr_claim: str = "acr"
    acr_values: str = ""
    prompt: str = "login"
    levels: Mapping[str, Level] = field(default_factory=lambda: LEVELS_OF_SWEDEN)
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks_userinfo: bool = False
    sign_scope: str = ""
    approval_scope: str = ""
    signature_claim: str = ""
    evidence_claims: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


NAMES = {"first_name": ("given_name",), "last_name": ("family_name",), "name": ("name",)}

PRESETS = {
    "oidc-sweden": Preset(
        scope=f"openid {OIDC_SE}/scope/naturalPersonInfo {OIDC_SE}/scope/naturalPersonNumber",
        claims=NAMES
        | {
            "personal_number": (f"{OIDC_SE}/claim/personalIdentityNumber",),
            "coordination_number": (f"{OIDC_SE}/claim/coordinationNumber",),
            "foreign": ("https://id.swedenconnect.se/claim/prid", "prid"),
            "country": ("https://id.swedenconnect.se/claim/eidas_country", "country"),
            "transaction": ("txn",),
        },
        sign_scope=f"{OIDC_SE}/scope/sign",
        approval_scope=f"{OIDC_SE}/scope/signApproval",
        signature_claim=f"{OIDC_SE}/claim/userSignature",
        evidence_claims=(f"{OIDC_SE}/claim/authnEvidence", f"{OIDC_SE}/claim/userCertificate"),
    ),
    "signicat": Preset(
        scope="openid profile nin",
        acr_values="idp:sbid",
        levels={"idp:sbid": Level.LOA3, "urn:signicat:oidc:method:sbid": Level.LOA3} | LEVELS_OF_SWEDEN,
        claims=NAMES
        | {"personal_number": ("nin",), "country": ("nin_issuing_country",), "transaction": ("txn", "jti")},
        asks_userinfo=True,
    ),
    "idura": Preset(
        scope="openid ssn evidence",
        acr_values="urn:grn:authn:se:bankid",
        acr_claim="authenticationtype",
        levels={
            "urn:grn:authn:se:bankid": Level.LOA3,
            "urn:grn:authn:se:bankid:same-device": Level.LOA3,
            "urn:grn:authn:se:bankid:another-device:qr": Level.LOA3,
            "urn:grn:authn:se:frejaid": Level.LOA3,
        },
        claims=NAMES | {"personal_number": ("ssn",), "country": ("country",), "transaction": ("transactionid", "jti")},
        evidence_claims=("evidence", "ocspResponse"),
    ),
}

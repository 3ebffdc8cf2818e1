"""The brokers an operator has set up: one table each in the file that EID_FILE names.

    [bankid]                                # the name that EID_PROVIDERS lists
    preset = "oidc-sweden"                  # or signicat, idura
    label = { sv = "BankID", en = "BankID" }
    issuer = "https://broker.example"
    client_id = "heby-portal"
    key_file = "/etc/portal/eid-key.pem"    # private_key_jwt; or client_secret_file

Everything a preset says can be said here too: scope, acr_values, prompt, levels, claims, asks_userinfo, sign_scope …
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from accounts.eid.oidc.presets import PRESETS, Preset
from accounts.eid.provider import LEVELS, Level
from accounts.eid.tables import tables

ClientKey = RSAKey | ECKey
OWN = {
    "kind",
    "preset",
    "label",
    "issuer",
    "client_id",
    "key_file",
    "next_key_file",
    "client_secret_file",
    "client_auth",
}
SECRET_METHODS = ("client_secret_basic", "client_secret_post")
LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Broker:
    """`key` signs what we say to the broker; `next_key` is published beside it, so that it can take over one day."""

    name: str
    label_sv: str
    label_en: str
    issuer: str
    client_id: str
    preset: Preset
    client_auth: str
    secret: str = ""
    key: ClientKey | None = None
    next_key: ClientKey | None = None


def broker(name: str) -> Broker:
    """Raises ImproperlyConfigured, with what is wrong, for one that is not set up as it must be."""
    return _brokers(settings.EID_FILE)[name]


def client_keys() -> list[ClientKey]:
    """Every key that some broker is to know us by."""
    found = _brokers(settings.EID_FILE).values()
    return [key for one in found for key in (one.key, one.next_key) if key]


@cache
def _brokers(path: str) -> dict[str, Broker]:
    """Those tables that are of this kind."""
    found = {name: table for name, table in tables(path).items() if table.get("kind", "oidc") == "oidc"}
    return {name: _broker(name, table, Path(path).parent) for name, table in found.items()}


def _broker(name: str, table: Mapping[str, Any], folder: Path) -> Broker:
    def text(key: str, default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not value:
            raise ImproperlyConfigured(f"EID_FILE, [{name}]: {key} must be given, as a text")
        return value

    label = table.get("label", name)
    labels = label if isinstance(label, dict) else {"sv": label}
    secret = _read(name, folder, table["client_secret_file"]).strip() if "client_secret_file" in table else ""
    key = _key(name, folder, table["key_file"]) if "key_file" in table else None
    if bool(secret) == bool(key):
        raise ImproperlyConfigured(f"EID_FILE, [{name}]: give either key_file or client_secret_file")
    auth = "private_key_jwt" if key else text("client_auth", SECRET_METHODS[0])
    if secret and auth not in SECRET_METHODS:
        raise ImproperlyConfigured(f"EID_FILE, [{name}]: client_auth must be one of {', '.join(SECRET_METHODS)}")
    return Broker(
        name=name,
        label_sv=str(labels.get("sv", name)),
        label_en=str(labels.get("en", labels.get("sv", name))),
        issuer=_issuer(name, text("issuer")),
        client_id=text("client_id"),
        preset=_preset(name, table),
        client_auth=auth,
        secret=secret,
        key=key,
        next_key=_key(name, folder, table["next_key_file"]) if "next_key_file" in table else None,
    )


def _issuer(name: str, issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL):
        return issuer
    raise ImproperlyConfigured(f"EID_FILE, [{name}]: issuer must begin with https://")


def _preset(name: str, table: Mapping[str, Any]) -> Preset:
    base = table.get("preset", "oidc-sweden")
    if base not in PRESETS:
        raise ImproperlyConfigured(f"EID_FILE, [{name}]: preset must be one of {', '.join(PRESETS)}")
    known = {field.name for field in fields(Preset)}
    if unknown := table.keys() - known - OWN:
        raise ImproperlyConfigured(f"EID_FILE, [{name}]: nothing is called {', '.join(sorted(unknown))}")
    changed = {key: value for key, value in table.items() if key in known}
    if "levels" in changed:
        changed["levels"] = _levels(name, changed["levels"])
    if "claims" in changed:
        own = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in changed["claims"].items()}
        changed["claims"] = {**PRESETS[base].claims, **own}
    if "evidence_claims" in changed:
        changed["evidence_claims"] = tuple(changed["evidence_claims"])
    return replace(PRESETS[base], **changed)


def _levels(name: str, given: Mapping[str, str]) -> dict[str, Level]:
    if wrong := set(given.values()) - set(LEVELS):
        raise ImproperlyConfigured(f"EID_FILE, [{name}]: no level is called {', '.join(map(str, wrong))}")
    return {acr: Level(level) for acr, level in given.items()}


def _read(name: str, folder: Path, file: str) -> str:
    try:
        return Path(folder, file).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"EID_FILE, [{name}]: {file} cannot be read: {error}") from error


def _key(name: str, folder: Path, file: str) -> ClientKey:
    """RSA, or elliptic on P-256; its id is the thumbprint (RFC 7638)."""
    pem = _read(name, folder, file)
    for kind in (RSAKey, ECKey):
        try:
            found = kind.import_key(pem, {"use": "sig"})
        except (JoseError, ValueError, TypeError):
            continue
        if found.is_private:
            return kind.import_key(pem, {"use": "sig", "kid": found.thumbprint(), "alg": algorithm_of(found)})
    raise ImproperlyConfigured(f"EID_FILE, [{name}]: {file} holds no private RSA or P-256 key in PEM form")


def algorithm_of(key: ClientKey) -> str:
    return "RS256" if isinstance(key, RSAKey) else "ES256"

"""The interface every e-ID provider fits behind, be it a redirect (OpenID Connect, SAML) or an order to poll (BankID).

    start(context)                 -> Redirect to the provider, or Interactive: a page of ours that polls;
                                      raises Unavailable
    poll(context, state)           -> Pending | Complete | Failed       (Interactive)
    finish(context, state, answer) -> Complete | Failed                 (Redirect: `answer` is the query that came back)
    cancel(context, state)         -> None

When asked to sign, `context.message` is shown to the person and `context.to_sign` is signed along with it.

`state` is what the provider must remember between calls (a PKCE verifier, an order reference); the portal keeps it
sealed in the order. A provider reports who answered; whether that is who was asked for, at the level required, is
decided in one place for all of them: `orders.accept`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from accounts.identities import Subject

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Unavailable(Exception):
    """The provider cannot be reached or is not in order: trying again later, or another, may help."""


class Purpose(StrEnum):
    LOGIN = "login"
    SIGN = "sign"


class Act(StrEnum):
    """What a person did. Only a provider that gave a signature over `Context.to_sign` may say SIGNATURE."""

    LOGIN = "login"
    APPROVAL = "approval"
    SIGNATURE = "signature"


class Level(StrEnum):
    """Tillitsnivå. Providers map their own words (acr, LoA addresses) to these."""

    NONE = ""
    LOA2 = "loa2"
    LOA3 = "loa3"
    LOA4 = "loa4"


LEVELS, ACTS = tuple(Level), tuple(Act)  # from weakest to strongest


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be signed: `message` is what the person reads in the e-ID, `to_sign` (UTF-8) what machines check."""

    message: str
    to_sign: bytes
    act: Act = Act.SIGNATURE  # the least that will do


@dataclass(frozen=True, slots=True)
class Context:
    """What a provider is told. `expected`: one certain person must answer; `to_sign`: what is signed."""

    order_id: UUID
    purpose: Purpose
    required_level: str
    return_url: str  # absolute; a redirect provider comes back here
    language: str  # "sv" | "en"
    client_address: str
    message: str = ""  # shown to the person in the e-ID app: who asks, and why
    expected: Subject | None = None
    to_sign: bytes = b""


@dataclass(frozen=True, slots=True)
class Redirect:
    url: str
    state: bytes = b""


@dataclass(frozen=True, slots=True)
class Interactive:
    """`path` is the page of ours where the person goes on; its view polls the provider."""

    path: str
    state: bytes = b""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the provider gave as proof, byte for byte."""

    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Result:
    subject: Subject
    level: str
    provider: str
    transaction: str
    at: datetime
    is_test: bool = False
    evidence: tuple[Evidence, ...] = ()
    act: str = Act.LOGIN


@dataclass(frozen=True, slots=True)
class Pending:
    """`hint` names the text to show; `qr` is the current content of an animated code, where there is one."""

    hint: str
    qr: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Complete:
    result: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """`reason` names the text to show (texts.FAILURES)."""

    reason: str
    retryable: bool = True


class Provider(Protocol):
    key: str
    label: "StrOrPromise"
    is_test: bool
    signs_as: Act  # the most it can give when asked to sign: SIGNATURE, or APPROVAL where it only logs in once more

    def start(self, context: Context) -> Redirect | Interactive: ...

    def poll(self, context: Context, state: bytes) -> Pending | Complete | Failed: ...

    def finish(self, context: Context, state: bytes, answer: Mapping[str, str]) -> Complete | Failed: ...

    def cancel(self, context: Context, state: bytes) -> None: ...

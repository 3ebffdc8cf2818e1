"""A login or a signature under way at a provider: one row, used once, for minutes, by the browser that began it.

The row decides, not a signed age: turning a clock back revives nothing that was used (security.md fact 11).
"""

import base64
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, override

from accounts.eid import registry
from accounts.eid.provider import (
    ACTS,
    LEVELS,
    Act,
    Asked,
    Complete,
    Context,
    Evidence,
    Interactive,
    Provider,
    Purpose,
    Redirect,
    Result,
    Unavailable,
)
from accounts.identities import Subject, subject_hash
from accounts.models import EIdOrder
from crypto.envelope import seal_value, unseal_value
from crypto.lookup import new_token, token_hash

LIFETIME = timedelta(minutes=10)
KEPT_FOR = timedelta(hours=1)  # after expiry, so that a late return gets the right explanation
BROWSER_SESSION_KEY = "eid_browser"
SEALED = "eid-order"


class Refused(Exception):
    """`reason` names the text to show (texts.FAILURES)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def begin(
    request: HttpRequest,
    provider: Provider,
    *,
    return_path: str,
    required_level: str = "",
    purpose: Purpose = Purpose.LOGIN,
    expected: Subject | None = None,
    asked: Asked | None = None,
) -> Redirect | Interactive:
    """Open an order and hand the person over to `provider`. Old orders, and what they held, are swept on the way.

    To have something signed: `purpose` SIGN, `expected` who must sign, and `asked` what.
    """
    now = timezone.now()
    EIdOrder.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    order = EIdOrder.objects.create(
        provider=provider.key,
        purpose=purpose,
        browser_hash=token_hash(_browser_token(request)),
        required_level=required_level,
        expected_hash=subject_hash(expected) if expected else "",
        return_path=return_path,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    if asked:
        order.asked_sealed = _sealed(order, "asked", _asked_dumped(asked))
        order.save(update_fields=["asked_sealed"])
    started = provider.start(context_of(order, request, expected=expected))
    if started.state:
        remember(order, started.state)
    return started


def find(request: HttpRequest, order_id: UUID, now: datetime) -> EIdOrder:
    """The order if it is open and this browser's own. Another browser's is as unknown as one that never was."""
    order = EIdOrder.objects.filter(pk=order_id).first()
    token = request.session.get(BROWSER_SESSION_KEY, "")
    if order is None or not constant_time_compare(order.browser_hash, token_hash(token)):
        raise Refused("unknown_order")
    if order.used_at is not None:
        raise Refused("used_order")
    if order.expires_at <= now:
        raise Refused("expired_order")
    return order


def accept(order: EIdOrder, result: Result, *, now: datetime) -> None:
    """The one place where an answer is held against what was asked: provider, level, person, and that it is used once.

    Raises Refused. The order is spent either way, so that a wrong answer cannot be tried again on it.
    """
    spend(order, now=now)
    if result.provider != order.provider or result.is_test != registry.provider(order.provider).is_test:
        raise Refused("wrong_provider")
    if not level_suffices(result.level, order.required_level):
        raise Refused("level_too_low")
    if order.expected_hash and not constant_time_compare(order.expected_hash, subject_hash(result.subject)):
        raise Refused("wrong_person")
    asked = asked_of(order)
    if asked and not act_suffices(result.act, asked.act):
        raise Refused("not_signed")


def collect(request: HttpRequest, order_id: UUID, now: datetime) -> tuple[EIdOrder, Result]:
    """An order of this browser's that something was to be signed in, and its answer, unaccepted. Raises Refused."""
    order = find(request, order_id, now)
    answer = recorded(order)
    if order.purpose != Purpose.SIGN or answer is None:
        raise Refused("not_finished")
    return order, answer.result


def spend(order: EIdOrder, *, now: datetime) -> None:
    """Use the order up, whatever came of it. Of two that race, one gets Refused."""
    unused = EIdOrder.objects.filter(pk=order.pk, used_at=None, expires_at__gt=now)
    if not unused.update(used_at=now, state_sealed=None, result_sealed=None, asked_sealed=None):
        raise Refused("used_order")


def level_suffices(actual: str, required: str) -> bool:
    """An unknown requirement is met by nothing."""
    if not required:
        return True
    return required in LEVELS and actual in LEVELS and LEVELS.index(actual) >= LEVELS.index(required)


def act_suffices(actual: str, required: str) -> bool:
    return actual in ACTS and required in ACTS and ACTS.index(actual) >= ACTS.index(required)


def context_of(order: EIdOrder, request: HttpRequest | None = None, *, expected: Subject | None = None) -> Context:
    """`request` is None when the browser is gone and a worker asks for it."""
    asked = asked_of(order)
    return Context(
        order_id=order.pk,
        purpose=Purpose(order.purpose),
        required_level=order.required_level,
        return_url=settings.PORTAL_URL + _finish_path(),
        language=(get_language() or "sv")[:2],
        client_address=request.META.get("REMOTE_ADDR", "") if request else "",
        expected=expected,
        message=asked.message if asked else "",
        to_sign=asked.to_sign if asked else b"",
    )


def _finish_path() -> str:
    """One address whatever the language: brokers want each return address registered beforehand."""
    with override(settings.LANGUAGE_CODE):
        return reverse("accounts:eid_finish")


def asked_of(order: EIdOrder) -> Asked | None:
    """What the order asks to have signed; None for a login."""
    if not order.asked_sealed:
        return None
    message, to_sign, act = json.loads(_opened(order, "asked", order.asked_sealed))
    return Asked(message, to_sign.encode(), Act(act))


def remember(order: EIdOrder, state: bytes) -> None:
    """Keep what the provider must know when the answer comes, sealed."""
    order.state_sealed = _sealed(order, "state", state)
    order.save(update_fields=["state_sealed"])


def state_of(order: EIdOrder) -> bytes:
    return _opened(order, "state", order.state_sealed) if order.state_sealed else b""


def record(order: EIdOrder, complete: Complete) -> None:
    """Keep the answer of an interactive provider, sealed, until the browser fetches it at `eid_finish`."""
    order.result_sealed = _sealed(order, "result", dumped(complete.result))
    order.save(update_fields=["result_sealed"])


def take_state(order: EIdOrder) -> bytes:
    """What the provider must know to finish, once: of two requests with the same answer the second has nothing to
    exchange. Raises Refused."""
    state = state_of(order)
    holding = EIdOrder.objects.filter(pk=order.pk, state_sealed__isnull=False)
    if state and not holding.update(state_sealed=None):
        raise Refused("used_order")
    return state


def collect_open(now: datetime) -> int:
    """Ask the providers about orders that wait for an answer, also where the browser is gone. Returns how many had one.

    What a person has answered in the e-ID app is then there when they come back, in the browser that began it.
    """
    collected = 0
    for order in EIdOrder.objects.filter(used_at=None, result_sealed=None, expires_at__gt=now).iterator():
        try:
            answer = registry.provider(order.provider).poll(context_of(order), state_of(order))
        except (KeyError, Unavailable):
            continue
        if isinstance(answer, Complete):
            record(order, answer)
            collected += 1
    return collected


def recorded(order: EIdOrder) -> Complete | None:
    if not order.result_sealed:
        return None
    return Complete(loaded(_opened(order, "result", order.result_sealed)))


def _sealed(order: EIdOrder, part: str, content: bytes) -> bytes:
    return seal_value(SEALED, content, context=(str(order.pk), part))


def _opened(order: EIdOrder, part: str, blob: bytes | memoryview) -> bytes:
    return unseal_value(SEALED, bytes(blob), context=(str(order.pk), part))


def _browser_token(request: HttpRequest) -> str:
    """One per session; it never leaves the server, the session cookie stands for it."""
    token: str = request.session.setdefault(BROWSER_SESSION_KEY, new_token())
    return token


def _asked_dumped(asked: Asked) -> bytes:
    return json.dumps([asked.message, asked.to_sign.decode(), asked.act]).encode()


def dumped(result: Result) -> bytes:
    """An answer as bytes, to be sealed."""
    subject = result.subject
    return json.dumps(
        {
            "subject": [subject.type, subject.value, subject.country, subject.first_name, subject.last_name],
            "level": result.level,
            "provider": result.provider,
            "transaction": result.transaction,
            "at": result.at.isoformat(),
            "is_test": result.is_test,
            "act": result.act,
            "evidence": [[piece.kind, base64.b64encode(piece.content).decode()] for piece in result.evidence],
        }
    ).encode()


def loaded(content: bytes) -> Result:
    """What `dumped` made bytes of."""
    data = json.loads(content)
    return Result(
        subject=Subject(*data["subject"]),
        level=data["level"],
        provider=data["provider"],
        transaction=data["transaction"],
        at=datetime.fromisoformat(data["at"]),
        is_test=data["is_test"],
        act=data["act"],
        evidence=tuple(Evidence(kind, base64.b64decode(content)) for kind, content in data["evidence"]),
    )

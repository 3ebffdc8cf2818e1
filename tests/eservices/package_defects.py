"""Ways in which signing together could be broken, each of which the state machine must find out."""

from typing import Any

from eservices.actions import drafts, packages, sending
from eservices.models import Draft, PartyState, SigningPackage, SigningParty
from questions.types.people import Party


def edit_after_sign(patch: Any) -> None:
    """The draft is not held while the others read it."""
    begin = sending.begin_package

    def unheld(draft: Draft, *args: Any, **more: Any) -> SigningPackage:
        package = begin(draft, *args, **more)
        Draft._base_manager.filter(pk=draft.pk).update(waits=False)
        return package

    patch.setattr(sending, "begin_package", unheld)


def self_invite(patch: Any) -> None:
    facts_of = sending.facts_of
    patch.setattr(sending, "facts_of", lambda service, owner, now, files: _nobody(facts_of(service, owner, now, files)))


def _nobody(facts: Any) -> Any:
    from dataclasses import replace

    return replace(facts, person=None)


def same_person_asked_twice(patch: Any) -> None:
    """The two numbers are taken for two people."""
    parse = Party.parse
    patch.setattr(sending, "len", lambda many: 0, raising=False)
    patch.setattr(Party, "parse", parse)


def sign_twice(patch: Any) -> None:
    """Who has signed may sign again, in his own place."""
    locked = packages._locked

    def anew(party_id: Any, now: Any) -> Any:
        SigningParty.objects.filter(pk=party_id, state=PartyState.SIGNED).update(state=PartyState.WAITING)
        return locked(party_id, now)

    patch.setattr(packages, "_locked", anew)


def stale_hash(patch: Any) -> None:
    """Whatever was signed at some time is taken for a signature on this."""

    class Anything:
        data = type("Same", (bytes,), {"__eq__": lambda one, other: True, "__ne__": lambda one, other: False})()

    patch.setattr(packages, "statement_for_package", lambda *args: Anything)
    patch.setattr(sending, "refuse_unsigned", lambda draft, content, signature: None)


def withdraw_keeps_signatures(patch: Any) -> None:
    def close(package: SigningPackage, state: Any, now: Any, case: Any = None) -> None:
        package.state, package.closed_at, package.case = state, now, case
        package.save(update_fields=["state", "closed_at", "case"])

    patch.setattr(packages, "_close", close)


def sign_after_expiry(patch: Any) -> None:
    locked = packages._locked
    patch.setattr(packages, "_locked", lambda party_id, now: locked(party_id, now - packages.timedelta(days=60)))


def anybody_signs_for_anybody(patch: Any) -> None:
    patch.setattr(packages, "subject_hash", lambda subject: Always())


class Always(str):
    __slots__ = ()

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


def first_signature_receives(patch: Any) -> None:
    patch.setattr(packages, "_all_have_signed", lambda package: True)


def order_not_kept(patch: Any) -> None:
    invite = packages._invite_next

    def all_at_once(package: SigningPackage, now: Any) -> None:
        package.in_order = False
        invite(package, now)

    patch.setattr(packages, "_invite_next", all_at_once)


def no_goes_unheard(patch: Any) -> None:
    end = packages._end
    patch.setattr(
        packages, "_end", lambda package, state, now: None if state == "declined" else end(package, state, now)
    )


def draft_stays_locked(patch: Any) -> None:
    """When it is over the applicant cannot change what he wrote."""
    patch.setattr(drafts, "refuse_if_waiting", _refuse_after_first_try)


def _refuse_after_first_try(draft: Draft) -> None:
    if SigningPackage.objects.filter(draft_id=draft.pk).exists():
        raise packages.PackageClosed


DEFECTS = (
    edit_after_sign,
    self_invite,
    same_person_asked_twice,
    sign_twice,
    stale_hash,
    withdraw_keeps_signatures,
    sign_after_expiry,
    anybody_signs_for_anybody,
    first_signature_receives,
    order_not_kept,
    no_goes_unheard,
    draft_stays_locked,
)

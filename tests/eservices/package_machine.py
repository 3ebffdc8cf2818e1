"""Three people and one errand as a state machine: hypothesis thinks up what they do, in any order, with old signatures
and new ones, and a model in a few lines says what must come of it (design.md §7).

Astrid fills in, Bo and Nils are asked. Everything is done by the actions that the pages call.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accounts.eid.provider import Act, Asked, Level
from accounts.eid.test_eid import TestEId
from accounts.identities import subject_of
from casework.models import Case, Signature
from casework.reading import canonical_of
from casework.signatures import GivenSignature
from casework.statements import Statement
from eservices.actions import drafts, packages, sending
from eservices.demo.builder import stable_id
from eservices.errors import (
    AlreadySent,
    DraftGone,
    NotComplete,
    NotYourTurn,
    PackageClosed,
    ReviewedOtherContent,
    SamePersonTwice,
    SignatureMissing,
    WaitsForSignatures,
)
from eservices.models import PackageState, SigningPackage
from eservices.owners import Owner
from eservices.signing import statement_for_package
from tests.eservices.draft_stage import MORNING, atomic_and_undone
from tests.eservices.factories import a_draft, drafts_in_database
from tests.eservices.parties import named

REFUSALS = (
    AlreadySent,
    DraftGone,
    NotComplete,
    NotYourTurn,
    PackageClosed,
    ReviewedOtherContent,
    SamePersonTwice,
    SignatureMissing,
    WaitsForSignatures,
)
NAMES = ("Bo", "Nils")
RIGHT = "who was named"
WISHES = ("eka", "kanot", "kajak")


@dataclass
class Truth:
    """What must be so. `signed`: which of the others have, while it waits for them."""

    wish: str
    others: tuple[str, ...]
    waiting_since: Any = None
    signed: set[str] = field(default_factory=set)
    received: bool = False

    @property
    def waits(self) -> bool:
        return self.waiting_since is not None

    def is_asked(self, name: str, in_order: bool) -> bool:
        place = self.others.index(name)
        return not in_order or all(one in self.signed for one in self.others[:place])

    def is_over(self, now: Any) -> bool:
        return self.waits and now >= self.waiting_since + timedelta(days=14)

    def end(self) -> None:
        self.waiting_since, self.signed = None, set()


class PackageMachine(RuleBasedStateMachine):
    """`pages` (by whether they sign in order) and `people` are given by the test, in a subclass."""

    pages: dict[bool, Any]
    people: dict[str, Any]

    def __init__(self) -> None:
        super().__init__()
        self.exit = ExitStack()
        self.exit.enter_context(atomic_and_undone())
        self.clock = self.exit.enter_context(time_machine.travel(MORNING, tick=False))
        self.owner, self.draft_id, self.old = Owner(user=self.people["Astrid"]), UUID(int=0), {}

    def teardown(self) -> None:
        self.exit.close()

    @initialize(in_order=st.booleans(), wish=st.sampled_from(WISHES))
    def begin(self, in_order: bool, wish: str) -> None:
        self.in_order, self.truth = in_order, Truth(wish, NAMES)
        answers = {"together": "yes", "other": named("Bo"), "third": named("Nils")}
        self.draft_id = a_draft(self.pages[in_order], self.owner, wish=wish, **answers).pk

    def refused(self, work: Any) -> bool:
        """Whether it was refused, for a reason that we know."""
        try:
            work()
        except REFUSALS:
            return True
        return False

    def draft(self) -> Any:
        return drafts.load_draft(self.draft_id, owner=self.owner, now=timezone.now())

    @rule(wish=st.sampled_from(WISHES))
    def edit(self, wish: str) -> None:
        refused = self.refused(lambda: self.save({stable_id("wish"): wish}))
        assert refused == (self.truth.waits or self.truth.received)
        if not refused:
            self.truth.wish = wish

    def save(self, changes: dict[str, Any]) -> None:
        base = drafts.fingerprint(drafts.open_answers(self.draft(), self.owner), changes)
        drafts.save_answers(self.draft(), changes=changes, base=base, owner=self.owner, now=timezone.now())

    @rule(others=st.sampled_from([("Bo", "Nils"), ("Nils", "Bo"), ("Bo", "Astrid"), ("Bo", "Bo")]))
    def name_others(self, others: tuple[str, str]) -> None:
        changes = {stable_id(key): named(name) for key, name in zip(("other", "third"), others, strict=True)}
        if not self.refused(lambda: self.save(changes)):
            self.truth.others = others

    def signature(self, name: str, statement: Statement) -> GivenSignature:
        """A real one of the test e-ID, of this statement and nothing else."""
        signer = self.people[name]
        asked = Asked(statement.text, statement.data, Act.SIGNATURE)
        result = TestEId().answer(subject_of(signer), Level.LOA3, asked=asked).result
        return GivenSignature(signer=signer, statement=statement, result=result, provider_label="Test")

    @rule(stale=st.booleans())
    def ask(self, stale: bool) -> None:
        """Astrid signs and asks the others; `stale`: with a signature on what stood there at an earlier time."""

        def send() -> Any:
            draft = self.draft()
            content = sending.content_of(draft, self.owner, timezone.now())
            fresh = self.signature("Astrid", sending.statement_for(draft, content, "sv"))
            given = self.old.setdefault("Astrid", fresh) if stale else fresh
            self.is_stale = given.statement.data != fresh.statement.data
            facts = {"language": "sv", "is_test": True, "now": timezone.now(), "level": Level.LOA3}
            sending.send(self.draft_id, owner=self.owner, reviewed=content.sha256, signature=given, **facts)

        self.clock.shift(timedelta(seconds=1))  # no two packages are of one instant
        self.is_stale = False
        refused = self.refused(send)
        fit = len(set(self.truth.others) | {"Astrid"}) == 3
        assert refused == (self.truth.waits or self.truth.received or not fit or self.is_stale)
        if not refused:
            self.truth.waiting_since, self.truth.signed = timezone.now(), set()

    @rule(who=st.sampled_from([RIGHT, RIGHT, RIGHT, *NAMES, "Astrid"]), number=st.integers(1, 2), stale=st.booleans())
    def sign(self, who: str, number: int, stale: bool) -> None:
        name, package = self.named_at(number) if who == RIGHT else who, self.latest()
        if package is None:
            return
        party, truth = package.parties.get(number=number), self.truth
        if package.state == PackageState.WAITING:
            content = packages.content_of_package(package)
            self.old.setdefault(name, self.signature(name, statement_for_package(package, content, "sv")))
            fresh = self.signature(name, statement_for_package(package, content, "sv"))
        elif name in self.old:
            fresh = self.old[name]
        else:
            return
        given = self.old[name] if stale else fresh
        is_fit = given.statement.data == fresh.statement.data

        def work() -> None:
            shown = given.statement.content_sha256
            packages.sign(party.pk, given, reviewed=shown, follows=True, now=timezone.now())

        refused = self.refused(work)
        named_so = self.named_at(number)
        may = truth.waits and not truth.is_over(timezone.now()) and named_so == name and name not in truth.signed
        may = may and truth.is_asked(name, self.in_order) and is_fit
        assert refused == (not may), (name, number, stale)
        if not refused:
            truth.signed.add(name)
            if truth.signed == set(truth.others):
                truth.received = True
                truth.end()

    def named_at(self, number: int) -> str:
        return self.truth.others[number - 1]

    @rule(number=st.integers(1, 2))
    def decline(self, number: int) -> None:
        package, truth = self.latest(), self.truth
        if package is None:
            return
        party, name = package.parties.get(number=number), self.named_at(number)
        refused = self.refused(
            lambda: packages.decline(party.pk, by=self.people[name], reason="Nej", now=timezone.now())
        )
        may = truth.waits and not truth.is_over(timezone.now()) and name not in truth.signed
        assert refused == (not (may and truth.is_asked(name, self.in_order)))
        if not refused:
            truth.end()

    @rule()
    def withdraw(self) -> None:
        package = self.latest()
        if package is None:
            return
        refused = self.refused(lambda: packages.withdraw(package.pk, by=self.people["Astrid"], now=timezone.now()))
        assert refused == (not self.truth.waits or self.truth.is_over(timezone.now()))
        if not refused:
            self.truth.end()

    @rule(days=st.sampled_from([1, 5, 15, 15]))
    def time_passes(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    @rule()
    def worker_looks(self) -> None:
        packages.remind_parties(timezone.now())
        packages.expire_packages(timezone.now())
        if self.truth.is_over(timezone.now()):
            self.truth.end()

    def latest(self) -> SigningPackage | None:
        return SigningPackage.objects.filter(draft_id=self.draft_id).order_by("-created_at", "-closed_at").first()

    @invariant()
    def what_is_received_is_what_all_signed(self) -> None:
        if self.draft_id == UUID(int=0):
            return
        cases = list(Case.objects.filter(submissions__draft_id=self.draft_id))
        assert len(cases) == self.truth.received
        assert drafts_in_database() == (not self.truth.received)
        for case in cases:
            submission = case.submissions.get()
            assert f'"{self.truth.wish}"'.encode() in canonical_of(submission)
            signers = set(Signature.objects.filter(submission=submission).values_list("signer", flat=True))
            assert signers == {self.people[name].pk for name in ("Astrid", *NAMES)}

    @invariant()
    def what_is_over_holds_nothing(self) -> None:
        waiting = 0
        for package in SigningPackage.objects.filter(draft_id=self.draft_id):
            if package.state == PackageState.WAITING:
                waiting += 1
            else:
                assert bytes(package.wrapped_key) + bytes(package.content_sealed) == b""
                assert not package.parties.exclude(signature_sealed=b"").exists()
        assert waiting == self.truth.waits if hasattr(self, "truth") else True

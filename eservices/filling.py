"""One resident's errand during one request: version, answers and what `evaluate` says of them, computed once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.identities import subject_of
from accounts.mandates import mandates_of
from eservices.actions.drafts import load_draft
from eservices.attached import AttachedFile, attached_files, facts_about
from eservices.closing import Closing
from eservices.errors import DraftGone, WaitsForSignatures
from eservices.expiry import plain_removal_words, removal_words
from eservices.forms import StepForm, step_form_class
from eservices.models import Draft, EServiceVersion
from eservices.open_now import closing_at
from eservices.owners import Owner, owner_of
from eservices.sealing import open_answers
from eservices.versions import compiled
from questions import Facts, Person, Service, State, StepState, evaluate


@dataclass
class Filling:
    """`draft` is None until the first answer is given; `draft_id` is known from the start."""

    draft_id: UUID
    version: EServiceVersion
    owner: Owner
    now: datetime
    language: str
    answers: Mapping[str, Any]
    draft: Draft | None = None

    @property
    def begun(self) -> Draft:
        """The draft, where there must be one."""
        if self.draft is None:
            raise DraftGone
        return self.draft

    @cached_property
    def service(self) -> Service:
        return compiled(self.version)

    @cached_property
    def closing(self) -> Closing | None:
        """What holds for those half-way; None while the service is open."""
        return closing_at(self.draft.version.service, self.now) if self.draft else None

    @property
    def is_stopped(self) -> bool:
        """The answers can be read, and neither changed nor sent."""
        return self.closing is not None and not self.closing.may_finish

    @property
    def removal(self) -> str:
        """When it is removed, in words; empty before there is anything to remove."""
        if self.draft is None:
            return ""
        expires_at = self.draft.expires_at
        return plain_removal_words(expires_at) if self.is_stopped else removal_words(expires_at, self.now)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.service, self.owner, self.now, self.files)

    @cached_property
    def files(self) -> list[AttachedFile]:
        """What is attached so far, in the order it came."""
        asked = self.draft is not None and self.service.takes_files
        return attached_files(self.begun, self.owner) if asked else []

    @cached_property
    def state(self) -> State:
        return evaluate(self.service, self.answers, self.facts)

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of the questions that the login has answered, whatever the person writes."""
        asked = self.service.questions.values()
        return frozenset(question.id for question in asked if question.type.known_value(self.facts) is not None)

    def form_class(self, position: int) -> type[StepForm]:
        return step_form_class(self.version.pk, self.version.sha256, position, self.language)

    def form(self, position: int, *, show_problems: bool) -> StepForm:
        return self.form_class(position)(
            answers=self.answers, state=self.state, facts=self.facts, show_problems=show_problems
        )

    def step(self, position: int) -> StepState | None:
        return self.state.step(position) if self.state.may_visit(position) else None


def facts_of(service: Service, owner: Owner, now: datetime, files: list[AttachedFile] | None = None) -> Facts:
    """What is known besides the answers. The person is looked up only where the service asks for them."""
    known = Facts(today=timezone.localdate(now), files=facts_about(files or []))
    kinds = {question.type.key for question in service.questions.values()}
    if owner.user and kinds & {"person", "party"}:
        known = replace(known, person=person_of(owner))
    if owner.user and "organisation" in kinds:
        known = replace(known, mandates=mandates_of(owner.user))
    return known


def person_of(owner: Owner) -> Person | None:
    subject = subject_of(owner.user) if owner.user else None
    if subject is None:
        return None
    name = f"{subject.first_name} {subject.last_name}".strip()
    return Person(name=name, number=subject.value, number_type=str(subject.type), country=subject.country)


@dataclass(frozen=True)
class Claim:
    """An errand that the requester says is theirs; nothing has been looked up."""

    draft_id: UUID
    owner: Owner
    now: datetime
    language: str


def claim_of(request: HttpRequest, draft_id: UUID) -> Claim:
    """For who locks the draft before reading it. Raises DraftGone for those who can own none."""
    owner = owner_of(request)
    if owner is None:
        raise DraftGone
    return Claim(draft_id, owner, timezone.now(), request.LANGUAGE_CODE)


def draft_of(request: HttpRequest, draft_id: UUID, now: datetime) -> tuple[Draft, Owner]:
    """The requester's own draft with this id, unopened, or DraftGone."""
    owner = owner_of(request)
    if owner is None:
        raise DraftGone
    return load_draft(draft_id, owner=owner, now=now), owner


def filling_of(request: HttpRequest, draft_id: UUID) -> Filling:
    """The requester's own errand with this id. Raises DraftGone, SealBroken when the stored answers do not open, or
    WaitsForSignatures while others are to sign it.
    """
    now = timezone.now()
    draft, owner = draft_of(request, draft_id, now)
    if draft.waits:
        raise WaitsForSignatures
    return Filling(
        draft_id=draft_id,
        version=draft.version,
        owner=owner,
        now=now,
        language=request.LANGUAGE_CODE,
        answers=open_answers(draft, owner),
        draft=draft,
    )

"""What lives in the demo: errands that its people have sent, how far each has come, and drafts that only they can see.

Made by the same actions that a resident's and a caseworker's pages call, at moments spread over the last weeks.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.contacts import give_contact
from accounts.demo import RESIDENTS, STAFF
from accounts.eid.provider import Level
from accounts.eid.test_eid import TestEId
from accounts.identities import Subject, resident_for
from accounts.models import User
from attachments.incoming import SealedUpload, SealingUploadHandler
from casework.actions import change_status
from casework.models import Case, Submission
from casework.signatures import GivenSignature
from casework.statements import Statement
from eservices.actions.drafts import begin_draft, load_draft
from eservices.actions.files import Arrival, attach
from eservices.actions.sending import Content, content_of, send
from eservices.actions.signing import to_sign
from eservices.demo.begun import BEGUN
from eservices.demo.builder import choice_id, stable_id
from eservices.demo.errand import DemoErrand, In
from eservices.demo.papers import DemoFile
from eservices.demo.received import RECEIVED
from eservices.models import EServiceVersion, SigningPackage
from eservices.owners import Owner, new_visitor
from eservices.signing import required_act
from eservices.versions import compiled
from questions import Question, Service

SATURDAY = 5
CONTACTS = {"Astrid": "astrid.lindberg@example.se"}  # who asked for a mail before a draft is removed


def load(now: datetime) -> int:
    """Make the demo's errands, all or none; how many. Once: when one that was sent is there, nothing is done."""
    if Submission.objects.filter(draft_id__in=[errand.draft_id for errand in RECEIVED]).exists():
        return 0
    with transaction.atomic():
        made = [_make(errand, now) for errand in sorted((*RECEIVED, *BEGUN), key=lambda one: one.begun_at(now))]
        for name, email in CONTACTS.items():
            give_contact(_resident(name), email=email, language="sv", now=now)
    return sum(made)


def _make(errand: DemoErrand, now: datetime) -> bool:
    """False when the service is not there as the demo made it: somebody has one of their own at its address."""
    version = EServiceVersion.objects.filter(service__slug=errand.service, number=1).first()
    if version is None or not errand.question_ids <= compiled(version).questions.keys():
        return False
    at, owner = errand.begun_at(now), Owner(user=_resident(errand.who)) if errand.who else new_visitor()
    service = compiled(version)
    answers = raw_answers(errand.answers, service, timezone.localdate(at))
    begin_draft(errand.draft_id, version=version, answers=answers, owner=owner, now=at, keep=bool(errand.who))
    for key, files in errand.files.items():
        for file in files:
            arrival = Arrival(uploaded(file), service.question(stable_id(key)))
            attach(arrival, draft_id=errand.draft_id, owner=owner, now=at)
    if errand.sent:
        sent = _send(errand, owner=owner, at=at)
        if isinstance(sent, Case):
            _handle(sent, errand, at=at, now=now)
    return True


def _send(errand: DemoErrand, *, owner: Owner, at: datetime) -> Case | SigningPackage:
    """Send what its owner has reviewed, and signed where the service asks for it, as the review page does."""
    content = content_of(load_draft(errand.draft_id, owner=owner, now=at), owner, at)
    return send(
        errand.draft_id,
        owner=owner,
        reviewed=content.sha256,
        language=errand.language,
        is_test=bool(errand.who),
        now=at,
        signature=_signed(errand, content, owner, at) if required_act(content.service) else None,
    )


def _signed(errand: DemoErrand, content: Content, owner: Owner, at: datetime) -> GivenSignature:
    asked, _level = to_sign(errand.draft_id, owner=owner, reviewed=content.sha256, language=errand.language, now=at)
    signer = _resident(errand.who)
    eid = TestEId()
    answer = eid.answer(_subject(errand.who), Level.LOA3, asked=asked, at=at)
    statement = Statement(asked.message, asked.to_sign)
    return GivenSignature(signer=signer, statement=statement, result=answer.result, provider_label=str(eid.label))


def _handle(case: Case, errand: DemoErrand, *, at: datetime, now: datetime) -> None:
    colleague = _caseworker(case)
    for number, (status, days) in enumerate(errand.handled, 1):
        done_at = min(_workday(at + timedelta(days=days, minutes=40 * number)), now)
        case = change_status(case, to=status, revision=case.revision, by=colleague, now=done_at)


def _workday(then: datetime) -> datetime:
    """The same time on the next day that is no Saturday or Sunday."""
    while timezone.localtime(then).weekday() >= SATURDAY:
        then += timedelta(days=1)
    return then


def raw_answers(answers: Mapping[str, Any], service: Service, today: date) -> dict[str, Any]:
    """As a browser would have posted them, by question id."""
    return {stable_id(key): _raw(key, value, service.question(stable_id(key)), today) for key, value in answers.items()}


def _raw(key: str, value: Any, question: Question, today: date) -> Any:
    if isinstance(value, In):
        day = today + timedelta(days=value.days)
        return {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    if question.choices:
        return [choice_id(key, one) for one in value] if question.type.multiple else choice_id(key, value)
    return value


def uploaded(file: DemoFile) -> SealedUpload:
    """The file as it stands in a request, sealed and searched on its way in."""
    handler, content = SealingUploadHandler(), file.content
    handler.new_file("file", file.name, "", len(content))
    handler.receive_data_chunk(content, 0)
    upload: SealedUpload = handler.file_complete(len(content))
    return upload


def _subject(first_name: str) -> Subject:
    return next(subject for subject in RESIDENTS if subject.first_name == first_name)


def _resident(first_name: str) -> User:
    return resident_for(_subject(first_name))


def _caseworker(case: Case) -> User:
    username = next(one.username for one in STAFF if case.unit.name in one.units)
    return User.objects.get(username=username)

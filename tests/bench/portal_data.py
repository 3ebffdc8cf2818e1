"""What the portal holds when it is measured: services of the twelve questions, people logged in, drafts.

Drafts waiting to be sent are sealed as `begin_draft` seals them but written in bulk; all else is made by the product's
own actions.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from wagtail.models import Page

import home.demo
from accounts import roles
from accounts.access import EID_SESSION_KEY
from accounts.backends import EID_BACKEND
from accounts.eid.provider import Level
from accounts.identities import Subject, resident_for
from accounts.models import Authenticator, Committee, IdentityType, Membership, Role, Unit, User
from accounts.sessions import BEGAN, SEEN
from casework.models import Case, RetentionRule
from eservices.actions.drafts import begin_draft
from eservices.actions.sending import canonical_content, send
from eservices.demo.builder import choice_id, choices, question, stable_id, step
from eservices.filling import facts_of
from eservices.models import Draft, DraftUserPerm, EServicePage, EServiceVersion
from eservices.models.drafts import OWN_DRAFT
from eservices.owners import Owner
from eservices.sealing import give_key, sealed_answers
from eservices.versions import compiled, current_version
from questions import evaluate, sha256_hex
from tests.bench.questions import TWELVE, Question

Answers = dict[str, Any]


def make_ground() -> Page:
    """Roles, front page and municipality; answers the section that services lie under."""
    roles.ensure_roles()
    return home.demo.load()["section"]


def make_unit(name: str, code: str) -> Unit:
    committee = Committee.objects.create(code=code, name=f"Nämnden {code}")
    return Unit.objects.create(
        name=name, committee=committee, email=f"{code.lower()}@heby.example", phone="0224-360 00"
    )


def make_service(section: Page, unit: Unit, slug: str) -> EServiceVersion:
    """One step with all twelve questions."""
    return publish(section, unit, slug, [step("bench", ("Din ansökan", "Your application"), *map(block, TWELVE))])


def publish(section: Page, unit: Unit, slug: str, steps: list[dict[str, Any]]) -> EServiceVersion:
    """As an editor publishes it."""
    rule, _made = RetentionRule.objects.get_or_create(name="Två år", defaults={"months": 24, "legal_basis": "Plan"})
    texts = {
        "title": "Ansök om skolskjuts",
        "summary": "För elever i grundskolan.",
        "description": "<p>Du ansöker.</p>",
    }
    texts |= {"purpose": "Uppgifterna behövs för att pröva ansökan.", "legal_basis": "Uppgift av allmänt intresse"}
    texts |= {f"{name}_en": value for name, value in texts.items()}
    page = EServicePage(slug=slug, unit=unit, retention_rule=rule, steps=json.dumps(steps), login="required", **texts)
    section.add_child(instance=page)
    page.save_revision().publish()
    version = current_version(page.pk)
    assert version, "The service was not published: its questions no longer pass publishing_problems"
    return version


def block(asked: Question) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if asked.choices:
        options["choices"] = choices(asked.key, {label: (label, label) for label in asked.choices})
    if asked.style:
        options["style"] = asked.style
    if asked.type == "email":
        options["receipt"] = True
    return question(asked.type, asked.key, (asked.label, asked.label), hint=(asked.hint, asked.hint), **options)


def answers(name: str) -> Answers:
    """Raw answers as a draft stores them, those of a child of this name."""
    return {stable_id(asked.key): name if asked.key == "name" else raw(asked) for asked in TWELVE}


def raw(asked: Question) -> Any:
    match asked.answer:
        case date() as day:
            return {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
        case list() as labels:
            return [choice_id(asked.key, label) for label in labels]
        case text if asked.choices:
            return choice_id(asked.key, text)
        case text:
            return text


def posted(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same as a browser posts them."""
    fields: list[tuple[str, str]] = []
    for key, value in given.items():
        match value:
            case dict():
                fields += [(f"q-{key}-{part}", text) for part, text in value.items()]
            case list():
                fields += [(f"q-{key}", text) for text in value]
            case _:
                fields.append((f"q-{key}", value))
    return fields


def make_resident(number: int) -> User:
    return resident_for(Subject(IdentityType.PERSONAL_NUMBER, f"19900101{number:04}", "SE", "Astrid", "Lindberg"))


def make_caseworker(username: str, unit: Unit) -> User:
    user = User.objects.create_user(username, f"{username}@heby.example", first_name=username.title(), is_staff=True)
    Authenticator.objects.create(user=user, name="kod-app", confirmed=True)
    user.groups.add(Group.objects.get(name=roles.CASEWORKER))
    Membership.objects.create(user=user, unit=unit, role=Role.CASEWORKER, from_date=date(2020, 1, 1))
    return user


def resident_cookie(user: User) -> str:
    """The session cookie of a resident as the e-ID login leaves it."""
    return session_cookie(user, EID_BACKEND, {EID_SESSION_KEY: {"level": Level.LOA3, "provider": "", "is_test": False}})


def staff_cookie(user: User) -> str:
    """The session cookie of a member of staff who has given password and code."""
    device = Authenticator.objects.get(user=user).persistent_id
    return session_cookie(user, "accounts.backends.StaffBackend", {DEVICE_ID_SESSION_KEY: device})


def session_cookie(user: User, backend: str, facts: dict[str, Any]) -> str:
    client = Client()
    client.force_login(user, backend=backend)
    session = client.session
    now = int(timezone.now().timestamp())
    session.update(facts | {BEGAN: now, SEEN: now})
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def make_draft(user: User, version: EServiceVersion, given: Answers) -> UUID:
    draft = begin_draft(uuid4(), version=version, answers=given, owner=Owner(user=user), now=timezone.now())
    return draft.pk


def make_case(user: User, version: EServiceVersion, given: Answers) -> Case:
    owner, now = Owner(user=user), timezone.now()
    draft = make_draft(user, version, given)
    reviewed = reviewed_hash(version, owner, given)
    return send(draft, owner=owner, reviewed=reviewed, language="sv", is_test=False, now=now)


def make_drafts(user: User, version: EServiceVersion, count: int) -> list[tuple[UUID, str]]:
    """Complete drafts, each of another child, with the hash that Granska would show of each."""
    owner, now = Owner(user=user), timezone.now()
    drafts: list[tuple[Draft, str]] = []
    for number in range(count):
        given = answers(f"Barn {number}")
        draft = Draft(version=version, created_at=now, updated_at=now, expires_at=now + owner.lifetime)
        give_key(draft, owner)
        draft.body = sealed_answers(draft, owner, given, part="body", revision=draft.revision)
        drafts.append((draft, reviewed_hash(version, owner, given)))
    permission = Permission.objects.get(codename=OWN_DRAFT, content_type__app_label="eservices")
    Draft.objects.bulk_create([draft for draft, _hash in drafts])
    owned = [DraftUserPerm(user=user, permission=permission, content_object=draft) for draft, _hash in drafts]
    DraftUserPerm.objects.bulk_create(owned)
    return [(draft.pk, reviewed) for draft, reviewed in drafts]


def reviewed_hash(version: EServiceVersion, owner: Owner, given: Answers) -> str:
    service = compiled(version)
    state = evaluate(service, given, facts_of(service, owner, timezone.now()))
    return sha256_hex(canonical_content(version, service, state))

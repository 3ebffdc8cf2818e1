"""Received cases for tests, made through the real door: `casework.actions.receive`."""

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page

from accounts.models import Unit
from casework.actions import Received, _register_entry, _sealed_submission, _unnumbered_case, receive
from casework.models import Case, CaseSearchText, RegisterEntry, RetentionRule, Submission
from casework.sealing import give_key
from eservices.models import EServicePage, EServiceVersion

if TYPE_CHECKING:
    from accounts.models import User

TITLE = "Ansök om skolskjuts"


def text(sv: str, en: str = "") -> dict[str, str]:
    return {"sv": sv, "en": en or sv}


def retention_rule(**fields: Any) -> RetentionRule:
    defaults = {"months": 24, "legal_basis": "Dokumenthanteringsplan 2026"} | fields
    return RetentionRule.objects.get_or_create(name=defaults.pop("name", "Två år"), defaults=defaults)[0]


def service_page(unit: Unit, title: str = TITLE) -> EServicePage:
    existing = EServicePage.objects.filter(title=title).first()
    if existing:
        return existing
    page = EServicePage(title=title, slug=f"s-{uuid.uuid4().hex[:8]}", unit=unit, retention_rule=retention_rule())
    return Page.get_first_root_node().add_child(instance=page)


def service_version(unit: Unit, title: str = TITLE) -> EServiceVersion:
    """The first version of a service with one question: enough for a case to stand on."""
    page = service_page(unit, title)
    question = {"id": "q1", "type": "short_text", "label": text("Vad vill du?"), "required": True, "show_when": None}
    step = {"id": "s1", "title": text("Steg"), "show_when": None, "items": [question | {"options": {"max_length": 50}}]}
    service = {"id": str(page.service_uuid), "title": text(title), "login": "optional"}
    document = json.dumps({"format": 1, "service": service, "steps": [step]}).encode()
    return EServiceVersion.objects.get_or_create(
        service=page,
        number=1,
        defaults={
            "document_bytes": document,
            "sha256": hashlib.sha256(document).hexdigest(),
            "published_at": "2026-01-01T08:00Z",
        },
    )[0]


def display(**answers: str) -> dict[str, Any]:
    """A display document with one step; a keyword that ends in `_number` is shown as an identity number."""
    items = [
        {"id": name, "type": "short_text", "label": text(name), "value": text(value)}
        | ({"identity_number": True} if name.endswith("_number") else {})
        for name, value in answers.items()
    ]
    steps = [{"id": "s1", "position": 1, "title": text("Din ansökan", "Your application"), "items": items}]
    return {"format": 1, "title": text(TITLE), "steps": steps}


def received(unit: Unit, *, applicant: "User | None" = None, title: str = TITLE, **changes: Any) -> Received:
    """What eservices hands over. `answers={...}` sets both the canonical bytes and the display."""
    answers = changes.pop("answers", {"wish": "Buss från Morgongåva"})
    plain = Received(
        draft_id=uuid.uuid4(),
        service_version_id=service_version(unit, title).pk,
        service_title=title,
        service_title_en=f"{title} (in English)",
        unit_id=unit.pk,
        retention_rule_id=retention_rule().pk,
        public_title=title,
        canonical=json.dumps(answers, ensure_ascii=False).encode(),
        display=display(**answers),
        applicant=applicant,
        applicant_name=applicant.get_full_name() if applicant else "",
        receipt_email="astrid@example.se" if applicant else None,
        language="sv",
        municipality="Heby kommun",
        visitor_hash="" if applicant else "f" * 64,
        is_test=False,
    )
    return replace(plain, **changes)


def a_case(unit: Unit, **changes: Any) -> Case:
    return receive(received(unit, **changes))


def many_cases(unit: Unit, count: int, *, applicant: "User | None" = None, batch: int = 2000) -> None:
    """`count` cases an hour apart, sealed like real ones but inserted in bulk, without history, events and mails."""
    sent, committee = received(unit, applicant=applicant), unit.committee
    newest, last = timezone.now(), RegisterEntry.objects.filter(committee=committee).count()
    for start in range(0, count, batch):
        rows = []
        for place in range(start, min(start + batch, count)):
            one = replace(sent, draft_id=uuid.uuid4(), received_at=newest - timedelta(hours=place))
            case = _unnumbered_case(one)
            key = give_key(case)
            entry = _register_entry(one, case, key, unit)
            entry.year, entry.running_number = 2000, last + place + 1
            case.number = f"{committee.code} 2000-{entry.running_number:05}"
            text = CaseSearchText(
                case=case, text=f"{case.number.casefold()}\nansök om skolskjuts\nord{place % 5000} buss"
            )
            rows.append((case, _sealed_submission(one, case, key), entry, text))
        for model, made in zip((Case, Submission, RegisterEntry, CaseSearchText), zip(*rows, strict=True), strict=True):
            model.objects.bulk_create(made)

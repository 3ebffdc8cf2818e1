"""A portal in which something of every kind is sealed."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.contacts import contact_of, give_contact
from accounts.identities import subject_of
from casework.models import Case
from casework.reading import canonical_of
from crypto.keyring import new_key_file
from eservices import sealing
from eservices.actions.drafts import load_draft
from eservices.actions.parking import park, waiting_texts
from eservices.models import Draft
from eservices.owners import Owner
from eservices.parking import Place, PostedText
from outbox.actions import enqueue_mail
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.eservices.factories import Errand, a_page


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Path:
    settings.KEY_FILE = tmp_path / "keys.json"
    new_key_file(settings.KEY_FILE)
    return settings.KEY_FILE


@pytest.fixture
def portal(key_file, cast, resident_client):
    """Astrid has a draft and a case; a mail waits. All stands on k1."""
    page = a_page(cast.unit)
    sent, draft = (Errand(resident_client(cast.astrid), page).fill() for _ in range(2))
    sent.send()
    with transaction.atomic():
        mail = enqueue_mail(key="x:1", topic="receipt", to="astrid@post.example", subject="Hej", body="Hej")
    return Portal(cast, draft, sent.case(), mail)


class Portal:
    def __init__(self, cast: Any, errand: Errand, case: Case, mail: OutboxMessage) -> None:
        self.owner, self.errand, self.case, self.mail = Owner(user=cast.astrid), errand, case, mail
        give_contact(cast.astrid, email="astrid@post.example", language="sv", now=timezone.now())
        self.place = Place(str(cast.astrid.uuid), errand.draft_id, self.draft().version_id, 1, "page", begun=True)
        assert park(PostedText({"x": "Parkerat"}, "", 1, False, False), at=self.place, now=timezone.now())
        self.answers = self.read()

    def draft(self) -> Draft:
        return load_draft(self.errand.draft_id, owner=self.owner, now=timezone.now())

    def read(self) -> Any:
        """Everything that is sealed, opened."""
        submission = self.case.submissions.select_related("case").get()
        subject = subject_of(self.owner.user)
        mail = opened(OutboxMessage.objects.get(pk=self.mail.pk))
        parked = [text for _row, text in waiting_texts(self.owner, self.errand.draft_id, 1, timezone.now())]
        contact = contact_of(self.owner.user)
        return sealing.open_answers(self.draft(), self.owner), canonical_of(submission), subject, mail, contact, parked

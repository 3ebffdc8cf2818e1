"""A portal in use, with something behind every kind of address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from tests.addresses import Address


@dataclass
class Site:
    """A portal in use: Astrid has a draft, one that waits for Nils to sign, and a case that Hugo's unit handles."""

    values: dict[str, Any]
    pks: dict[str, int]

    def path(self, address: Address) -> str:
        if address.name in ("eservices:sent", "eservices:sent_receipt"):
            return address.path(draft_id=self.values["sent_id"])
        if address.name == "eservices:waiting":
            return address.path(draft_id=self.values["waiting_id"])
        return address.path(**self.values)

    def pk_of(self, namespace: str) -> int:
        return self.pks[namespace]


@pytest.fixture
def site(cast: Any, resident_client: Any, seal: Any) -> Site:
    from casework.receipts import actions as receipts
    from eservices.owners import Owner
    from eservices.packages import link_mark
    from home.models import Category
    from tests.eservices.factories import a_page
    from tests.eservices.file_cases import FileErrand, asks_for_files, files_of_draft
    from tests.home.notices import a_notice

    page = a_page(cast.unit, steps=asks_for_files())
    sent, draft = (FileErrand(resident_client(cast.astrid), page).fill_with() for _ in range(2))
    sent.send()
    receipts.sweep()
    values = {"service_id": page.pk, "draft_id": draft.draft_id, "sent_id": sent.draft_id, "case_id": sent.case().pk}
    values |= {"file_id": files_of_draft(draft.draft_id, Owner(user=cast.astrid))[0].id, "number": 1}
    values |= {"position": 1, "order_id": UUID(int=1), "provider": "test", "token": "x", "status": 404}
    party = a_party(cast, resident_client)
    values |= {"party_id": party.pk, "generation": 1, "mark": link_mark(party.pk, 1)}
    values |= {"waiting_id": party.package.draft_id}
    values |= {"pk": cast.maja.pk, "message_id": UUID(int=1)}
    pks = {"committee": cast.committee.pk, "unit": cast.unit.pk, "membership": cast.hugo.memberships.get().pk}
    own = {
        "gallringsregler": page.retention_rule_id,
        "driftmeddelanden": a_notice().pk,
        "omraden": Category.objects.create(name="Skola", slug="skola").pk,
    }
    return Site(values, pks | own)


def a_party(cast: Any, resident_client: Any) -> Any:
    """Nils, whom Astrid has asked to sign."""
    from tests.eservices.factories import Errand
    from tests.eservices.parties import Together, a_shared_page

    people = {"Astrid": cast.astrid, "Nils": cast.nils}
    errand = Errand(resident_client(cast.astrid), a_shared_page(cast.unit))
    return Together(errand, resident_client, people).fill("Nils").ask().parties.get()

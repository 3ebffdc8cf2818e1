"""Mails about signing together: that somebody asks, and how it ended. Never what it is about, and no name or number of
anybody (promise 10): mail is open on its way, and an address can be wrong.
"""

import logging
from collections.abc import Iterable
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.contacts import contact_of
from config.pace import may_mail
from crypto.envelope import SealBroken
from eservices.models import PackageState, PartyState, SigningPackage, SigningParty
from eservices.packages import content_of_package, details_of, link_mark
from outbox.actions import enqueue_mail
from outbox.mail import InvalidMail

INVITATION, REMINDER, OVER, ALL_SIGNED = "signing_invitation", "signing_reminder", "signing_over", "signing_done"
ASKING = (INVITATION, REMINDER)
logger = logging.getLogger(__name__)


def write_to_party(party: SigningParty, topic: str) -> bool:
    """Ask, or remind; False when the box has had its share or no mail can be made."""
    package, details = party.package, details_of(party)
    if not may_mail(details.email):
        return False
    with translation.override(package.language):
        link = reverse("eservices:invited", args=[party.pk, party.generation, link_mark(party.pk, party.generation)])
        context = {"link": settings.PORTAL_URL + link, "deadline": timezone.localtime(package.deadline)}
        return _queue(f"signing:{party.pk}:{party.generation}:{party.mails}", topic, details.email, context)


def asking_holds(key: str, to: str) -> bool:
    """Whether a request that has waited is still to be sent: same link, not answered, not over."""
    _word, party_id, generation, _number = key.split(":")
    return SigningParty.objects.whose_turn().filter(pk=UUID(party_id), generation=int(generation)).exists()


def tell_it_is_over(package: SigningPackage, state: PackageState) -> None:
    """The applicant, unless it was their own doing, and everybody who had been asked."""
    asked = list(package.parties.exclude(invited_at=None))
    with translation.override(package.language):
        for party in asked:
            party.package = package
            if party.state != PartyState.DECLINED:
                _queue(
                    f"signing-over:{party.pk}", OVER, details_of(party).email, {"state": state, "is_applicant": False}
                )
        address = _address_of_owner(package)
        if address and state != PackageState.WITHDRAWN:
            page = settings.PORTAL_URL + reverse("eservices:my_pages")
            _queue(f"signing-over:{package.pk}", OVER, address, {"state": state, "is_applicant": True, "link": page})


def tell_all_signed(package: SigningPackage, parties: Iterable[SigningParty]) -> None:
    """Each of the others; the applicant gets the receipt of the case."""
    with translation.override(package.language):
        for party in parties:
            page = settings.PORTAL_URL + reverse("eservices:party", args=[party.pk])
            _queue(f"signing-done:{party.pk}", ALL_SIGNED, details_of(party).email, {"link": page})


def _address_of_owner(package: SigningPackage) -> str:
    """The one given in the errand for the receipt, else the one on Mina sidor; empty when there is none."""
    given = content_of_package(package).receipt_email
    try:
        contact = None if given else contact_of(package.owner)
    except SealBroken:
        return ""
    return given or (contact.email if contact else "")


def _queue(key: str, topic: str, to: str, context: dict[str, object]) -> bool:
    context = {"municipality": parseaddr(settings.DEFAULT_FROM_EMAIL)[0], "host": settings.PORTAL_HOST} | context
    try:
        enqueue_mail(
            key=key,
            topic=topic,
            to=to,
            subject=render_to_string(f"emails/eservices/{topic}_subject.txt", context).strip(),
            body=render_to_string(f"emails/eservices/{topic}.txt", context).strip() + "\n",
        )
    except InvalidMail:
        logger.warning("No mail %s: none can be made", topic)
        return False
    return True

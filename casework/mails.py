"""The mails reception gives rise to: number, service and link, never answers or identity numbers (promise 10).

They go to the outbox in the transaction that makes the case. Mail is not secret on its way: the link leads to a login.
"""

import logging
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Unit
from casework.models import Case
from outbox.actions import enqueue_mail
from outbox.mail import InvalidMail

logger = logging.getLogger(__name__)
STAFF_LANGUAGE = "sv"


def queue_receipt(case: Case, *, email: str | None, language: str, files: int = 0) -> bool:
    """Queue the applicant's receipt, if an address was given; tells whether one will go out."""
    if not email:
        return False
    with translation.override(language):
        page = reverse("eservices:my_case", args=[case.pk]) if case.applicant_id else ""
        return _queue(case, "receipt", to=email, service_title=case.title_in(language), page=page, files=files)


def queue_unit_notice(case: Case, unit: Unit) -> bool:
    """Tell the unit's mailbox that a case has come in."""
    with translation.override(STAFF_LANGUAGE):
        page = reverse("casework:case", args=[case.pk])
        return _queue(case, "unit_notice", to=unit.email, service_title=case.service_title, page=page)


def _queue(case: Case, topic: str, *, to: str, page: str, **context: Any) -> bool:
    context |= {
        "case": case,
        "received_at": timezone.localtime(case.received_at),
        "link": f"{settings.PORTAL_URL}{page}" if page else "",
        "municipality": parseaddr(settings.DEFAULT_FROM_EMAIL)[0],
    }
    try:
        enqueue_mail(
            key=f"case:{case.pk}:{topic}",
            topic=topic,
            to=to,
            subject=render_to_string(f"emails/casework/{topic}_subject.txt", context).strip(),
            body=render_to_string(f"emails/casework/{topic}.txt", context).strip() + "\n",
        )
    except InvalidMail:
        # What was sent is received all the same: a bad address must never cost a resident the errand.
        logger.warning("No %s for case %s: no mail can be made of it", topic, case.pk)
        return False
    return True

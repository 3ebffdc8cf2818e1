"""What people do on the public pages."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from home.languages import MAIN
from outbox.actions import enqueue_mail


@transaction.atomic
def send_message(message: Mapping[str, Any], *, to: str, language: str) -> None:
    """Queue a message from the contact form for the municipality's mailbox; `language` is the writer's.

    `once` makes the same form sent twice one mail. The outbox blanks the mail when it has left: nothing else is kept.
    """
    with override(MAIN):
        enqueue_mail(
            key=f"contact:{message['once'] or uuid4()}",
            topic="contact",
            to=to,
            subject=render_to_string("emails/home/contact_subject.txt").strip(),
            body=render_to_string("emails/home/contact.txt", {"message": message, "language": language}).strip() + "\n",
        )

"""The embedded test e-ID: says whatever the person at the keyboard chooses. For demos and tests, and nothing else.

It refuses to exist unless settings.EID_ALLOW_TEST says so, everything done with it is marked as a test, and the deploy
check refuses the setting on a real host name. Its page stands where a broker's or BankID's would.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.eid.provider import Act, Asked, Complete, Context, Evidence, Failed, Interactive, Level, Pending, Result
from accounts.eid.test_signatures import KIND, sign_for_test
from accounts.identities import Subject


class TestEId:
    __test__ = False  # not a pytest class
    key = "test"
    label = _("Test-e-legitimation")
    is_test = True
    signs_as = Act.SIGNATURE

    def __init__(self) -> None:
        if not settings.EID_ALLOW_TEST:
            raise ImproperlyConfigured("EID_PROVIDERS has the test e-ID, but EID_ALLOW_TEST is off")

    def start(self, context: Context) -> Interactive:
        return Interactive(reverse("accounts:test_eid", args=[context.order_id]))

    def poll(self, context: Context, state: bytes) -> Pending:
        return Pending("waiting")

    def finish(self, context: Context, state: bytes, answer: Mapping[str, str]) -> Failed:
        """A real answer is recorded by its own page; here come a cancelled or failed try, and a way round it."""
        error = answer.get("error", "")
        return Failed(error if error in {"cancelled", "failed"} else "not_finished")

    def cancel(self, context: Context, state: bytes) -> None:
        """Nobody waits anywhere."""

    def answer(
        self, subject: Subject, level: Level, *, asked: Asked | None = None, at: datetime | None = None
    ) -> Complete:
        """What the person at the keyboard chose: a login, or a signature on what was asked. The demo says when."""
        transaction, now = str(uuid.uuid4()), at or timezone.now()
        proof = Evidence("TEST", transaction.encode())
        if asked:
            who = (subject.type, subject.value, subject.country)
            proof = Evidence(KIND, sign_for_test(asked, subject=who, transaction=transaction, at=now))
        result = Result(
            subject=subject,
            level=level,
            provider=self.key,
            transaction=transaction,
            at=now,
            is_test=True,
            evidence=(proof,),
            act=asked.act if asked else Act.LOGIN,
        )
        return Complete(result)

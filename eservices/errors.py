"""What can go wrong between a resident and a draft. Views turn each into a page that says what to do."""

from collections.abc import Mapping
from typing import Any

from casework.models import Case
from eservices.closing import Closing
from eservices.models import EServiceVersion
from questions import State


class DraftGone(Exception):
    """No such draft for this owner: never begun, removed, expired, or somebody else's. All look the same on purpose."""


class AlreadySent(Exception):
    """The draft was sent before (promise 4)."""

    def __init__(self, case: Case) -> None:
        self.case = case


class EditConflict(Exception):
    """Another tab changed the same answers after this page was shown. `stored` is what lies saved now."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.stored = stored


class NotComplete(Exception):
    """Something is missing or wrong; nothing was sent."""

    def __init__(self, state: State) -> None:
        self.state = state


class ReviewedOtherContent(Exception):
    """The answers are no longer those that were shown on the review page; nothing was sent."""


class LoginTooWeak(Exception):
    """The e-ID that the owner logged in with is not as sure as the service asks; nothing was sent."""


class SignatureMissing(Exception):
    """The service is sent with a signature, and there is none of the kind it asks for; nothing was sent."""


class WaitsForSignatures(Exception):
    """The draft waits for others to sign: nothing in it may change until they have, or its owner takes it back."""


class SamePersonTwice(Exception):
    """Two of those who are to sign are one person; nothing was sent."""


class PackageClosed(Exception):
    """Nothing more is signed in this package: everybody has, somebody said no, its time is up, or it was taken back."""


class NotYourTurn(Exception):
    """The person has answered already, or somebody else is to sign before."""


class TooManyMails(Exception):
    """This person has been written to as often as we do; nothing was sent."""


class ServiceClosed(Exception):
    """The service is closed for those half-way too; nothing was saved or sent. `closing` says why."""

    def __init__(self, closing: Closing, version: EServiceVersion) -> None:
        self.closing, self.version = closing, version

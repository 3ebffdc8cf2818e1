"""Signing together in tests: a service that asks for others, and each person on his own way to the e-ID."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.demo import RESIDENTS
from casework.models import Case
from eservices.demo.builder import Json, question, step, when
from eservices.models import EServicePage, SigningPackage, SigningParty
from outbox.mail import Mail, opened
from outbox.models import OutboxMessage
from tests.eservices.factories import Errand, a_page, two_steps
from tests.eservices.signing import answer, sign

CANARY = "Kanariefågel-5521"
KEYS = ("other", "third")
ROLES = {"other": ("Den andra båtägaren", "The other boat owner"), "third": ("Borgensmannen", "The guarantor")}


def steps_for(count: int) -> list[Json]:
    """The usual two steps, and one that asks whether others own the boat too; only then must they sign."""
    together = when("together", "equals", "yes")
    asked = [question("party", key, ROLES[key], show_when=together) for key in KEYS[:count]]
    own = question("yes_no", "together", ("Äger ni båten tillsammans?", "Do you own the boat together?"))
    return [*two_steps(), step("s-together", ("Tillsammans", "Together"), own, *asked)]


def a_shared_page(unit: Any, *, others: int = 1, **more: Any) -> EServicePage:
    return a_page(unit, **({"steps": steps_for(others), "signature_level": "signature"} | more))


def named(first_name: str, email: str = "") -> dict[str, str]:
    """A party question's parts, for one of the demo's residents."""
    subject = next(one for one in RESIDENTS if one.first_name == first_name)
    return {
        "name": subject.full_name,
        "personal_number": subject.value,
        "email": email or f"{first_name.lower()}@example.se",
    }


@dataclass
class Together:
    """An errand of Astrid's with others, whose browsers are opened when first used."""

    errand: Errand
    log_in: Any
    people: dict[str, Any]  # first name: user
    clients: dict[str, Client] = field(default_factory=dict)

    def fill(self, *others: str, applicant: str = "Astrid", **answers: Any) -> "Together":
        answers |= {key.replace("-", "_"): named(name) for key, name in zip(KEYS, others, strict=False)}
        self.errand.post(1, wish=answers.pop("wish", "Plats för eka"), email=f"{applicant.lower()}@example.se")
        self.errand.post(2, boat="no")
        self.errand.post(3, together="yes" if others else "no", **answers)
        return self

    def ask(self, **options: Any) -> SigningPackage:
        """The applicant signs, and the others are asked."""
        self.signed = sign(self.errand, **options)
        return self.package

    @property
    def package(self) -> SigningPackage:
        return SigningPackage.objects.filter(draft_id=self.errand.draft_id).latest("created_at")

    def client(self, name: str) -> Client:
        if name not in self.clients:
            self.clients[name] = self.log_in(self.people[name])
        return self.clients[name]

    def party(self, number: int = 1) -> SigningParty:
        return self.package.parties.get(number=number)

    def page(self, number: int = 1, name: str = "party", *more: Any) -> str:
        return reverse(f"eservices:{name}", args=[self.party(number).pk, *more])

    def begin(self, who: str, number: int = 1, *, follows: bool = True) -> str:
        """Signera; where the test e-ID waits."""
        posted = {"reviewed": self.package.content_sha256} | ({"follows": "1"} if follows else {})
        return str(self.client(who).post(self.page(number), posted)["Location"])

    def sign(self, who: str, number: int = 1, **options: Any) -> Any:
        page = self.begin(who, number, follows=options.pop("follows", True))
        return self.client(who).get(answer(self.client(who), page, as_=options.pop("as_", who), **options))

    def decline(self, who: str, number: int = 1, reason: str = "") -> Any:
        return self.client(who).post(self.page(number, "party_declines"), {"reason": reason})

    def waiting(self, action: str = "", **posted: Any) -> Any:
        """The applicant's page, or what is done there."""
        address = self.errand.address("waiting")
        if not action:
            return self.errand.client.get(address)
        return self.errand.client.post(address, {"action": action} | posted)

    def cases(self) -> list[Case]:
        return list(Case.objects.filter(submissions__draft_id=self.errand.draft_id))


def mails(topic: str) -> list[Mail]:
    """What has been queued of one kind, in order."""
    return [opened(message) for message in OutboxMessage.objects.filter(topic=topic).order_by("created_at")]

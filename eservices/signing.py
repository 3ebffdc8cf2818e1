"""What a service asks of the applicant's e-ID: how sure it must be, what is signed with it, and the statement that is
(design.md §7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext, override

from accounts.eid import orders, registry
from accounts.eid.provider import Act
from casework.statements import Statement, Subject, check_code, data_of
from eservices.versions import compiled
from questions import Service

if TYPE_CHECKING:
    from accounts.eid.provider import Provider
    from eservices.models import EServiceVersion, SigningPackage
    from eservices.packages import PackageContent

NO_SIGNATURE = "none"
REQUIRED = {"approval": Act.APPROVAL, "signature": Act.SIGNATURE}


def required_act(service: Service) -> Act | None:
    """What the version asks of who sends; None when sending is enough. Versions from before there were any ask none."""
    return REQUIRED.get(service.facts.get("signature", NO_SIGNATURE))


def required_level(service: Service) -> str:
    """How sure the e-ID must be (accounts.eid.provider.Level); empty when any will do, as before there were levels."""
    return str(service.facts.get("level", ""))


def provider_for(act: Act, logged_in_with: str) -> "Provider | None":
    """The e-ID the person logged in with, if it can; else the first that can; None when none of ours can."""
    able = [one for one in registry.providers() if orders.act_suffices(one.signs_as, act)]
    return next((one for one in able if one.key == logged_in_with), next(iter(able), None))


@dataclass(frozen=True)
class SigningRules:
    """How several sign: one after another or all at once, and within how many days."""

    in_order: bool = False
    days: int = 14


def signing_rules(service: Service) -> SigningRules:
    return SigningRules(**service.facts.get("signing", {}))


def statement_for_package(package: "SigningPackage", content: "PackageContent", language: str) -> Statement:
    """What each party signs: the same content as the applicant, in the same words."""
    return statement_of(
        package.version,
        compiled(package.version),
        municipality=content.municipality,
        reference=package.draft_id,
        content_sha256=package.content_sha256,
        files_sha256=content.files_sha256,
        language=language,
    )


def statement_of(
    version: "EServiceVersion",
    service: Service,
    *,
    municipality: str,
    reference: UUID,
    content_sha256: str,
    files_sha256: Iterable[str],
    language: str,
) -> Statement:
    """The sentence in the signer's language, and the data that bind it to the content."""
    files = list(files_sha256)
    subject = Subject(
        municipality=municipality,
        service_id=service.id,
        service_title=service.title.in_language(language),
        version_number=version.number,
        version_sha256=version.sha256,
        reference=reference,
        content_sha256=content_sha256,
        files_sha256=files,
    )
    return Statement(_text(subject, language, required_act(service)), data_of(subject))


def _text(subject: Subject, language: str, act: Act | None) -> str:
    """An approval is never said to be a signature."""
    with override(language):
        if act == Act.APPROVAL:
            text = gettext("Jag godkänner det jag skickar till %(municipality)s: %(service)s.")
        elif subject.files_sha256:
            text = gettext("Jag skriver under %(service)s till %(municipality)s, med de filer som hör till.")
        else:
            text = gettext("Jag skriver under %(service)s till %(municipality)s.")
        named = {"service": subject.service_title, "municipality": subject.municipality}
        code = gettext("Kontrollkod: %(code)s") % {"code": check_code(subject.content_sha256)}
        return f"{text % named}\n{code}"

"""E-services: the page an editor builds, the versions that publishing freezes, and the drafts residents fill in."""

from eservices.models.drafts import Draft, DraftUserPerm, ExpiredDraft
from eservices.models.files import DraftFile
from eservices.models.packages import PackageState, PartyState, SigningPackage, SigningParty
from eservices.models.pages import EServicePage, Login, LoginLevel, SignatureLevel, WhenClosed
from eservices.models.parked import ParkedText
from eservices.models.scoped import UnscopedDraftAccess
from eservices.models.versions import EServiceVersion

__all__ = [
    "Draft",
    "DraftFile",
    "DraftUserPerm",
    "EServicePage",
    "EServiceVersion",
    "ExpiredDraft",
    "Login",
    "LoginLevel",
    "PackageState",
    "ParkedText",
    "PartyState",
    "SignatureLevel",
    "SigningPackage",
    "SigningParty",
    "UnscopedDraftAccess",
    "WhenClosed",
]

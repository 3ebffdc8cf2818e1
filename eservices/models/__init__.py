"""E-services: the page an editor builds, the versions that publishing freezes, and the drafts residents fill in."""

from eservices.models.drafts import Draft, DraftUserPerm, ExpiredDraft, UnscopedDraftAccess
from eservices.models.pages import EServicePage, Login, WhenClosed
from eservices.models.versions import EServiceVersion

__all__ = [
    "Draft",
    "DraftUserPerm",
    "EServicePage",
    "EServiceVersion",
    "ExpiredDraft",
    "Login",
    "UnscopedDraftAccess",
    "WhenClosed",
]

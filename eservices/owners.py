"""Whose drafts a request may reach: the logged-in resident's, or the visitor cookie's when nobody is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.access import is_resident, person_of
from accounts.models import User
from crypto.lookup import new_token, token_hash
from eservices.models.drafts import Draft, DraftQuerySet

VISITOR_LIFETIME = timedelta(hours=24)
RESIDENT_LIFETIME = timedelta(days=90)


@dataclass(frozen=True)
class Owner:
    """Exactly one of `user` and `cookie` is set. `binding` goes into the draft's key: no other owner can open it."""

    user: User | None = None
    cookie: str = ""

    @property
    def binding(self) -> str:
        return str(self.user.uuid) if self.user else f"visitor:{self.cookie}"

    @property
    def visitor_hash(self) -> str:
        return token_hash(self.cookie) if self.cookie else ""

    @property
    def lifetime(self) -> timedelta:
        """How long a draft lives after the last activity (design.md §13.3)."""
        return RESIDENT_LIFETIME if self.user else VISITOR_LIFETIME

    def drafts(self, now: datetime) -> DraftQuerySet:
        if self.user:
            return Draft.objects.owned_by(self.user).filter(expires_at__gt=now)
        return Draft.objects.of_visitor(self.cookie, now)


def owner_of(request: HttpRequest) -> Owner | None:
    """The owner that this request speaks for; None for staff and for a browser that has begun nothing."""
    if is_resident(request.user):
        return Owner(user=person_of(request))
    cookie = request.COOKIES.get(settings.VISITOR_COOKIE_NAME, "")
    return Owner(cookie=cookie) if cookie and not request.user.is_authenticated else None


def new_visitor() -> Owner:
    return Owner(cookie=new_token())


def remember_visitor(response: HttpResponseBase, owner: Owner) -> None:
    if owner.cookie:
        response.set_cookie(
            settings.VISITOR_COOKIE_NAME,
            owner.cookie,
            max_age=VISITOR_LIFETIME,
            secure=settings.BEHIND_TLS,
            httponly=True,
            samesite="Lax",
        )

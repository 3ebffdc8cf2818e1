"""Whom a person may act for, where a register of mandates is plugged in (for instance Bolagsverket's ombud service).

`MANDATE_REGISTER` is the dotted path of a class with this one method. Without it, or while it is away, what people say
of themselves is taken for what it is: their own word.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from accounts.identities import Subject, subject_hash, subject_of
from accounts.models import User
from questions.evaluate import Mandate

LIFETIME = 300  # seconds: a page asks more than once, and a register need not be
logger = logging.getLogger(__name__)


class RegisterAway(Exception):
    """The register cannot be asked now."""


class Register(Protocol):
    def mandates_of(self, subject: Subject) -> Sequence[Mandate]:
        """Every organisation that the person may act for. Raises RegisterAway."""


@lru_cache(maxsize=1)
def _register(path: str) -> Register:
    register: Register = import_string(path)()
    return register


def mandates_of(user: User) -> Mapping[str, Mandate] | None:
    """By organisation number, twelve digits; None when there is no register to ask, or nobody to ask about."""
    subject = subject_of(user) if settings.MANDATE_REGISTER else None
    if subject is None:
        return None
    key = f"mandates:{subject_hash(subject)}"
    found: list[Mandate] | None = cache.get(key)
    if found is None:
        try:
            found = list(_register(settings.MANDATE_REGISTER).mandates_of(subject))
        except RegisterAway as error:
            logger.warning("The register of mandates is away: %s", error)
            return None
        cache.set(key, found, LIFETIME)
    return {mandate.number: mandate for mandate in found}

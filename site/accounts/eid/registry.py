"""Which e-ID providers this installation trusts (settings.EID_PROVIDERS); nobody else's word about a person counts."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from accounts.eid.provider import Provider

KNOWN = {"test": "accounts.eid.test_eid.TestEId"}


def providers() -> list[Provider]:
    """In the order the settings give, which is the order people see."""
    return [provider(key) for key in settings.EID_PROVIDERS]


def provider(key: str) -> Provider:
    """Raises KeyError for one that is not switched on, ImproperlyConfigured for one that may not be."""
    if key not in settings.EID_PROVIDERS:
        raise KeyError(key)
    if key not in KNOWN:
        raise ImproperlyConfigured(f"EID_PROVIDERS names {key!r}; this version knows {', '.join(KNOWN)}")
    made: Provider = import_string(KNOWN[key])()
    return made

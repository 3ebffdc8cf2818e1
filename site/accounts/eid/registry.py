"""Which e-ID providers this installation trusts (settings.EID_PROVIDERS); nobody else's word about a person counts.

"test" is the embedded test e-ID. Every other name is a table in the file that settings.EID_FILE names; its `kind` is
the class that the table is for, OpenID Connect unless it says otherwise. A new sort of provider is a class and a name
here, or the dotted path of the class in the table.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from accounts.eid.provider import Provider
from accounts.eid.tables import tables

TEST = "test"
KINDS = {"oidc": "accounts.eid.oidc.provider.OidcEId"}


def providers() -> list[Provider]:
    """In the order the settings give, which is the order people see."""
    return [provider(key) for key in settings.EID_PROVIDERS]


def provider(key: str) -> Provider:
    """Raises KeyError for one that is not switched on, ImproperlyConfigured for one that may not be."""
    if key not in settings.EID_PROVIDERS:
        raise KeyError(key)
    made: Provider = _test() if key == TEST else _class_of(key)(key)
    return made


def _test() -> Provider:
    made: Provider = import_string("accounts.eid.test_eid.TestEId")()
    return made


def _class_of(key: str) -> type:
    table = tables(settings.EID_FILE).get(key)
    if table is None:
        raise ImproperlyConfigured(f"EID_PROVIDERS names {key!r}, but EID_FILE has no table [{key}] (README, E-ID)")
    kind = str(table.get("kind", "oidc"))
    try:
        found: type = import_string(KINDS.get(kind, kind))
    except ImportError as error:
        raise ImproperlyConfigured(f"EID_FILE, [{key}]: no kind of provider is called {kind!r}") from error
    return found

"""One address in the environment says how mail leaves.

`smtp://`, `smtps://` (TLS from the start), `smtp+tls://` (STARTTLS) or `demo:`.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SEND_TIMEOUT = 30  # seconds; must stay below the outbox lease


def email_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_… settings for `url`; raises ImproperlyConfigured for an unknown scheme."""
    parts = urlsplit(url)
    if parts.scheme == "demo":
        return {"EMAIL_BACKEND": "outbox.demo.DemoMailBackend"}
    if parts.scheme not in PORTS:
        raise ImproperlyConfigured(
            f"EMAIL_URL must start with smtp://, smtp+tls://, smtps:// or demo:, not {parts.scheme!r}"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": SEND_TIMEOUT,
    }

"""A member of staff's second factor: codes from an app (TOTP), and recovery codes for the day the phone is gone.

The database holds neither the app's secret (see `models.Authenticator`) nor a recovery code in clear.
"""

import secrets
import time
from typing import Protocol

import segno
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts.models import Authenticator, User
from crypto.lookup import lookup_hash

RECOVERY_CODES = 8
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
CODE_DIGITS = 6
STORED_LENGTH = 16  # of StaticToken.token; 64 bits of a keyed hash


class Device(Protocol):
    def verify_token(self, token: str) -> bool: ...


def device_for(user: User, code: str) -> Device | None:
    """The device a typed code is meant for: six digits are the app's, everything else is a recovery code.

    Trying each device in turn would count a failure against those the person did not use.
    """
    model = Authenticator if is_app_code(code) else StaticDevice
    device: Device | None = model.objects.select_for_update().filter(user=user, confirmed=True).first()
    return device


def verify(user: User, code: str) -> Device | None:
    """The device that accepted `code`, or None. Each code counts once, and wrong ones make the next try wait."""
    with transaction.atomic():
        device = device_for(user, code)
        return device if device is not None and device.verify_token(stored_form(code)) else None


def is_app_code(code: str) -> bool:
    digits = _squeezed(code)
    return len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit()


def stored_form(code: str) -> str:
    squeezed = _squeezed(code)
    return squeezed if is_app_code(code) else lookup_hash("recovery-code", squeezed)[:STORED_LENGTH]


def new_secret() -> str:
    """The stored half of an app's secret, as `Authenticator.key` holds it."""
    key: str = default_key()
    return key


def unsaved_authenticator(user: User, secret: str) -> Authenticator:
    return Authenticator(user=user, name="kod-app", key=secret, confirmed=True)


def matches(device: Authenticator, code: str) -> bool:
    """Whether `code` is right now, without saving anything: for the form that sets the app up."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    return is_app_code(code) and bool(totp.verify(int(_squeezed(code)), device.tolerance))


def current_code(device: Authenticator) -> tuple[str, int]:
    """What the person's app shows now, and for how many more seconds. For the demo page, which plays the phone."""
    now = time.time()
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = now
    return f"{totp.token():0{device.digits}d}", device.step - int(now) % device.step


def qr_image(device: Authenticator) -> str:
    """A data address for an `img`: the policy allows images from data, and nothing is written anywhere."""
    image: str = segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2)
    return image


def readable_secret(device: Authenticator) -> str:
    """The secret in groups of four, for who cannot scan a code."""
    secret = device.config_url.split("secret=", 1)[1].split("&", 1)[0].rstrip("=")
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes(user: User) -> list[str]:
    """Replace all recovery codes of `user`. The returned ones are shown once: only their hashes are kept."""
    codes = [
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="reservkoder", confirmed=True)
        for code in codes:
            device.token_set.create(token=stored_form(code))
    return codes


def recovery_codes_left(user: User) -> int:
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user, confirmed=True))


def remove_devices(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def is_enrolled(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, confirmed=True).exists())


def _squeezed(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()

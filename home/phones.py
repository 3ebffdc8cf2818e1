"""Telephone numbers as links."""


def phone_link(phone: str) -> str:
    """`tel:` address; a Swedish number gets its country code, so that it works from abroad."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if phone.strip().startswith("+"):
        return f"tel:+{digits}"
    return f"tel:+46{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"

"""What a person reads when a file is not taken. Each text names the file, the limit, and what to do."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.errors import Refused

KILOBYTE, MEGABYTE = 2**10, 2**20
SIZES = ("limit_bytes", "left_bytes")

TEXTS = {
    "too_large": gettext_lazy("Filen ”%(name)s” är för stor. En fil får vara högst %(limit_bytes)s."),
    "too_many": gettext_lazy("Filen ”%(name)s” togs inte emot. Du kan skicka högst %(limit)s filer åt gången."),
    "quota": gettext_lazy(
        "Filen ”%(name)s” får inte plats. Du har %(left_bytes)s kvar. Ta bort filer som du inte behöver."
    ),
    "storage_full": gettext_lazy(
        "Filen ”%(name)s” kunde inte sparas, eftersom det är fullt hos oss. Det du har skrivit är kvar."
        " Försök igen senare."
    ),
    "storage_away": gettext_lazy("Filen ”%(name)s” kunde inte sparas just nu. Felet är hos oss. Försök igen senare."),
    "empty": gettext_lazy("Filen ”%(name)s” är tom. Kontrollera att du valde rätt fil."),
    "infected": gettext_lazy("Filen ”%(name)s” innehåller skadlig kod enligt vår viruskontroll och togs inte emot."),
    "kind_not_allowed": gettext_lazy("Filen ”%(name)s” är av en typ som inte kan bifogas här. Välj %(allowed)s."),
    "content_mismatch": gettext_lazy(
        "Filen ”%(name)s” innehåller något annat än namnet säger. Spara den på nytt i rätt format."
    ),
    "unreadable": gettext_lazy("Filen ”%(name)s” är skadad eller ofullständig. Spara den på nytt och försök igen."),
    "too_complex": gettext_lazy(
        "Filen ”%(name)s” är för krånglig för att kontrolleras. Spara den på nytt, gärna som PDF."
    ),
    "image_too_large": gettext_lazy("Bilden ”%(name)s” har för många bildpunkter, fler än %(limit)s miljoner."),
    "too_many_frames": gettext_lazy("Bilden ”%(name)s” är för lång. En rörlig bild får ha högst %(limit)s rutor."),
    "encrypted": gettext_lazy("Filen ”%(name)s” är skyddad med lösenord. Ta bort skyddet och försök igen."),
    "pdf_script": gettext_lazy(
        "Filen ”%(name)s” innehåller skript eller kommandon. Skriv ut den till en ny PDF och bifoga den."
    ),
    "pdf_embedded": gettext_lazy("Filen ”%(name)s” har andra filer inbäddade. Bifoga dem var för sig."),
    "too_many_pages": gettext_lazy("Filen ”%(name)s” har för många sidor. Den får ha högst %(limit)s."),
    "hidden_content": gettext_lazy(
        "Filen ”%(name)s” innehåller något mer än dokumentet eller bilden. Spara den på nytt och försök igen."
    ),
    "macros": gettext_lazy("Filen ”%(name)s” innehåller makron. Spara den utan makron och försök igen."),
    "external": gettext_lazy("Filen ”%(name)s” hämtar innehåll från andra ställen. Spara den som PDF och försök igen."),
    "unpacks_too_large": gettext_lazy("Filen ”%(name)s” blir för stor när den packas upp, mer än %(limit_bytes)s."),
    "too_many_parts": gettext_lazy("Filen ”%(name)s” består av för många delar. Den får ha högst %(limit)s."),
    "nested": gettext_lazy("Filen ”%(name)s” innehåller andra filer. Bifoga dem var för sig."),
}


def refusal_text(refused: Refused, name: str) -> str:
    """The sentence for the person whose file `name` was refused, in their language."""
    params = {key: size_text(value) if key in SIZES else value for key, value in refused.params.items()}
    return str(TEXTS[refused.code]) % {"name": name, **params}


def size_text(size: int) -> str:
    """A size as people say it: "640 kB", "4,2 MB", "50 MB"."""
    if size < MEGABYTE:
        return _("%(size)s kB") % {"size": max(1, round(size / KILOBYTE))}
    megabytes = size / MEGABYTE
    decimals = 0 if megabytes >= 10 or megabytes == int(megabytes) else 1
    return _("%(size)s MB") % {"size": number_format(round(megabytes, decimals), decimal_pos=decimals)}

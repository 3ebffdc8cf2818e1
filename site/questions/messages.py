"""The sentence for a problem: what is wrong and how to put it right, in the reader's language.

Texts are found by question type and code, then by code alone. Parameters are formatted for the language: limits as
numbers or dates, an editor's own texts in the right language.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from questions.formats import date_text, number_text
from questions.problems import Problem
from questions.publishing_messages import PUBLISHING_TEXTS, TEXT_NAMES
from questions.texts import Text

Key = tuple[str, str]

ANY = "*"
FALLBACK = _("Svaret går inte att använda. Kontrollera det och försök igen.")

GENERAL: dict[Key, Any] = {
    (ANY, "required"): _("Fyll i ”%(label)s”."),
    (ANY, "malformed"): _("Svaret kom inte fram som det skulle. Fyll i ”%(label)s” igen."),
    (ANY, "bad_characters"): _(
        "Texten innehåller osynliga tecken som inte går att spara. Skriv den på nytt i stället för att klistra in."
    ),
    (ANY, "too_long"): _("Texten är %(length)s tecken lång. Korta den till högst %(limit)s tecken."),
    (ANY, "unknown_choice"): _("Välj ett av alternativen som visas."),
    ("short_text", "pattern"): _(
        "Svaret har inte den form som behövs. Läs anvisningen vid frågan och skriv på det sättet."
    ),
}

NUMBERS: dict[Key, Any] = {
    ("number", "not_a_number"): _("Skriv ett tal med siffror, till exempel 12."),
    ("number", "not_whole"): _("Skriv ett heltal, utan decimaler och utan punkt eller komma."),
    ("number", "too_many_decimals"): _("Skriv talet med högst %(decimals)s decimaler."),
    ("number", "too_small"): _("Skriv ett tal som är minst %(min)s."),
    ("number", "too_large"): _("Skriv ett tal som är högst %(max)s."),
    ("number", "out_of_range"): _("Skriv ett tal mellan %(min)s och %(max)s."),
    ("amount", "not_a_number"): _("Skriv beloppet i kronor med siffror, till exempel 1 250 eller 1 250,50."),
    ("amount", "not_whole"): _("Skriv beloppet i hela kronor, utan ören."),
    ("amount", "too_many_decimals"): _("Skriv beloppet med högst två siffror för ören, till exempel 1 250,50."),
    ("amount", "too_small"): _("Skriv ett belopp som är minst %(min)s kronor."),
    ("amount", "too_large"): _("Skriv ett belopp som är högst %(max)s kronor."),
    ("amount", "out_of_range"): _("Skriv ett belopp mellan %(min)s och %(max)s kronor."),
}

DATES: dict[Key, Any] = {
    ("date", "not_a_date"): _("Skriv datumet med år, månad och dag, till exempel 2026-11-23."),
    ("date", "not_a_number"): _("Skriv år, månad och dag med siffror, till exempel 2026 11 23."),
    ("date", "no_such_date"): _("Det datumet finns inte. Kontrollera månad och dag."),
    ("date", "year"): _("Skriv året med fyra siffror, till exempel 2026."),
    ("date", "too_early"): _("Skriv ett datum som är tidigast %(min)s."),
    ("date", "too_late"): _("Skriv ett datum som är senast %(max)s."),
    ("date", "out_of_range"): _("Skriv ett datum från och med %(min)s till och med %(max)s."),
    ("date", "required_part:year"): _("Fyll i året också."),
    ("date", "required_part:month"): _("Fyll i månaden också."),
    ("date", "required_part:day"): _("Fyll i dagen också."),
    ("time", "not_a_time"): _("Skriv ett klockslag mellan 00.00 och 23.59, till exempel 13.05."),
}

CONTACT: dict[Key, Any] = {
    ("email", "not_an_email"): _("Skriv en fullständig e-postadress, till exempel namn@example.se."),
    ("email", "several_addresses"): _("Skriv bara en e-postadress."),
    ("email", "not_ascii"): _("Skriv e-postadressen utan å, ä, ö och andra särskilda tecken före @."),
    ("phone", "not_a_phone"): _(
        "Skriv ett telefonnummer med riktnummer, till exempel 0224-360 00. Börja utländska nummer med +."
    ),
    ("web_address", "not_a_web_address"): _("Skriv en fullständig webbadress, till exempel https://www.example.se."),
    ("web_address", "wrong_scheme"): _("Skriv en webbadress som börjar med https:// eller http://."),
    ("web_address", "credentials"): _(
        "Skriv webbadressen utan användarnamn och lösenord, alltså utan @ före servernamnet."
    ),
}

CHOICES: dict[Key, Any] = {
    ("yes_no", "required"): _("Svara ja eller nej på ”%(label)s”."),
    ("yes_no", "unknown_choice"): _("Välj ja eller nej."),
    ("single_choice", "required"): _("Välj ett alternativ i ”%(label)s”."),
    ("several_choices", "required"): _("Välj minst ett alternativ i ”%(label)s”."),
    ("several_choices", "too_few"): _("Välj minst %(min)s av alternativen."),
    ("several_choices", "too_many"): _("Du har valt %(number)s. Välj högst %(max)s av alternativen."),
    ("several_choices", "wrong_number"): _("Välj %(number)s av alternativen, varken fler eller färre."),
    ("consent", "required"): _("Kryssa i rutan ”%(label)s” för att gå vidare."),
}

PERSONS: dict[Key, Any] = {
    (ANY, "no_such_date"): _("Numrets första siffror är inget datum som finns. Kontrollera år, månad och dag."),
    (ANY, "future_date"): _(
        "Numrets födelsedatum har inte varit än. Kontrollera det, eller skriv året med fyra siffror: ÅÅÅÅMMDD-NNNN."
    ),
    (ANY, "too_old"): _("Numrets födelsedatum är mer än 125 år gammalt. Kontrollera årtalet."),
    (ANY, "wrong_check_digit"): _(
        "Någon siffra i numret är fel. Jämför med till exempel ett körkort eller registreringsbevis."
    ),
    ("personal_number", "not_a_number"): _(
        "Skriv personnumret med tio eller tolv siffror, till exempel ÅÅÅÅMMDD-NNNN."
    ),
    ("personal_number", "coordination_number"): _("Det här är ett samordningsnummer. Skriv ett personnummer."),
    ("personal_number", "organisation_number"): _("Det här är ett organisationsnummer. Skriv ett personnummer."),
    ("coordination_number", "not_a_number"): _("Skriv samordningsnumret med tio eller tolv siffror."),
    ("coordination_number", "personal_number"): _("Det här är ett personnummer. Skriv ett samordningsnummer."),
    ("coordination_number", "organisation_number"): _(
        "Det här är ett organisationsnummer. Skriv ett samordningsnummer."
    ),
    ("organisation_number", "not_a_number"): _("Skriv organisationsnumret med tio siffror, till exempel NNNNNN-NNNN."),
    ("postal_address", "required_part:street"): _("Fyll i gatuadress eller box."),
    ("postal_address", "required_part:postcode"): _("Fyll i postnummer."),
    ("postal_address", "required_part:city"): _("Fyll i ort."),
    ("postal_address", "not_a_postcode"): _("Skriv postnumret med fem siffror, till exempel 744 31."),
    ("person", "required"): _("Fyll i ditt namn och personnummer."),
    ("person", "required_part:name"): _("Fyll i ditt namn."),
    ("person", "required_part:personal_number"): _("Fyll i ditt personnummer eller samordningsnummer."),
    ("person", "not_a_number"): _("Skriv personnumret med tio eller tolv siffror, till exempel ÅÅÅÅMMDD-NNNN."),
    ("organisation", "required"): _("Fyll i organisationens nummer och namn och din roll i ”%(label)s”."),
    ("organisation", "required_part:organisation_number"): _("Fyll i organisationsnumret."),
    ("organisation", "required_part:organisation_name"): _("Fyll i organisationens namn."),
    ("organisation", "required_part:role"): _("Fyll i din roll, till exempel ordförande."),
    ("organisation", "not_a_number"): _("Skriv organisationsnumret med tio siffror, till exempel NNNNNN-NNNN."),
    ("organisation", "no_mandate"): _(
        "Enligt registret får du inte företräda den organisationen. Kontrollera numret, eller ring oss."
    ),
    ("party", "required"): _("Fyll i namn, personnummer och e-postadress i ”%(label)s”."),
    ("party", "required_part:name"): _("Fyll i personens namn."),
    ("party", "required_part:personal_number"): _("Fyll i personens personnummer eller samordningsnummer."),
    ("party", "required_part:email"): _("Fyll i personens e-postadress. Dit skickar vi frågan om underskrift."),
    ("party", "not_a_number"): _("Skriv personnumret med tio eller tolv siffror, till exempel ÅÅÅÅMMDD-NNNN."),
    ("party", "organisation_number"): _(
        "Det här är ett organisationsnummer. Skriv ett personnummer eller samordningsnummer."
    ),
    ("party", "party_is_oneself"): _("Det här är ditt eget nummer. Du skriver själv under när du skickar in."),
    ("party", "not_an_email"): _("Skriv en fullständig e-postadress, till exempel namn@example.se."),
    ("party", "several_addresses"): _("Skriv bara en e-postadress."),
    ("party", "not_ascii"): _("Skriv e-postadressen utan å, ä, ö och andra särskilda tecken före @."),
    ("person", "organisation_number"): _(
        "Det här är ett organisationsnummer. Skriv ett personnummer eller samordningsnummer."
    ),
}

FILES: dict[Key, Any] = {
    ("file", "required"): _("Lägg till minst en fil i ”%(label)s”."),
    ("file", "too_many_files"): _("Du har lagt till %(number)s filer. Ta bort några, så att det är högst %(max)s."),
    ("file", "file_too_large"): _(
        "”%(name)s” är för stor. Byt ut den mot en som är högst %(max)s MB, eller ta bort den."
    ),
    ("file", "harmful_file"): _("Vi hittade skadlig kod i ”%(name)s”. Ta bort filen eller byt ut den."),
}

TEXTS: dict[Key, Any] = GENERAL | NUMBERS | DATES | CONTACT | CHOICES | PERSONS | FILES | PUBLISHING_TEXTS


def message(problem: Problem, language: str | None = None) -> str:
    """The sentence in `language`, or in the active one. Plain text: escape it as any other.

    Where a problem of the service document stands is in its `step` and `question`, not in the sentence.
    """
    with override(language or get_language()):
        params = _formatted(problem.params, get_language())
        if problem.code == "pattern" and params.get("message"):
            return params["message"]
        if "text" in params:
            params["text"] = str(TEXT_NAMES[params["text"]])
        return str(template_of(problem)) % params


lazy_message = lazy(message, str)
"""`message` put off until the text is shown, for what is built under one language and read under another."""


def template_of(problem: Problem) -> Any:
    codes = [f"{problem.code}:{problem.part}", problem.code] if problem.part else [problem.code]
    keys = [(kind, code) for code in codes for kind in (problem.type, ANY)]
    return next((TEXTS[key] for key in keys if key in TEXTS), FALLBACK)


def _formatted(params: Mapping[str, Any], language: str | None) -> dict[str, str]:
    return {name: _format(value, language) for name, value in params.items() if value is not None}


def _format(value: Any, language: str | None) -> str:
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Decimal):
        return number_text(value, language)
    if isinstance(value, date):
        return date_text(value, language)
    return str(value)

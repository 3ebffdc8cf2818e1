"""What stands in the way of publishing, as a list the editor can act on (design.md §5)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eservices.compile import PAGE_BODIES, PAGE_TEXTS, Json, asks_for_parties, compile_document
from questions import Problem, message, publishing_problems
from questions.publishing_messages import TEXT_NAMES

if TYPE_CHECKING:
    from eservices.models import EServicePage

REQUIRED_TO_PUBLISH = ("summary", "purpose", "legal_basis", "unit", "retention_rule", "steps")


def publishing_errors(page: "EServicePage") -> Iterator[tuple[str, str]]:
    """Field name and message for each thing to put right; nothing when the page may go live."""
    missing = [name for name in REQUIRED_TO_PUBLISH if not getattr(page, name)]
    for name in missing:
        yield name, _("Fyll i detta innan e-tjänsten publiceras.")
    if page.signature_level != "none" and page.login != "required":
        yield "signature_level", _("Den som ska skriva under måste logga in. Välj ”E-legitimation krävs” ovanför.")
    if page.signature_level == "none" and asks_for_parties(page):
        yield "signature_level", _("I stegen frågas efter någon som också skriver under. Välj hur man skriver under.")
    if page.login_level and page.login != "required":
        yield "login_level", _("Nivån gäller inloggningen. Välj ”E-legitimation krävs” ovanför.")
    if "steps" not in missing:
        document = compile_document(page)
        for problem in publishing_problems(document):
            if problem.level == "error":
                yield "steps", f"{_place(problem, document)}{message(problem, get_language())}"


def problems_in_words(page: "EServicePage") -> list[str]:
    """The same as lines that stand by themselves, for where no form shows the fields beside them."""
    return [
        message if field == "steps" and page.steps else f"{_field_name(page, field)}: {message}"
        for field, message in publishing_errors(page)
    ]


def english_missing(page: "EServicePage") -> list[str]:
    """Every text that has no English yet, by its name: the page's own first, then those of the steps."""
    document = compile_document(page)
    names = [name for name in (*PAGE_TEXTS, *PAGE_BODIES) if _lacks_english(document["service"][name])]
    gaps = [problem for problem in publishing_problems(document) if problem.code == "english_missing" and problem.step]
    return [
        *(_field_name(page, name) for name in names),
        *(f"{_place(problem, document)}{TEXT_NAMES[problem.params['text']]}" for problem in gaps),
    ]


def _lacks_english(text: Json) -> bool:
    return bool(strip_tags(text["sv"]).strip()) and not strip_tags(text["en"]).strip()


def _field_name(page: "EServicePage", field: str) -> str:
    return str(capfirst(page._meta.get_field(field).verbose_name))


def _place(problem: Problem, document: Json) -> str:
    """Where the problem is, in the editor's own words: "Steg 2 Kontakt, Telefon: "."""
    for number, step in enumerate(document["steps"], 1):
        if step["id"] == problem.step:
            label = next((item["label"]["sv"] for item in step["items"] if item["id"] == problem.question), "")
            step_name = _("Steg %(number)s ”%(title)s”") % {"number": number, "title": step["title"]["sv"]}
            return f"{step_name}, ”{label}”: " if label else f"{step_name}: "
    return ""

"""From what the editor built to the service document that is frozen, evaluated and tested (design.md §5).

Reads a page, writes plain data.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.rich_text import expand_db_html

from attachments.kinds import GROUPS
from questions import FORMAT

if TYPE_CHECKING:
    from eservices.models import EServicePage

Json = dict[str, Any]
PAGE_TEXTS = ("title", "summary", "cost", "purpose", "legal_basis")
PAGE_BODIES = ("description", "needs", "afterwards")


def compile_document(page: "EServicePage") -> Json:
    """The document of the page as it is now. Checking it is `questions.publishing_problems`'s task, not this one's."""
    return {"format": FORMAT, "service": _service(page), "steps": [_step(child) for child in page.steps]}


def asks_for_parties(page: "EServicePage") -> bool:
    """Whether somebody else than the applicant may have to sign."""
    return any(item.block_type == "party" for child in page.steps for item in child.value["items"])


def _service(page: "EServicePage") -> Json:
    facts: Json = {"id": str(page.service_uuid), "login": page.login}
    if page.login_level:
        facts["level"] = page.login_level
    if page.signature_level != "none":  # left out where there is none, so that no published version changes by it
        facts["signature"] = page.signature_level
    if asks_for_parties(page):
        facts["signing"] = {"in_order": page.signing_in_order, "days": page.signing_days}
    facts |= {name: _pair(getattr(page, name), getattr(page, f"{name}_en")) for name in PAGE_TEXTS}
    facts |= {name: _html_pair(getattr(page, name), getattr(page, f"{name}_en")) for name in PAGE_BODIES}
    if page.minutes:
        facts["minutes"] = page.minutes
    if page.unit:
        unit = page.unit
        facts["unit"] = {
            "id": unit.pk,
            "name": _pair(unit.name, unit.name_en),
            "phone": unit.phone,
            "email": unit.email,
        }
    if page.retention_rule:
        rule = page.retention_rule
        facts["retention"] = {"id": rule.pk, "name": rule.name, "months": rule.months, "legal_basis": rule.legal_basis}
    return facts


def _pair(swedish: str, english: str) -> Json:
    return {"sv": swedish.strip(), "en": english.strip()}


def _html_pair(swedish: Any, english: Any) -> Json:
    return {"sv": expand_db_html(_source(swedish)), "en": expand_db_html(_source(english))}


def _source(rich_text: Any) -> str:
    return rich_text if isinstance(rich_text, str) else getattr(rich_text, "source", "") or ""


def _step(child: StreamValue.StreamChild) -> Json:
    value = child.value
    step: Json = {
        "id": child.id,
        "title": _pair(value["title"], value["title_en"]),
        "show_when": _condition(value["show_when"]),
        "items": [_item(item) for item in value["items"]],
    }
    if value["intro"]:
        step["intro"] = _pair(value["intro"], value["intro_en"])
    return step


def _item(child: StreamValue.StreamChild) -> Json:
    value = child.value
    item: Json = {
        "id": child.id,
        "type": child.block_type,
        "label": _pair(value["label"], value["label_en"]),
        "required": bool(value.get("required", False)),
        "show_when": _condition(value["show_when"]),
        "options": OPTIONS.get(child.block_type, _no_options)(value),
    }
    if value.get("hint"):
        item["hint"] = _pair(value["hint"], value["hint_en"])
    return item


def _condition(value: StructValue | None) -> Json | None:
    if not value or not value["question"]:
        return None
    leaf: Json = {"operator": value["operator"], "question": value["question"]}
    if value["operator"] not in ("answered", "not_answered"):
        leaf["value"] = value["value"]
    return leaf


def _no_options(value: StructValue) -> Json:
    return {}


def _given(options: Mapping[str, Any]) -> Json:
    """Only what the editor filled in; numbers that people typed become strings, as everywhere in the document."""
    return {name: option for name, option in options.items() if option not in (None, "", {"sv": "", "en": ""})}


def _text(value: StructValue) -> Json:
    return _given(
        {
            "max_length": value["max_length"],
            "pattern": value.get("pattern"),
            "pattern_message": _pair(value.get("pattern_message") or "", value.get("pattern_message_en") or ""),
        }
    )


def _decimal(number: Any) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _range(value: StructValue) -> Json:
    return _given({"min": _decimal(value["minimum"]), "max": _decimal(value["maximum"])})


def _number(value: StructValue) -> Json:
    return _range(value) | _given(
        {"decimals": value["decimals"], "unit": _pair(value["unit"] or "", value["unit_en"] or "")}
    )


def _date(value: StructValue) -> Json:
    earliest = value["earliest"].isoformat() if value["earliest"] else "today" if value["when"] == "future" else None
    latest = value["latest"].isoformat() if value["latest"] else "today" if value["when"] == "past" else None
    return _given({"min": earliest, "max": latest})


def _choices(value: StructValue) -> list[Json]:
    return [
        {"id": item.id, "label": _pair(item.value["label"], item.value["label_en"])}
        for item in value["choices"].bound_blocks
    ]


def _single(value: StructValue) -> Json:
    return {"choices": _choices(value), "style": value["style"]}


def _several(value: StructValue) -> Json:
    return {"choices": _choices(value)} | _given({"min": value["minimum"], "max": value["maximum"]})


def _email(value: StructValue) -> Json:
    return {"receipt": bool(value["receipt"])}


def _file(value: StructValue) -> Json:
    # The editor's order of ticking says nothing; the registry's order is what people read.
    kinds = [group for group in GROUPS if group in value["kinds"]]
    return {"kinds": kinds, "max_mb": value["max_mb"], "max_count": value["max_count"]}


def _body(value: StructValue) -> Json:
    return {"body": _html_pair(value["body"], value["body_en"])}


OPTIONS: dict[str, Callable[[StructValue], Json]] = {
    "short_text": _text,
    "long_text": lambda value: {"max_length": value["max_length"]},
    "number": _number,
    "amount": _range,
    "date": _date,
    "single_choice": _single,
    "several_choices": _several,
    "email": _email,
    "file": _file,
    "information": _body,
    "stop": _body,
    "consent": _body,
}

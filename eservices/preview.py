"""A step as the resident meets it, from the page being edited. Nothing is stored and nothing can be sent."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from eservices.compile import compile_document
from eservices.forms import build_form_class
from eservices.publishing import publishing_errors
from eservices.shown import ShownItem, shown_items
from questions import Condition, Facts, Service, Step, UnknownDocument, compile_service, describe, evaluate

if TYPE_CHECKING:
    from eservices.models import EServicePage

NOBODY = UUID(int=0)


def preview_step(request: HttpRequest, page: "EServicePage", position: int) -> HttpResponse:
    """The step at `position`, with every question visible; what cannot be shown yet is said in words."""
    try:
        service = compile_service(compile_document(page))
        step = service.step_at(position)
    except UnknownDocument:
        step = None
    if step is None:
        return render(request, "eservices/preview_problem.html", {"problems": list(publishing_errors(page))})
    return render(request, "eservices/preview_step.html", _context(service, step))


def _context(service: Service, step: Step) -> dict[str, Any]:
    language, facts = get_language() or "sv", Facts(today=date.today())  # noqa: DTZ011  # a preview shows no dates
    state = evaluate(service, {}, facts)
    form = build_form_class(step, language)(answers={}, state=state, facts=facts, show_problems=False)
    return {
        "service_title": service.title.in_language(language),
        "step_title": step.title.in_language(language),
        "intro": step.intro.in_language(language) if step.intro else "",
        "number": step.position,
        "total": len(service.steps),
        "shown_when": _sentence(step.show_when, service, language),
        "items": [_with_sentence(item, service, language) for item in shown_items(step, form, language)],
    }


def _with_sentence(item: ShownItem, service: Service, language: str) -> ShownItem:
    return replace(item, shown_when=_sentence(item.question.show_when, service, language))


def _sentence(condition: Condition | None, service: Service, language: str) -> str:
    return describe(condition, service, language) if condition else ""

"""One step: show it, take what is posted, and say where to go next."""

from dataclasses import replace
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eservices.actions.drafts import PageSave, begin_draft, fingerprint, save_answers
from eservices.errors import EditConflict
from eservices.filling import Filling
from eservices.forms import StepForm
from eservices.raw_text import raw_text
from eservices.sealing import open_answers
from eservices.shown import shown_items
from eservices.views.doors import own_errand
from questions import Question, State, Step, StepState

SHOW_PROBLEMS = "fel"
PAGE_TOKEN_LENGTH = 22


@own_errand
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, filling: Filling, position: int) -> HttpResponse:
    if request.method == "POST":
        return take_step(request, filling, position)
    if filling.step(position) is None or filling.is_stopped:
        return redirect(next_address(filling))
    return show_step(request, filling, position)


def show_step(
    request: HttpRequest, filling: Filling, position: int, conflict: EditConflict | None = None
) -> HttpResponse:
    """The page of one step. After a conflict it holds what was posted, with the other tab's answers beside it.

    A step that does not apply (the other tab made it go away) leads to where the errand goes on.
    """
    shown = filling.state.step(position)
    if shown is None:
        return redirect(next_address(filling))
    form = filling.form(position, show_problems=SHOW_PROBLEMS in request.GET)
    context = _step_context(filling, form, shown, conflict)
    return render(request, "eservices/step.html", context, status=409 if conflict else 200)


def _step_context(
    filling: Filling, form: StepForm, shown: StepState, conflict: EditConflict | None
) -> dict[str, object]:
    step, state, language = shown.step, filling.state, filling.language
    stored = conflict.stored if conflict else filling.answers
    return {
        "filling": filling,
        "service_title": filling.service.title.in_language(language),
        "step": shown,
        "step_title": step.title.in_language(language),
        "intro": step.intro.in_language(language) if step.intro else "",
        "items": shown_items(step, form, language, state, lambda question: _other_tab(question, filling, conflict)),
        "form": form,
        "base": fingerprint(stored, form.question_ids()),
        "page_token": token_urlsafe(16),
        "conflict": conflict,
        "previous": state.previous_before(shown.position),
        "can_keep": filling.owner.user is not None,
    }


def _other_tab(question: Question, filling: Filling, conflict: EditConflict | None) -> str:
    """What the other tab saved for this question, when it is not what this page says."""
    if conflict is None or conflict.stored.get(question.id) == filling.answers.get(question.id):
        return ""
    return raw_text(question, conflict.stored.get(question.id), filling.facts, filling.language) or _("Inget svar")


def take_step(request: HttpRequest, filling: Filling, position: int) -> HttpResponse:
    """Save what was posted, valid or not, and go on. `autosave` asks for JSON instead of a page."""
    step = filling.service.step_at(position)
    if step is None:
        raise Http404
    posted = filling.form_class(position).read(request.POST)
    action = request.POST.get("action", "next")
    try:
        saved = save_posted(
            filling, posted, base=request.POST.get("base", ""), keep=action == "save", page=page_save(request, position)
        )
    except EditConflict as conflict:
        return tell_conflict(request, filling, posted, position, conflict)
    if action == "autosave":
        return autosaved(saved, step)
    if action == "save":
        messages.success(request, kept_message(saved))
        return redirect("eservices:my_pages")
    return redirect(after_step(saved, position))


def page_save(request: HttpRequest, position: int) -> PageSave:
    """Which page load saves, for the how-manyth time; see PageSave. Without JavaScript the number stays 0."""
    number, token = request.POST.get("save_number", ""), request.POST.get("page", "")
    return PageSave(
        position=position,
        token=token[:PAGE_TOKEN_LENGTH] if token.isprintable() else "",  # PostgreSQL refuses NUL in JSON
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0,
        is_automatic=request.POST.get("action") == "autosave",
    )


def save_posted(filling: Filling, posted: dict[str, Any], *, base: str, keep: bool, page: PageSave) -> Filling:
    """The errand after the save. The first save of all makes the draft."""
    owner, now = filling.owner, filling.now
    keep = keep and owner.user is not None
    if filling.draft is None:
        draft = begin_draft(
            filling.draft_id, version=filling.version, answers=posted, owner=owner, now=now, keep=keep, page=page
        )
        return replace(filling, draft=draft, answers=posted)
    draft = save_answers(filling.draft, changes=posted, base=base, owner=owner, now=now, keep=keep, page=page)
    return replace(filling, draft=draft, answers=open_answers(draft, filling.owner))


def autosaved(filling: Filling, step: Step) -> JsonResponse:
    """Tells the page when it was saved, and which of its questions apply now: the server decides (promise 13)."""
    return JsonResponse(
        {
            "saved": saved_text(filling),
            "base": fingerprint(filling.answers, filling.form_class(step.position).question_ids()),
            "applies": [question.id for question in step.items if filling.state.applies(question.id)],
        }
    )


def tell_conflict(
    request: HttpRequest, filling: Filling, posted: dict[str, Any], position: int, conflict: EditConflict
) -> HttpResponse:
    if request.POST.get("action") == "autosave":
        return JsonResponse(
            {"conflict": _("Samma frågor har ändrats i ett annat fönster. Tryck på Nästa för att välja.")}, status=409
        )
    both = replace(filling, answers={**conflict.stored, **posted})
    if both.state.step(position) is None:
        messages.warning(
            request, _("Frågorna på sidan gäller inte längre, eftersom svar har ändrats i ett annat fönster.")
        )
        return redirect(next_address(both))
    return show_step(request, both, position, conflict)


def after_step(filling: Filling, position: int) -> str:
    """Where **Nästa** leads: back to what is wrong, on to the next step, or to Granska."""
    state: State = filling.state
    here = state.step(position)
    if here is None:
        return next_address(filling)
    if not here.complete:
        return step_address(filling, position) + f"?{SHOW_PROBLEMS}=1"
    following = state.next_after(position)
    return (
        step_address(filling, following.position) if following else reverse("eservices:review", args=[filling.draft_id])
    )


def next_address(filling: Filling) -> str:
    """Where an errand goes on: the first step that lacks something or was never answered, else Granska.

    Granska too when the service has stopped: there the answers can be read.
    """
    if filling.is_stopped:
        return reverse("eservices:review", args=[filling.draft_id])
    answered = filling.draft.page_saves if filling.draft else {}
    unseen = (step for step in filling.state.steps if str(step.position) not in answered)
    following = filling.state.first_incomplete or next(unseen, None)
    return (
        step_address(filling, following.position) if following else reverse("eservices:review", args=[filling.draft_id])
    )


def step_address(filling: Filling, position: int) -> str:
    return reverse("eservices:step", args=[filling.draft_id, position])


def saved_text(filling: Filling) -> str:
    return _("Sparat kl. %(time)s. Inte inskickat.") % {"time": clock(filling)}


def kept_message(filling: Filling) -> str:
    return f"{_('Sparat. Det är inte inskickat.')} {filling.removal}"


def clock(filling: Filling) -> str:
    return date_format(timezone.localtime(filling.begun.updated_at), "H.i")

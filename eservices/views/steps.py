"""One step: show it, take what is posted, and say where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attachments.middleware import takes_files
from config.pace import paced
from eservices.actions.drafts import PageSave, fingerprint
from eservices.actions.parking import mark_returned, park
from eservices.errors import EditConflict
from eservices.filling import Filling
from eservices.forms import StepForm
from eservices.models import ParkedText
from eservices.parking import parking_pass, place_of
from eservices.shown import shown_items
from eservices.views.attaching import (
    Refusals,
    after_file_button,
    asks_to_attach,
    attach_by_itself,
    room_for_files,
    searched,
    take_chosen,
)
from eservices.views.choices import UNSETTLED, as_chosen, choice_of, chosen_other, settled_row
from eservices.views.doors import own_errand
from eservices.views.returning import Returned, give_back
from eservices.views.saving import page_save, posted_text, save_posted
from questions import State, Step, StepState

SHOW_PROBLEMS = "fel"


@paced("save")
@takes_files(room_for_files)
@own_errand
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, filling: Filling, position: int) -> HttpResponse:
    if request.method == "POST":
        return take_step(request, filling, position)
    if filling.is_stopped:
        return redirect(next_address(filling))
    return show_with_parked(request, filling, position)


def show_with_parked(request: HttpRequest, filling: Filling, position: int) -> HttpResponse:
    """The page of a step; first what was written here when a session ended is saved, or laid beside other answers."""
    returned = give_back(filling, position) if request.method == "GET" else Returned(filling)
    filling = returned.filling
    if returned.conflict:
        return show_step(request, filling, position, Unsettled(returned.conflict.stored, returned.row_id, True))
    if returned.anything:
        messages.success(request, _("Det du skrev innan du loggades ut finns kvar."))
        if request.path != step_address(filling, position):  # this was the first answer: there is a draft now
            return redirect("eservices:step", draft_id=filling.draft_id, position=position)
    if filling.draft and filling.step(position) is None:
        return redirect(next_address(filling))
    return show_step(request, searched(filling), position)


@dataclass(frozen=True)
class Unsettled:
    """A page to choose on, between what the person wrote (parked in row `row_id`) and what is `stored`."""

    stored: Mapping[str, Any]
    row_id: UUID | None = None
    is_parked: bool = False
    chosen: frozenset[str] = frozenset()


def show_step(
    request: HttpRequest,
    filling: Filling,
    position: int,
    unsettled: Unsettled | None = None,
    refusals: Refusals | None = None,
) -> HttpResponse:
    """The page of one step. After a conflict it holds what was posted, with the other window's answers beside it.

    `refusals` say which files were not taken, and why.

    A step that does not apply (the other window made it go away) leads to where the errand goes on.
    """
    shown = filling.state.step(position)
    if shown is None:
        return redirect(next_address(filling))
    form = filling.form(position, show_problems=SHOW_PROBLEMS in request.GET)
    for question_id, sentences in (refusals or {}).items():
        form.add_errors(question_id, sentences)
    context = _step_context(filling, form, shown, unsettled)
    return render(request, "eservices/step.html", context, status=409 if unsettled else 200)


def _step_context(filling: Filling, form: StepForm, shown: StepState, unsettled: Unsettled | None) -> dict[str, object]:
    step, state, language = shown.step, filling.state, filling.language
    stored = unsettled.stored if unsettled else filling.answers
    chosen = unsettled.chosen if unsettled else frozenset()
    page_token = token_urlsafe(16)
    return {
        "filling": filling,
        "service_title": filling.service.title.in_language(language),
        "step": shown,
        "step_title": step.title.in_language(language),
        "intro": step.intro.in_language(language) if step.intro else "",
        "items": shown_items(
            step, form, language, state, lambda asked: choice_of(asked, filling, stored, chosen), filling.files
        ),
        "takes_files": any(item.type.takes_files for item in step.items),
        "form": form,
        "base": fingerprint(stored, form.question_ids()),
        "page_token": page_token,
        "parking_pass": parking_pass(place_of(filling, shown.position, page_token)),
        "unsettled": unsettled,
        "previous": state.previous_before(shown.position),
        "can_keep": filling.owner.user is not None,
        "step_url": step_address(filling, shown.position),
    }


def take_step(request: HttpRequest, filling: Filling, position: int) -> HttpResponse:
    """Save what was posted, valid or not, and go on. `autosave` asks for JSON instead of a page."""
    step = filling.service.step_at(position)
    if step is None:
        raise Http404
    action, base, page = request.POST.get("action", "next"), request.POST.get("base", ""), page_save(request, position)
    if asks_to_attach(action):
        return attach_by_itself(request, filling, step)
    posted = filling.form_class(position).read(request.POST)
    if action == "autosave" and UNSETTLED in request.POST:
        return still_unsettled(request, filling, posted, page)
    try:
        chosen = as_chosen(filling, posted, chosen_other(request.POST, posted), base=base, page=page)
        saved = save_posted(filling, chosen, base=base, keep=action == "save", page=page)
    except EditConflict as conflict:
        return tell_conflict(request, filling, posted, page, conflict)
    if row_id := settled_row(request):
        mark_returned(filling.owner, filling.draft_id, row_id, now=filling.now)
    if action == "autosave":
        return autosaved(saved, step)
    return leave_step(request, saved, position, action)


def leave_step(request: HttpRequest, saved: Filling, position: int, action: str) -> HttpResponse:
    """Take the chosen files, and go where the pressed button leads. A file that is refused keeps the person here."""
    refusals = take_chosen(request, saved, saved.service.steps[position - 1])
    if refusals:
        return show_step(request, saved, position, refusals=refusals)
    if where := after_file_button(saved, action):
        return redirect(where)
    if action == "save":
        messages.success(request, kept_message(saved))
        return redirect("eservices:my_pages")
    return redirect(after_step(saved, position))


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
    request: HttpRequest, filling: Filling, posted: dict[str, Any], page: PageSave, conflict: EditConflict
) -> HttpResponse:
    """Both answers, to choose between. What was posted is parked: a page closed before the choice loses nothing."""
    row = _parked(request, filling, posted, page)
    if page.is_automatic:
        return JsonResponse(
            _conflict_in_words(step_address(filling, page.position), is_kept=row is not None), status=409
        )
    refusals = take_chosen(request, filling, filling.service.steps[page.position - 1])  # files are in nobody's way
    both = replace(filling, answers={**conflict.stored, **posted})
    if both.state.step(page.position) is None:
        messages.warning(
            request, _("Frågorna på sidan gäller inte längre, eftersom svar har ändrats i ett annat fönster.")
        )
        return redirect(next_address(both))
    chosen = chosen_other(request.POST, posted)
    unsettled = Unsettled(conflict.stored, row.pk if row else None, chosen=chosen)
    return show_step(request, both, page.position, unsettled, refusals)


def _conflict_in_words(choose_url: str, *, is_kept: bool) -> dict[str, Any]:
    if not is_kept:
        text = _("Samma frågor har ändrats i ett annat fönster. Tryck på Nästa för att välja.")
        return {"problem": "conflict", "text": text}
    text = _("Samma frågor har ändrats i ett annat fönster. Det du skrev här finns kvar, och du väljer vad som gäller.")
    return {"problem": "conflict", "text": text, "link": {"url": choose_url, "text": _("Välj vad som gäller")}}


def still_unsettled(request: HttpRequest, filling: Filling, posted: dict[str, Any], page: PageSave) -> HttpResponse:
    """An autosave from a page where nothing is chosen yet: it must not decide for the person."""
    row = _parked(request, filling, posted, page)
    text = _("Det du skrev är sparat. Välj vad som gäller och tryck på Nästa.")
    if row is None:
        return JsonResponse({"problem": "conflict", "text": _("Välj vad som gäller och tryck på Nästa.")}, status=409)
    return JsonResponse({"saved": text, "base": request.POST.get("base", ""), "unsettled": str(row.pk)})


def _parked(request: HttpRequest, filling: Filling, posted: dict[str, Any], page: PageSave) -> ParkedText | None:
    place = place_of(filling, page.position, page.token)
    if place.is_visitors or not page.token:
        return None
    text = replace(posted_text(request, posted, page), base="")  # or a later save would count as agreed to
    return park(text, at=place, now=filling.now, instead_of=settled_row(request))


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
    return " ".join([_("Sparat. Det är inte inskickat."), filling.removal])


def clock(filling: Filling) -> str:
    return date_format(timezone.localtime(filling.begun.updated_at), "H.i")

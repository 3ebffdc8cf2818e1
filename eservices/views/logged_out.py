"""What a step's page posted when its session was gone: parked for its writer, who is told what holds (promise 14).

Four can be asking. Nobody logged in: the page says what is kept and leads to login. The writer, whose form token a
login in another tab has changed: straight back to the step. Somebody else: the answer is the same as for any form
that is too old, whether there was a text or not (security.md T-14). A visitor, who began without login before somebody
logged in in another tab: nothing can be parked for one who is nobody, so the text stands on the answer, to be copied.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import login_address
from eservices.actions.parking import park
from eservices.forms import StepForm, step_form_class
from eservices.models import EServiceVersion
from eservices.owners import owner_of
from eservices.parking import FIELD, Place, is_of, shown_pass
from eservices.raw_text import rows_of
from eservices.versions import current_version
from eservices.views.attaching import is_upload
from eservices.views.choices import settled_row
from eservices.views.saving import page_save, posted_text
from home import errors

STEPS = ("eservices:step", "eservices:first_step")


def taken_care_of(request: HttpRequest) -> HttpResponse | None:
    """The answer to a post that came after its session had ended; None for every other request."""
    place = shown_pass(request) if request.method == "POST" and request.POST.get(FIELD) else None
    if place is None or is_of(place, request.user) or (place.is_visitors and owner_of(request)):
        return None
    return _answer(request, place)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A login in another tab has changed the form token (security.md fact 10): the text of a step is parked first."""
    match = request.resolver_match
    is_step = match is not None and match.view_name in STEPS
    place = shown_pass(request) if is_step else None
    return _answer(request, place) if place else errors.csrf_failure(request, reason, is_step=is_step)


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    if is_upload(request):
        return _told_uploader(request, place)
    form = _form_class(place, request.LANGUAGE_CODE)
    if place.is_visitors:
        return _given_back(request, place, form)
    is_kept = form is not None and _park(request, place, form)
    is_automatic = request.POST.get("action") == "autosave"
    if is_of(place, request.user):
        if is_automatic:
            return _fresh_token(request)
        return redirect(request.path) if is_kept else _told(request, form, is_kept=False)
    if request.user.is_authenticated:
        return errors.csrf_failure(request, "another person's page", is_step=True)
    return _told_page(request, is_kept=is_kept) if is_automatic else _told(request, form, is_kept=is_kept)


def _fresh_token(request: HttpRequest) -> JsonResponse:
    """The page goes on by itself, with the token that any page of ours would give it."""
    return JsonResponse({"problem": "token", "token": get_token(request)}, status=403)


def _told_uploader(request: HttpRequest, place: Place) -> HttpResponse:
    """A file that comes by itself: it is not kept, and nothing is parked, as the page's text is not in the post."""
    if is_of(place, request.user):
        return _fresh_token(request)
    if place.is_visitors:
        text = _(
            "Filen är inte uppladdad. Någon har loggat in eller ut i ett annat fönster. "
            "Tryck på Nästa, så får du den text du har skrivit."
        )
        return JsonResponse({"problem": "lost", "text": text}, status=401)
    if request.user.is_authenticated:
        return errors.csrf_failure(request, "another person's page", is_step=True)
    text = _("Filen är inte uppladdad. Du är utloggad. Logga in igen i en ny flik och tryck sedan på Försök igen.")
    link = {"url": login_address(request.path), "text": _("Logga in igen (öppnas i en ny flik)")}
    return JsonResponse({"problem": "logged_out", "text": text, "link": link}, status=401)


def _given_back(request: HttpRequest, place: Place, form: type[StepForm] | None) -> HttpResponse:
    """The page of a visitor who is one no longer."""
    if request.POST.get("action") == "autosave":
        text = _("Inte sparat. Någon har loggat in eller ut i ett annat fönster. Tryck på Nästa, så får du din text.")
        return JsonResponse({"problem": "logged_out", "is_kept": False, "text": text}, status=401)
    service = EServiceVersion.objects.filter(pk=place.version_id).values_list("service_id", flat=True).first()
    context = {
        "rows": _written(request, form) if form else [],
        "files": _file_labels(request, form) if form else [],
        "service_id": service if service and current_version(service) else None,
    }
    return render(request, "eservices/visitor_gone.html", context, status=403)


def _form_class(place: Place, language: str) -> type[StepForm] | None:
    version = EServiceVersion.objects.filter(pk=place.version_id).only("sha256").first()
    try:
        return step_form_class(version.pk, version.sha256, place.position, language) if version else None
    except LookupError:
        return None


def _park(request: HttpRequest, place: Place, form: type[StepForm]) -> bool:
    page = page_save(request, place.position)
    text = posted_text(request, form.read(request.POST), page)
    return park(text, at=place, now=timezone.now(), instead_of=settled_row(request)) is not None


def _told_page(request: HttpRequest, *, is_kept: bool) -> JsonResponse:
    """For the page's own script."""
    kept = _("Du är utloggad. Det du skrivit på sidan är sparat i en timme. Logga in igen, så fortsätter du här.")
    lost = _("Du är utloggad, och det du skrivit kunde inte sparas. Kopiera det innan du loggar in igen.")
    link = {"url": login_address(request.path), "text": _("Logga in igen")}
    answer = {"problem": "logged_out", "is_kept": is_kept, "text": kept if is_kept else lost, "link": link}
    return JsonResponse(answer, status=401)


def _told(request: HttpRequest, form: type[StepForm] | None, *, is_kept: bool) -> HttpResponse:
    """For the person who pressed a button. What could not be kept stands on the page, to be copied."""
    context = {
        "is_kept": is_kept,
        "is_logged_in": request.user.is_authenticated,
        "next_url": request.path if request.user.is_authenticated else login_address(request.path),
        "rows": [] if is_kept or form is None else _written(request, form),
        "files": _file_labels(request, form) if form else [],
    }
    return render(request, "eservices/logged_out.html", context, status=403)


def _written(request: HttpRequest, form: type[StepForm]) -> list[dict[str, str]]:
    questions = (field.question for field in form.base_fields.values())
    return rows_of(questions, form.read(request.POST), form.language)


def _file_labels(request: HttpRequest, form: type[StepForm]) -> list[str]:
    """Questions whose files came with the post: a browser must choose them again, and no file is parked."""
    return [str(field.label) for name, field in form.base_fields.items() if any(request.FILES.getlist(name))]

"""How long one stays logged in, and staying longer: for the warning on every page, and in words without JavaScript."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sessions
from accounts.access import is_resident, person_of, resident_required


@require_safe
def time_left(request: HttpRequest) -> JsonResponse:
    """What a page asks before it warns: another tab may have been used meanwhile. Asking prolongs nothing."""
    return JsonResponse(_in_words(request) if is_resident(request.user) else {"person": ""})


@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest) -> HttpResponse:
    """One action that prolongs: the button of the warning posts here, the link without JavaScript comes here."""
    if request.method == "POST":
        if not is_resident(request.user):
            return JsonResponse({"person": ""}, status=401)
        sessions.prolong(request)
        return JsonResponse(_in_words(request))
    return _stay_page(request)


@resident_required
def _stay_page(request: HttpRequest) -> HttpResponse:
    """A page like any other: being on it counts as being there."""
    sessions.prolong(request)
    return render(request, "accounts/stay.html", {"left": sessions.time_left(request)})


def _in_words(request: HttpRequest) -> dict[str, Any]:
    left = sessions.time_left(request)
    until = {"time": date_format(timezone.localtime(left.ends_at), "H.i")}
    idle = (
        _("Du har inte gjort något på ett tag. Klockan %(time)s loggas du ut, om du inte väljer att fortsätta.") % until
    )
    last = _("Klockan %(time)s loggas du ut, eftersom ingen är inloggad längre än åtta timmar i taget.") % until
    return {
        "person": sessions.person_mark(person_of(request)),
        "warn_in": left.warn_in,
        "seconds": left.seconds,
        "is_last": left.is_last,
        "text": last if left.is_last else idle,
    }

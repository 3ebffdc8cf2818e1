"""The municipality's colours and logo, at addresses that change with them, so that browsers may keep them for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from home.logo import TYPES
from home.look import stylesheet
from home.municipality import portrait

KEPT = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=5"  # another version than the address names: this process has not seen the newest yet
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def colours(request: HttpRequest, version: str) -> HttpResponse:
    municipality = portrait().municipality
    if not municipality.colours_version:
        raise Http404
    response = HttpResponse(stylesheet(municipality.accent, municipality.accent_dark), content_type="text/css")
    response.headers["Cache-Control"] = KEPT if version == municipality.colours_version else SHORTLY
    return response


@require_safe
def logo(request: HttpRequest, version: str) -> HttpResponse:
    """A drawing opened by itself can neither run nor fetch anything."""
    municipality = portrait().municipality
    if not municipality.logo_version:
        raise Http404
    response = HttpResponse(bytes(municipality.logo), content_type=TYPES[municipality.logo_kind])
    response.headers["Cache-Control"] = KEPT if version == municipality.logo_version else SHORTLY
    response.headers["Content-Security-Policy"] = LOGO_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

"""The demo's start sheet: how to log in as whom, the mails that went out, and every component in every state."""

import functools
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from config import pace
from home import errors
from home.context import LANGUAGE_PARAMETER
from home.demo_gallery import gallery
from home.municipality import portrait

View = Callable[..., HttpResponse]
ERROR_PAGES: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: lambda request: errors.bad_request(request, ValueError()),
    403: lambda request: errors.forbidden(request, ValueError()),
    404: lambda request: errors.not_found(request, ValueError()),
    **{status: partial(errors.refused, status=status) for status in (408, 413, 431)},
    419: errors.csrf_failure,
    429: lambda request: pace.too_often(request, wait=40),
    500: errors.server_error,
    503: errors.unavailable,
}


def demo_page(view: View) -> View:
    """Only in a demo, never kept, and in English with `?sprak=en`: these addresses stand outside /en/."""

    @require_GET
    @never_cache
    @functools.wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        request.is_demo_page = True  # type: ignore[attr-defined]  # read by home.context.Portal
        with override("en" if request.GET.get(LANGUAGE_PARAMETER) == "en" else "sv"):
            return view(request, **kwargs)

    return wrapper


@demo_page
def start(request: HttpRequest) -> HttpResponse:
    """The test residents, and the staff with the codes their telephones would show just now."""
    people = import_module("accounts.demo")
    context = {"residents": people.RESIDENTS, "staff": people.demo_codes(), "phone": portrait().municipality.phone}
    return render(request, "home/demo/start.html", context)


@demo_page
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "home/demo/mails.html", {"mails": import_module("outbox.demo").messages()})


@demo_page
def components(request: HttpRequest) -> HttpResponse:
    return render(request, "home/demo/components.html", gallery())


@demo_page
def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """The error pages as they look, for tests and for the curious; always answered with 200."""
    if status not in ERROR_PAGES:
        raise Http404
    response = ERROR_PAGES[status](request)
    response.status_code = 200
    return response

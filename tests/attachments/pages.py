"""A portal of three addresses: one that takes files, one that takes none, one in the admin."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from attachments.incoming import SealedUpload
from attachments.limits import Limits
from attachments.middleware import takes_files


class Page:
    """What the view does, set by each test: which limits it gives, what it does with what came, what it saw."""

    def __init__(self) -> None:
        self.limits = Limits()
        self.work: Callable[[list[SealedUpload]], None] = lambda uploads: None
        self.texts: dict[str, str] = {}
        self.uploads: list[SealedUpload] = []
        self.calls = 0
        self.user: Any = AnonymousUser()


page = Page()


def limits_of(request: HttpRequest, who: str) -> Limits:
    if who != "astrid":
        raise Http404
    return page.limits


def through_a_decorator(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    return wrapped


def see(request: HttpRequest) -> HttpResponse:
    page.calls += 1
    page.texts = request.POST.dict()
    page.uploads = [upload for _, files in request.FILES.lists() for upload in files]
    page.work(page.uploads)
    return HttpResponse("seen")


@through_a_decorator
@takes_files(limits_of)
def with_files(request: HttpRequest, who: str) -> HttpResponse:
    return see(request)


def without_files(request: HttpRequest, who: str = "") -> HttpResponse:
    return see(request)


urlpatterns = [
    path("filer/<who>", with_files),
    path("text", without_files),
    path("admin/bild", without_files),
]


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("refused", status=403)


def too_large(request: HttpRequest, status: int) -> HttpResponse:
    return HttpResponse("too large", status=status)


def page_user(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who asks, as the test has set it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = page.user
        return get_response(request)

    return middleware


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("missing", status=404)

"""Which pages take files, and how. Stands before the CSRF check, which is the first to read a form's body."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.access import is_staff
from attachments.incoming import SealingUploadHandler, SkippingUploadHandler
from attachments.limits import Limits
from config.refusal import content_length, page

GetResponse = Callable[[HttpRequest], HttpResponse]
LimitsOf = Callable[..., Limits]
View = Callable[..., Any]

ADMIN = "/admin/"  # Wagtail's own pictures and documents: Django's handlers, for staff alone since they use the disk
_HANDLER = "_sealing_handler"


def takes_files(limits_of: LimitsOf) -> Callable[[View], View]:
    """Mark a view as taking files: each stands in request.FILES as a SealedUpload.

    `limits_of(request, *args, **kwargs)`, called with what the view is called with and before the body is read, answers
    this request's Limits; it may raise Http404 or PermissionDenied, and then nothing is read. Everybody else's files
    never reach the disk. The mark survives decorators that use functools.wraps.
    """

    def mark(view: View) -> View:
        view.limits_of_files = limits_of  # type: ignore[attr-defined]  # read by the middleware below
        return view

    return mark


class SealedUploads:
    """Gives each form post its upload handler, and clears away what the view did not accept."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._get_response(request)
        finally:
            handler: SealingUploadHandler | None = getattr(request, _HANDLER, None)
            if handler:
                handler.discard()

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.META.get("CONTENT_TYPE", "").lower().startswith("multipart/"):
            return None
        limits_of: LimitsOf | None = getattr(view, "limits_of_files", None)
        if limits_of:
            handler = SealingUploadHandler(request, limits_of(request, *args, **kwargs))
            setattr(request, _HANDLER, handler)
            request.upload_handlers = [handler]
        elif not (request.path.startswith(ADMIN) and is_staff(request.user)):
            request.upload_handlers = [SkippingUploadHandler(request)]
            return page(request, 413) if content_length(request) > settings.MAX_FORM_BYTES else None
        return None

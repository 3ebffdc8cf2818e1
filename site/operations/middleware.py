"""What operations adds to every request: probes are answered whatever name they ask for us by, and all are measured."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.access_log import method, view_name
from operations import metrics

GetResponse = Callable[[HttpRequest], HttpResponse]
PROBES = {"/healthz", "/readyz", "/metrics"}  # settings.SECURE_REDIRECT_EXEMPT lets them in without TLS


def probes(get_response: GetResponse) -> GetResponse:
    """A balancer asks by the machine's address, which is no host name of ours. The answer says nothing of the host."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = settings.PORTAL_HOST
            request.META.pop("HTTP_X_FORWARDED_HOST", None)
        return get_response(request)

    return middleware


def measured(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        if not request.path_info.startswith(settings.STATIC_URL):
            metrics.observe(view_name(request), method(request), response.status_code, time.perf_counter() - began)
        return response

    return middleware

"""Three addresses for machines, and the page "Driftläge" for administrators."""

import ipaddress
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_passes_test

from operations import metrics
from operations.permissions import can_view_operations
from operations.readiness import Check, Finding, State, recent_report, report
from operations.texts import STATE_WORDS

PROXIED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)

managers_only = user_passes_test(can_view_operations)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive and answers. Asks nothing and nobody: a restart would not mend a database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether to send people here: 200, or 503 when something essential has failed. One word a check for strangers."""
    made = recent_report()
    answer: dict[str, Any] = {
        "status": made.state,
        "checks": {check.name: finding.state for check, finding in made.findings},
    }
    if is_insider(request):
        with override("en"):
            answer["details"] = {check.name: str(found.detail) for check, found in made.findings if found.detail}
    return JsonResponse(answer, status=503 if made.state is State.FAILED else 200)


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    if not settings.METRICS_TOKEN:
        raise Http404
    if not has_token(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


def is_insider(request: HttpRequest) -> bool:
    """Who has the token, or stands on this very machine. What a proxy has passed on comes from somebody else."""
    if has_token(request):
        return True
    if any(name in request.META for name in PROXIED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@managers_only
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    made = report()
    context = {
        "is_well": made.state is State.OK,
        "rows": [row(check, finding) for check, finding in made.findings],
        "header_title": _("Driftläge"),
        "header_icon": "desktop",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Start")},
            {"url": "", "label": _("Driftläge")},
        ],
    }
    return render(request, "operations/status.html", context)


def row(check: Check, finding: Finding) -> dict[str, Any]:
    return {
        "title": check.title,
        "state": finding.state.value,
        "words": STATE_WORDS[finding.state],
        "detail": finding.detail,
        "advice": check.advice if finding.state is not State.OK else "",
    }

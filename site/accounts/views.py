"""Residents log in and out. The pages before login say where those turn who cannot or should not use e-services."""

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts import sessions
from accounts.access import is_resident, is_staff, login_address, login_facts, person_of, safe_path
from accounts.eid import orders, registry
from accounts.eid.oidc.brokers import client_keys as published_keys
from accounts.eid.provider import (
    LEVELS,
    Complete,
    Failed,
    Interactive,
    Level,
    Provider,
    Purpose,
    Redirect,
    Result,
    Unavailable,
)
from accounts.eid.test_eid import TestEId
from accounts.eid.test_form import TestEIdForm
from accounts.identities import resident_for, subject_of
from accounts.models import EIdOrder
from accounts.texts import FAILURES, SIGN_FAILURES
from config.pace import paced

logger = logging.getLogger(__name__)
CHOICE_LIFETIME = 365 * 24 * 3600  # seconds
SIGNED = "underskrift"  # names the order in the address that a signature comes back to


@require_GET
def login_page(request: HttpRequest) -> HttpResponse:
    level, last = request.GET.get("niva", ""), request.COOKIES.get(settings.EID_COOKIE_NAME, "")
    context = {
        "providers": ordered_providers(last),
        "last": last,
        "next": safe_path(request, request.GET.get("next", ""), front_page()),
        "level": level if level in LEVELS else "",
        "is_staff": is_staff(request.user),
        "is_resident": is_resident(request.user),
        "is_enough": is_resident(request.user) and orders.level_suffices(login_facts(request)[0], level),
    }
    return render(request, "accounts/login.html", context)


@paced("login")
@require_http_methods(["GET", "HEAD", "POST"])
def eid_start(request: HttpRequest, provider: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:login")
    try:
        chosen = registry.provider(provider)
    except KeyError as error:
        raise Http404 from error
    next_path = safe_path(request, request.POST.get("next", ""), front_page())
    level = request.POST.get("level", "")
    try:
        started = orders.begin(
            request, chosen, return_path=next_path[:500], required_level=level if level in LEVELS else ""
        )
    except Unavailable:
        return _not_logged_in(request, "away")
    return hand_over(request, chosen, started)


@paced("login", methods=("GET",))
@require_GET
def eid_finish(request: HttpRequest) -> HttpResponse:
    """Where every provider sends the person back. The answer logs in once, in the browser that asked; a signature is
    handed to the page that asked for it, which accepts it together with what it signs."""
    now, refused = timezone.now(), ""
    order, result = None, None
    try:
        order = orders.find(request, _order_id(request), now)
        result = _taken_in(request, order, now)
    except orders.Refused as refusal:
        refused = refusal.reason
    if order is None or result is None:
        return _not_logged_in(request, refused, order)
    if order.purpose == Purpose.SIGN:
        return redirect(f"{order.return_path}?{urlencode({SIGNED: str(order.pk)})}")
    user = resident_for(result.subject)
    if not user.is_active:
        return _not_logged_in(request, "failed", order)
    sessions.begin_resident(request, user, result)
    return remember_choice(redirect(order.return_path), order.provider)


def _taken_in(request: HttpRequest, order: EIdOrder, now: datetime) -> Result:
    """What the provider says: accepted, or kept for the page that has something signed. Raises orders.Refused."""
    outcome = _outcome(request, order)
    if isinstance(outcome, Failed):
        orders.spend(order, now=now)
        raise orders.Refused(outcome.reason)
    if order.purpose == Purpose.SIGN:
        orders.record(order, outcome)
    else:
        orders.accept(order, outcome.result, now=now)
    return outcome.result


@paced("login")
@require_http_methods(["GET", "HEAD", "POST"])
def test_eid(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The test e-ID's own page: choose who to be, cancel, or fail."""
    provider = _test_provider()
    try:
        order = orders.find(request, order_id, timezone.now())
        if order.provider != provider.key:
            raise orders.Refused("unknown_order")
    except orders.Refused as refusal:
        return _not_logged_in(request, refusal.reason)
    finish = f"{reverse('accounts:eid_finish')}?state={order.pk}"
    if "cancel" in request.POST or "fail" in request.POST:
        return redirect(f"{finish}&error={'cancelled' if 'cancel' in request.POST else 'failed'}")
    asked = orders.asked_of(order)
    form = TestEIdForm(
        request.POST if request.method == "POST" else None, suggested=_number_of(request), signs=bool(asked)
    )
    if form.is_bound and form.is_valid():
        level = Level(form.cleaned_data["level"])
        orders.record(order, provider.answer(form.cleaned_data["subject"], level, asked=asked))
        return redirect(finish)
    return render(request, "accounts/test_eid.html", {"form": form, "asked": asked})


@require_safe
def client_keys(request: HttpRequest) -> HttpResponse:
    """The public keys that brokers know us by (JWK Set, RFC 7517), each beside the one that is to follow it."""
    keys = [key.as_dict(private=False) for key in published_keys()]
    return JsonResponse({"keys": keys}, headers={"Cache-Control": "public, max-age=300"})


@require_http_methods(["GET", "HEAD", "POST"])
def logout_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        logout(request)  # the gate has the browser forget the rest
        return redirect("accounts:logged_out")
    return render(request, "accounts/logout.html")


@require_GET
def logged_out(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/logged_out.html")


def hand_over(request: HttpRequest, provider: Provider, started: Redirect | Interactive) -> HttpResponse:
    """On to the e-ID. To another site by a page of ours that goes on by itself: our policy lets no form lead away from
    here, and a redirect would count as the form's."""
    if isinstance(started, Interactive):
        return redirect(started.path)
    response = render(request, "accounts/going_on.html", {"url": started.url, "label": provider.label})
    response.headers["Cache-Control"] = "no-store"
    return response


def ordered_providers(last: str) -> list[Provider]:
    """As the settings order them, but first the one that was used last in this browser."""
    return sorted(registry.providers(), key=lambda one: one.key != last)


def remember_choice(response: HttpResponse, provider: str) -> HttpResponse:
    """Only where there is a choice. The name of a provider says nothing of a person."""
    if len(settings.EID_PROVIDERS) > 1:
        response.set_cookie(
            settings.EID_COOKIE_NAME,
            provider,
            max_age=CHOICE_LIFETIME,
            secure=settings.BEHIND_TLS,
            httponly=True,
            samesite="Lax",
        )
    return response


def front_page() -> str:
    """Where a login leads that was not on the way to anything, in the person's language."""
    return reverse("wagtail_serve", args=[""])


def _order_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.GET.get("state", "").partition(".")[0])  # what stands after it is the provider's
    except ValueError as error:
        raise orders.Refused("unknown_order") from error


def _outcome(request: HttpRequest, order: EIdOrder) -> Complete | Failed:
    recorded = orders.recorded(order)
    if recorded:
        return recorded
    provider = registry.provider(order.provider)
    return provider.finish(orders.context_of(order, request), orders.take_state(order), request.GET.dict())


def _test_provider() -> TestEId:
    try:
        provider = registry.provider(TestEId.key)
    except KeyError as error:
        raise Http404 from error
    assert isinstance(provider, TestEId)  # noqa: S101  # narrows the type; the registry maps the key to this class
    return provider


def not_signed(request: HttpRequest, reason: str, *, back: str) -> HttpResponse:
    """Says why there is no signature. `back` is where what was to be signed stands."""
    text = SIGN_FAILURES.get(reason, SIGN_FAILURES["failed"])
    return render(request, "accounts/not_signed.html", {"explanation": text, "back": back}, status=403)


def _number_of(request: HttpRequest) -> str:
    """Of the resident who is logged in, for the test e-ID to suggest."""
    subject = subject_of(person_of(request)) if is_resident(request.user) else None
    return subject.value if subject else ""


def _not_logged_in(request: HttpRequest, reason: str, order: EIdOrder | None = None) -> HttpResponse:
    """Says what happened; trying again leads to where this browser's own order was going."""
    logger.warning("A login or signature with %s was refused: %s", order.provider if order else "an e-ID", reason)
    if order and order.purpose == Purpose.SIGN:
        return not_signed(request, reason, back=order.return_path)
    context = {
        "explanation": FAILURES.get(reason, FAILURES["failed"]),
        "is_resident": is_resident(request.user),
        "retry_url": login_address(order.return_path, order.required_level) if order else reverse("accounts:login"),
    }
    return render(request, "accounts/not_logged_in.html", context, status=403)

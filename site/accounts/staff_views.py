"""The invitation's page: set password, connect the app, see the recovery codes once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import actions, two_factor
from accounts.forms import WRONG_CODE, EnrolForm
from accounts.models import Invitation
from config.pace import paced

SESSION_KEY = "enrolment_secret"


@sensitive_post_parameters()
@paced("staff_login")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking spends nothing, so that a mail filter that opens links does no harm; only the finished form does.

    The app's secret belongs to this browser's session, not to the link: who peeked earlier does not know it.
    """
    found = actions.open_invitation(token, timezone.now())
    if found is None:
        return _spent(request)
    secret = request.session.setdefault(SESSION_KEY, two_factor.new_secret())
    form = EnrolForm(request.POST if request.method == "POST" else None, user=found.user)
    finished = _enrolled(request, found, form, secret) if form.is_bound and form.is_valid() else None
    device = two_factor.unsaved_authenticator(found.user, secret)
    context = {
        "form": form,
        "person": found.user,
        "qr_image": two_factor.qr_image(device),
        "secret": two_factor.readable_secret(device),
    }
    return finished or render(request, "accounts/invitation.html", context)


def _enrolled(request: HttpRequest, found: Invitation, form: EnrolForm, secret: str) -> HttpResponse | None:
    """The page with the recovery codes, or None when the form has an error to show."""
    password, code = form.cleaned_data["password"], form.cleaned_data["code"]
    try:
        codes = actions.enrol(found, password=password, secret=secret, code=code, now=timezone.now())
    except actions.WrongCode:
        form.add_error("code", WRONG_CODE)
        return None
    except actions.InvitationSpent:
        return _spent(request)
    request.session.flush()
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "person": found.user})


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_spent.html", status=410)

"""The invitation's page: set password, connect the app, see the recovery codes once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import actions, two_factor
from accounts.forms import WRONG_CODE, EnrolForm

SESSION_KEY = "enrolment_secret"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking spends nothing, so that a mail filter that opens links does no harm; only the finished form does.

    The app's secret belongs to this browser's session, not to the link: who peeked earlier does not know it.
    """
    now = timezone.now()
    found = actions.open_invitation(token, now)
    if found is None:
        return render(request, "accounts/invitation_spent.html", status=410)
    secret = request.session.setdefault(SESSION_KEY, two_factor.new_secret())
    form = EnrolForm(request.POST if request.method == "POST" else None, user=found.user)
    if form.is_bound and form.is_valid():
        try:
            codes = actions.enrol(
                found, password=form.cleaned_data["password"], secret=secret, code=form.cleaned_data["code"], now=now
            )
        except actions.WrongCode:
            form.add_error("code", WRONG_CODE)
        except actions.InvitationSpent:
            return render(request, "accounts/invitation_spent.html", status=410)
        else:
            request.session.flush()
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "person": found.user})
    device = two_factor.unsaved_authenticator(found.user, secret)
    context = {
        "form": form,
        "person": found.user,
        "qr_image": two_factor.qr_image(device),
        "secret": two_factor.readable_secret(device),
    }
    return render(request, "accounts/invitation.html", context)

"""Pages of ours in the Wagtail admin: inviting staff, and one's own second factor."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import actions, two_factor
from accounts.forms import CurrentCodeForm
from accounts.models import User
from accounts.permissions import can_invite
from config.pace import paced
from outbox.mail import InvalidRecipient


@paced("mail")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects, pk=pk)
    if not can_invite(request.user, person):  # type: ignore[arg-type]  # the admin lets only staff through
        raise Http404
    if request.method == "POST":
        try:
            actions.invite(person, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except (actions.NoAddress, InvalidRecipient):
            messages.error(request, _("Inbjudan skickades inte: personen saknar en giltig e-postadress."))
        else:
            messages.success(request, _("En inbjudan är på väg till %(address)s.") % {"address": person.email})
        return redirect("wagtailusers_users:edit", person.pk)
    is_reset = person.has_usable_password() or two_factor.is_enrolled(person)
    return render(request, "accounts/admin/invite.html", {"person": person, "is_reset": is_reset})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def two_factor_page(request: HttpRequest) -> HttpResponse:
    """New recovery codes, after a current code: a session left open is not enough to make a way in."""
    user = request.user
    form = CurrentCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if two_factor.verify(user, form.cleaned_data["code"]):  # type: ignore[arg-type]
            codes = actions.renew_recovery_codes(user, by=user)  # type: ignore[arg-type]
            return render(request, "accounts/admin/two_factor.html", {"codes": codes})
        form.add_error(
            "code", _("Koden stämmer inte, eller är redan använd. Vänta på nästa kod i appen och försök igen.")
        )
    context = {"form": form, "left": two_factor.recovery_codes_left(user)}  # type: ignore[arg-type]
    return render(request, "accounts/admin/two_factor.html", context)

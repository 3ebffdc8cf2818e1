"""Kontaktuppgifter: the address a resident gives for mail about what they have saved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import person_of, resident_required
from accounts.contact_form import ContactForm
from accounts.contacts import contact_of, give_contact, remove_contact
from config.pace import paced
from crypto.envelope import SealBroken


@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Shown, given, changed and removed by the person alone. A post from Mina sidor leads back there."""
    if "remove" in request.POST:
        remove_contact(person_of(request))
        messages.success(request, _("Din e-postadress är borttagen."))
        return redirect("eservices:my_pages")
    return _given(request)


@paced("mail")
def _given(request: HttpRequest) -> HttpResponse:
    """The form, and a new address from it: mail will go there, so it has a rate. Removing one never has to wait."""
    user, email = person_of(request), stored_email(request)
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"email": email})
    if form.is_valid():
        give_contact(user, email=form.cleaned_data["email"], language=request.LANGUAGE_CODE, now=timezone.now())
        # Without the address: messages lie in a cookie or in the session's row.
        messages.success(request, _("Adressen är sparad. Vi mejlar dig innan något du sparat tas bort."))
        return redirect("eservices:my_pages")
    return render(request, "accounts/contact.html", {"form": form, "email": email})


def stored_email(request: HttpRequest) -> str:
    """Empty also when the row does not open: the person can then give the address anew."""
    try:
        address = contact_of(person_of(request))
    except SealBroken:
        return ""
    return address.email if address else ""

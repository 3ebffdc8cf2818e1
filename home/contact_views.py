"""Kontakta oss: a message to the municipality's mailbox, without login; nothing of it is kept here."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from config.pace import paced
from home.actions import send_message
from home.contact_form import ContactForm
from home.municipality import portrait


@paced("contact")
@require_http_methods(["GET", "HEAD", "POST"])
def contact_us(request: HttpRequest) -> HttpResponse:
    """Who fills in the field that nobody sees gets the same answer as everybody, and nothing is sent."""
    recipient = portrait().municipality.email
    form = ContactForm(request.POST) if request.method == "POST" else ContactForm(initial={"once": uuid4()})
    if recipient and (form.is_valid() or form.is_trapped):
        if not form.is_trapped:
            send_message(form.cleaned_data, to=recipient, language=request.LANGUAGE_CODE)
        return redirect("contact_sent")
    return render(request, "home/contact_us.html", {"form": form, "can_write": bool(recipient)})


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "home/contact_sent.html")

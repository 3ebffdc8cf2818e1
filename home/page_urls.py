"""Addresses in both languages; last of all, those of Wagtail's pages."""

from django.urls import path, re_path
from wagtail import urls as wagtails

from home.contact_views import contact_sent, contact_us
from home.serving import serve

SERVE = "wagtail_serve"

urlpatterns = [
    path("kontakta-oss/", contact_us, name="contact_us"),
    path("kontakta-oss/tack/", contact_sent, name="contact_sent"),
    *(pattern for pattern in wagtails.urlpatterns if pattern.name != SERVE),
    re_path(wagtails.serve_pattern, serve, name=SERVE),
]

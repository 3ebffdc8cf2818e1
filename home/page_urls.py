"""Addresses in both languages; last of all, those of Wagtail's pages."""

from django.urls import re_path
from wagtail import urls as wagtails

from home.serving import serve

SERVE = "wagtail_serve"

urlpatterns = [
    *(pattern for pattern in wagtails.urlpatterns if pattern.name != SERVE),
    re_path(wagtails.serve_pattern, serve, name=SERVE),
]

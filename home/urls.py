"""Addresses that stand outside the languages."""

from django.urls import path

from home.language_views import choose_language
from home.look_views import colours, logo

urlpatterns = [
    path("sprak/", choose_language, name="choose_language"),
    path("utseende/<slug:version>/farger.css", colours, name="colours"),
    path("utseende/<slug:version>/logotyp", logo, name="logo"),
]

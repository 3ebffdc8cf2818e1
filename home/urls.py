"""Addresses that stand outside the languages."""

from django.urls import path

from home.language_views import choose_language

urlpatterns = [path("sprak/", choose_language, name="choose_language")]

"""Addresses of the demo only; never routed in production."""

from django.urls import path

from home import demo_views

app_name = "demo"

urlpatterns = [
    path("", demo_views.start, name="start"),
    path("mejl/", demo_views.mails, name="mails"),
    path("komponenter/", demo_views.components, name="components"),
    path("fel/<int:status>/", demo_views.error_page, name="error_page"),
]

"""Staff's own addresses outside the admin: the invitation to begin, and the way to one's second factor."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import staff_views

app_name = "staff"

urlpatterns = [
    path("inbjudan/<str:token>/", staff_views.invitation, name="invitation"),
    path("tvafaktor/", RedirectView.as_view(pattern_name="staff_two_factor"), name="two_factor"),
]

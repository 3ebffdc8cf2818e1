"""Residents' way in and out."""

from django.urls import path

from accounts import contact_views, session_views, views

app_name = "accounts"

urlpatterns = [
    path("logga-in/", views.login_page, name="login"),
    path("logga-in/svar/", views.eid_finish, name="eid_finish"),
    path("logga-in/nycklar.json", views.client_keys, name="client_keys"),
    path("logga-in/test/<uuid:order_id>/", views.test_eid, name="test_eid"),
    path("logga-in/med/<slug:provider>/", views.eid_start, name="eid_start"),
    path("inloggning/", session_views.time_left, name="time_left"),
    path("inloggning/fortsatt/", session_views.stay, name="stay"),
    path("logga-ut/", views.logout_page, name="logout"),
    path("utloggad/", views.logged_out, name="logged_out"),
    path("mina-sidor/kontaktuppgifter/", contact_views.contact, name="contact"),
]

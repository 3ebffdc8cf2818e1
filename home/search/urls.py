"""Public addresses of search."""

from django.urls import path

from home.search import views

app_name = "search"
urlpatterns = [
    path("sok/", views.search, name="search"),
    path("sok/forslag/", views.suggest, name="suggest"),
]

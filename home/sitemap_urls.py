"""Addresses for search engines, outside the languages: each page of the sitemap is there in both."""

from django.urls import path

from home import sitemap

urlpatterns = [
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
]

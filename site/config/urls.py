"""Every address of the portal. Public addresses are Swedish; English ones stand under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images import urls as wagtailimages_urls

handler400 = "home.errors.bad_request"
handler403 = "home.errors.forbidden"
handler404 = "home.errors.not_found"
handler500 = "home.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("personal/", include("accounts.staff_urls")),
    path("", include("home.urls")),
    path("", include("operations.urls")),
    path("dokument/", include(wagtaildocs_urls)),
    path("", include("home.sitemap_urls")),
    path("bilder/", include(wagtailimages_urls)),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("home.demo_urls")))

urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    path("", include("eservices.urls")),
    path("", include("home.search.urls")),
    # Wagtail's own login for closed pages takes a password without a code: it would say which passwords are right.
    path("_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True), name="one_login"),
    path("", include("home.page_urls")),
    prefix_default_language=False,
)

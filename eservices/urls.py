"""The resident's errand. Public addresses are Swedish (design.md §13.13)."""

from django.urls import path

from eservices.views import drafts, mine, review, start, steps

app_name = "eservices"
urlpatterns = [
    path("starta/<int:service_id>/", start.start, name="start"),
    path("starta/<int:service_id>/<uuid:draft_id>/", start.first_step, name="first_step"),
    path("utkast/<uuid:draft_id>/", drafts.resume, name="draft"),
    path("utkast/<uuid:draft_id>/<int:position>/", steps.step, name="step"),
    path("utkast/<uuid:draft_id>/granska/", review.review, name="review"),
    path("utkast/<uuid:draft_id>/lamna/", drafts.leave, name="leave"),
    path("utkast/<uuid:draft_id>/ta-bort/", drafts.remove, name="remove"),
    path("kvittens/<uuid:draft_id>/", review.sent, name="sent"),
    path("mina-sidor/", mine.my_pages, name="my_pages"),
    path("mina-sidor/arende/<uuid:case_id>/", mine.my_case, name="my_case"),
]

"""The resident's errand. Public addresses are Swedish (design.md §13.13)."""

from django.urls import path

from eservices.views import checking, drafts, files, mine, parties, review, signing, start, steps, waiting

app_name = "eservices"
urlpatterns = [
    path("starta/<int:service_id>/", start.start, name="start"),
    path("starta/<int:service_id>/<uuid:draft_id>/", start.first_step, name="first_step"),
    path("utkast/<uuid:draft_id>/", drafts.resume, name="draft"),
    path("utkast/<uuid:draft_id>/<int:position>/", steps.step, name="step"),
    path("utkast/<uuid:draft_id>/granska/", review.review, name="review"),
    path("utkast/<uuid:draft_id>/signera/", signing.signed, name="signed"),
    path("utkast/<uuid:draft_id>/underskrifter/", waiting.waiting, name="waiting"),
    path("utkast/<uuid:draft_id>/lamna/", drafts.leave, name="leave"),
    path("utkast/<uuid:draft_id>/ta-bort/", drafts.remove, name="remove"),
    path("utkast/<uuid:draft_id>/fil/<uuid:file_id>/", files.fetch_file, name="fetch_file"),
    path("utkast/<uuid:draft_id>/fil/<uuid:file_id>/byt-namn/", files.rename_file, name="rename_file"),
    path("utkast/<uuid:draft_id>/fil/<uuid:file_id>/byt-ut/", files.replace_file, name="replace_file"),
    path("utkast/<uuid:draft_id>/fil/<uuid:file_id>/ta-bort/", files.remove_file, name="remove_file"),
    path("underskrift/<uuid:party_id>/", parties.party, name="party"),
    path("underskrift/<uuid:party_id>/<int:generation>/<slug:mark>/", parties.invited, name="invited"),
    path("underskrift/<uuid:party_id>/signera/", parties.party_signed, name="party_signed"),
    path("underskrift/<uuid:party_id>/nej/", parties.party_declines, name="party_declines"),
    path("underskrift/<uuid:party_id>/fil/<int:number>/", parties.party_file, name="party_file"),
    path("underskrift/<uuid:party_id>/kvittens/", parties.party_receipt, name="party_receipt"),
    path("kvittens/<uuid:draft_id>/", review.sent, name="sent"),
    path("kvittens/<uuid:draft_id>/pdf/", review.sent_receipt, name="sent_receipt"),
    path("kontrollera-kvittens/", checking.check_receipt, name="check_receipt"),
    path("mina-sidor/", mine.my_pages, name="my_pages"),
    path("mina-sidor/arende/<uuid:case_id>/", mine.my_case, name="my_case"),
    path("mina-sidor/arende/<uuid:case_id>/fil/<int:number>/", mine.my_file, name="my_file"),
    path("mina-sidor/arende/<uuid:case_id>/kvittens/", mine.my_receipt, name="my_receipt"),
]

"""Addresses of cases, under /admin/. Wagtail lets only those in who may use the admin; the rest is up to the views."""

from django.urls import path

from casework.admin_views import case_file, case_page, case_receipt, change_case_status
from casework.case_list import CaseList

app_name = "casework"

urlpatterns = [
    path("", CaseList.as_view(), name="cases"),
    path("resultat/", CaseList.as_view(results_only=True), name="cases_results"),
    path("<uuid:case_id>/", case_page, name="case"),
    path("<uuid:case_id>/fil/<int:number>/", case_file, name="file"),
    path("<uuid:case_id>/kvittens/", case_receipt, name="receipt"),
    path("<uuid:case_id>/status/", change_case_status, name="change_status"),
]

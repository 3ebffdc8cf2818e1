"""Deleting in the Wagtail admin, for what cases and registers stand on: they are not in Wagtail's reference index."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import DeleteView


class DeleteUnused(DeleteView):
    """Refuses kindly what the database protects; `in_use` says so, and may name it."""

    in_use = _("”%(name)s” används av enheter, e-tjänster eller ärenden och går inte att ta bort.")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
            return answer
        except ProtectedError:
            messages.error(self.request, self.in_use % {"name": self.object})
            return redirect(self.index_url_name)

"""The editor's forms for entries of the catalogue. A draft may lack what publishing needs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.catalogue.audiences import FIELDS
from home.short_addresses import ShortAddressForm


class CatalogueEntryForm(ShortAddressForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._check_audience(cleaned)
            self._check_related(cleaned)
        return cleaned

    def _check_audience(self, cleaned: dict[str, Any]) -> None:
        shown = [name for name in FIELDS.values() if name in self.fields]
        if shown and not any(cleaned.get(name) for name in shown):
            self.add_error(shown[0], _("Välj minst en som den är till för."))

    def _check_related(self, cleaned: dict[str, Any]) -> None:
        chosen = [child.value.pk for child in cleaned.get("related") or [] if child.value]
        if len(chosen) > len(set(chosen)):
            self.add_error("related", ValidationError(_("Samma e-tjänst är vald två gånger.")))
        elif self.instance.pk in chosen:
            self.add_error("related", ValidationError(_("Sidan kan inte likna sig själv. Välj andra.")))

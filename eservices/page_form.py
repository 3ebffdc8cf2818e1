"""The editor's form. Saving a draft page is always allowed; publishing is refused until everything needed is there."""

from typing import Any

from django.core.exceptions import ValidationError

from home.catalogue.forms import CatalogueEntryForm


class EServicePageForm(CatalogueEntryForm):
    """Refuses to publish, schedule or submit for review what residents could not use (design.md §13.12)."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and not self.errors and not self._is_sent_back:
            from eservices.publishing import publishing_errors

            for field, message in publishing_errors(self._edited_page(cleaned)):
                self.add_error(field if field in self.fields else None, ValidationError(message))
        return cleaned

    @property
    def _is_sent_back(self) -> bool:
        """Whether a reviewer asks for changes, which nothing may stand in the way of."""
        return self.data.get("workflow-action-name") == "reject" and bool(self.data.get("action-workflow-action"))

    def _edited_page(self, cleaned: dict[str, Any]) -> Any:
        """The page as it would be saved, without touching the instance that the form will save."""
        page = self.instance.__class__(pk=self.instance.pk, service_uuid=self.instance.service_uuid)
        for name, value in cleaned.items():
            if any(field.name == name for field in page._meta.concrete_fields):
                setattr(page, name, value)
        return page

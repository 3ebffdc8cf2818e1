"""Closing a service for those who are half-way."""

from eservices.models import EServicePage


def apply_closing_rules(page: EServicePage) -> bool:
    """Let what the editor chose for a closed service hold now; False while it is live, when publishing does that.

    Wagtail writes an edited page to its row only when it is published, and nobody is to open a service in order to
    say until when those half-way may finish.
    """
    chosen = {name: getattr(page, name) for name in page.closing_fields}
    changed: int = EServicePage.objects.filter(pk=page.pk, live=False).update(**chosen)
    return changed == 1

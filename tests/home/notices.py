"""Operating notices for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from home.notices import OperatingNotice, Where

TEXT, TEXT_EN = "E-legitimationen krånglar.", "The e-ID has problems."


def a_notice(*places: Page, **fields: Any) -> OperatingNotice:
    """One that began a minute ago and ends in an hour, everywhere or about `places`."""
    now = timezone.now()
    where = Where.CHOSEN if places else Where.EVERYWHERE
    begins = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=1)}
    notice = OperatingNotice.objects.create(**{"text": TEXT, "text_en": TEXT_EN, "where": where} | begins | fields)
    notice.places.set(places)
    return notice

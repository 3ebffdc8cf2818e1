import re

import pytest
from django.utils import timezone

from outbox.models import OutboxMessage


@pytest.mark.django_db(transaction=True)
def test_administrator_sends_a_parked_mail_again(staff_page, cast, queue_mail, assert_accessible):
    OutboxMessage.objects.filter(pk=queue_mail().pk).update(parked_at=timezone.now(), attempts=3, last_error="SMTP 550")
    page = staff_page(cast.staff("adam", "Alm", group="Administratör"))

    page.goto("/admin/")
    assert_accessible(page)
    page.get_by_role("link", name="Öppna utkorgen").click()
    page.get_by_role("heading", name="Parkerade meddelanden").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Försök igen.*Kvittens")).click()

    page.get_by_text("Meddelandet skickas om ett ögonblick.").wait_for()
    page.get_by_text("Inget meddelande är parkerat.").wait_for()
    assert OutboxMessage.objects.waiting().count() == 1

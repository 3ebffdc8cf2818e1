"""Finding a receipt and opening it. Whose it is, is part of the question: nobody reads another's (promise 5)."""

from typing import TYPE_CHECKING

from casework.models import Case, Receipt
from casework.sealing import case_key, opened

if TYPE_CHECKING:
    from accounts.models import User


def receipt_of(case: Case, reader: "User | None") -> Receipt | None:
    """The latest receipt of one who sent it, made or not; `reader` is None for who sent without login. One query."""
    receipts = Receipt.objects.filter(submission__case=case, reader=reader)
    latest = receipts.select_related("submission", "stored").order_by("-submission__sequence", "-asked_at").first()
    if latest:
        latest.submission.case = case
    return latest


def document_key(receipt: Receipt) -> bytes:
    """What opens the stored document. Raises SealBroken."""
    case = receipt.submission.case
    return opened(case_key(case), receipt.wrapped_key, case_id=case.pk, part=sealed_part(receipt))


def sealed_part(receipt: Receipt) -> str:
    """Binds the key to this receipt: one person's cannot be passed off as another's."""
    return f"receipt-key:{receipt.pk}"

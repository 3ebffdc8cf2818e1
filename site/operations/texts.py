"""Words for administrators."""

from django.utils.translation import gettext_lazy as _

from operations.readiness import State

STATE_WORDS = {
    State.OK: _("Bra"),
    State.DEGRADED: _("Behöver ses över"),
    State.FAILED: _("Fungerar inte"),
    State.UNKNOWN: _("Kunde inte prövas"),
}

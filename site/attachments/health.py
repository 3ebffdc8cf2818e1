"""Whether files can be kept and searched, for the report on the portal's readiness."""

from django.utils.translation import gettext_lazy as _

from attachments import scanner, storage
from operations.readiness import Check, Finding, State, register


def storage_keeps() -> Finding:
    """Writes, reads and removes a probe; what goes wrong is raised, and counts as failed."""
    storage.check()
    return Finding(State.OK)


def scanner_answers() -> Finding:
    """Without one set there is nothing to ask, and the page says so; the deployment checks warn of it."""
    if not scanner.is_configured():
        return Finding(State.OK, _("Ingen viruskontroll är inställd."))
    if scanner.is_answering():
        return Finding(State.OK)
    return Finding(State.DEGRADED, _("Filer tas emot, men går inte att öppna förrän de är kontrollerade."))


def register_checks() -> None:
    register(
        Check(
            "storage",
            storage_keeps,
            _("Lagring av filer"),
            _("Se att mappen eller lagringstjänsten i FILE_STORAGE_URL finns, har plats och tar emot filer."),
        )
    )
    register(
        Check(
            "scanner",
            scanner_answers,
            _("Viruskontroll"),
            _("Starta clamd och se att SCANNER_URL stämmer. Filer som väntar kontrolleras när den svarar igen."),
        )
    )

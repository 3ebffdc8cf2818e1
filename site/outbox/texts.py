"""Words for administrators: what a message is about, and what became of it."""

from django.utils.translation import gettext_lazy as _

TOPICS = {
    "receipt": _("Kvittens till den som ansökt"),
    "unit_notice": _("Besked till enheten om nytt ärende"),
    "invitation": _("Inbjudan till personal"),
    "enrolled": _("Besked om ny inloggning för personal"),
    "contact": _("Meddelande från kontaktformuläret"),
    "review": _("Besked om granskning av en sida"),
    "draft_warning": _("Påminnelse till invånare om något sparat"),
}
NO_ANSWER = _("E-postservern svarade inte")
PUT_OFF = _("E-postservern bad oss försöka senare")
REFUSED = _("E-postservern avvisade meddelandet eller mottagaren")
ERRORS = {
    "ConnectionRefusedError": NO_ANSWER,
    "TimeoutError": NO_ANSWER,
    "gaierror": NO_ANSWER,
    "OSError": NO_ANSWER,
    "SMTPServerDisconnected": _("E-postservern bröt förbindelsen"),
    "SMTPAuthenticationError": _("E-postservern godtog inte inloggningen"),
    "SealBroken": _("Innehållet går inte att läsa: raden är ändrad eller nyckeln saknas"),
    "InvalidRecipient": _("Mottagarens adress är ogiltig"),
    "Interrupted": _("Arbetaren avbröts gång på gång under försöken"),
}
OTHER_ERROR = _("Ett fel i portalen: se serverns logg")


def topic_words(topic: str) -> str:
    return str(TOPICS.get(topic, topic))


def error_words(error: str) -> str:
    """A sentence for a stored error, with the code in brackets for whoever must search a log."""
    if error.startswith("SMTP "):
        return f"{REFUSED if error.startswith('SMTP 5') else PUT_OFF} ({error})"
    return f"{ERRORS.get(error, OTHER_ERROR)} ({error})"

"""Why a link is broken: the reasons there are, and what they are called. Pure."""

from django.utils.translation import gettext_lazy as _

GONE_PAGE = "page_gone"
HIDDEN_PAGE = "page_not_live"
GONE_FILE = "file_gone"
NOT_HERE = "not_here"
MALFORMED = "malformed"
INSIDE_ONLY = "inside_only"
NOT_FOUND = "not_found"
REFUSED = "refused"
SERVER_ERROR = "server_error"
NO_ANSWER = "no_answer"
NO_SUCH_HOST = "no_such_host"
CERTIFICATE = "certificate"
LOOP = "loop"

REASONS = {
    GONE_PAGE: _("sidan är borttagen"),
    HIDDEN_PAGE: _("sidan är inte publicerad"),
    GONE_FILE: _("filen är borttagen"),
    NOT_HERE: _("det finns ingen sådan sida i portalen"),
    MALFORMED: _("adressen är felskriven"),
    INSIDE_ONLY: _("adressen går bara att nå inifrån kommunens nät"),
    NOT_FOUND: _("sidan finns inte på den andra webbplatsen"),
    REFUSED: _("webbplatsen tar inte emot besök"),
    SERVER_ERROR: _("den andra webbplatsen är trasig"),
    NO_ANSWER: _("webbplatsen svarar inte"),
    NO_SUCH_HOST: _("det finns ingen sådan webbplats"),
    CERTIFICATE: _("webbplatsens certifikat godtas inte"),
    LOOP: _("webbplatsen skickar runt besökaren utan slut"),
}


def reason_words(reason: str) -> str:
    return str(REASONS.get(reason, reason))

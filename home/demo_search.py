"""Words that residents use and officials do not, so that search finds what is meant from the first day."""

from home.search.models import SynonymGroup

SYNONYMS = [
    "förskola, dagis, barnomsorg, preschool, daycare",
    "skolskjuts, skolbuss, skoltaxi, school bus",
    "avfall, sopor, sophämtning, renhållning, waste, rubbish",
    "bygglov, bygga, tillbyggnad, altan, attefallshus",
    "parkeringstillstånd, handikapparkering, rörelsehindrad",
    "felanmälan, fel, trasig, potthål, gatubelysning",
    "e-legitimation, bankid, freja, legitimera",
    "utkast, sparat ärende, påbörjat",
    "skyddade personuppgifter, skyddad identitet, sekretessmarkering",
]


def load() -> None:
    """Once: what editors have made of them stays."""
    if not SynonymGroup.objects.exists():
        SynonymGroup.objects.bulk_create(SynonymGroup(words=words) for words in SYNONYMS)

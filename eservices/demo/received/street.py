"""To the municipal executive board: faults in streets and parks, all without login."""

from eservices.demo.errand import DemoErrand
from eservices.demo.papers import DemoFile
from eservices.demo.received.common import CLOSED, ONGOING

STREET = tuple(
    DemoErrand(
        "felanmalan-gata-och-park",
        "",
        days_ago,
        clock,
        {"sf-kind": kind, "sf-where": where, "sf-more": more, "sf-email": email},
        {"sf-picture": (DemoFile(picture),)} if picture else {},
        handled=handled,
    )
    for days_ago, clock, kind, where, more, email, picture, handled in (
        (28, "17:35", "light", "Storgatan 20, Heby", "Lampan blinkar.", "", "", ((ONGOING, 1), (CLOSED, 3))),
        (13, "08:10", "litter", "Badplatsen i Harbo", "Full soptunna.", "lova@example.se", "", ((CLOSED, 1),)),
        (7, "16:00", "hole", "Skogsvägen 11, Harbo", "Djupt hål.", "", "hål-i-gatan.jpg", ((ONGOING, 1),)),
        (2, "15:20", "playground", "Lekplatsen vid skolan, Heby", "Gungans kedja är av.", "", "", ()),
        (0, "07:20", "light", "Gångvägen bakom biblioteket, Heby", "Tre lampor är släckta.", "ali@example.se", "", ()),
    )
)

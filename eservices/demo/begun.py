"""Drafts of the demo's people: some just begun, some about to be removed, one of a service that has closed."""

from accounts.demo import RESIDENTS
from eservices.demo.errand import DemoErrand
from eservices.demo.papers import DemoFile
from eservices.demo.received.common import ASSOCIATION_NUMBER

BEGUN = (
    DemoErrand(  # signed by Erik; waits for Astrid
        "foreningsbidrag",
        "Erik",
        2,
        "18:40",
        {
            "as-name": "Runhällens byalag",
            "as-orgnr": ASSOCIATION_NUMBER,
            "as-role": "chair",
            "as-email": "byalaget@example.se",
            "as-phone": "070-174 06 15",
            "as-kinds": ["meeting"],
            "as-members": "48",
            "as-young": "9",
            "as-describe": "Byalaget håller bygdegården öppen varje torsdag och ordnar loppis två gånger om året.",
            "as-grant": "premises",
            "as-amount": "12 000",
            "as-giro": "234-5678",
            "as-together": "yes",
            "as-second": {
                "name": "Astrid Lindberg",
                "personal_number": RESIDENTS[0].value,
                "email": "astrid.lindberg@example.se",
            },
            "as-consent": "yes",
        },
        {
            "as-minutes": (DemoFile("årsmöte.pdf", ("Protokoll från årsmötet", "Val av styrelse.", "Demo")),),
            "as-accounts": (DemoFile("bokslut.pdf", ("Bokslut", "Intäkter 31 200 kr", "Demo")),),
        },
    ),
    DemoErrand(
        "foreningsbidrag",
        "Astrid",
        85,  # five days before it is removed
        "20:10",
        {
            "as-name": "Harbo teatergrupp",
            "as-role": "chair",
            "as-email": "astrid.lindberg@example.se",
            "as-kinds": ["culture"],
            "as-members": "23",
        },
        sent=False,
    ),
    DemoErrand(
        "boka-lokal",
        "Astrid",
        1,
        "12:30",
        {"rh-hall": "harbo", "rh-from": "17:00", "rh-people": "18"},
        sent=False,
    ),
    DemoErrand(
        "fraga-om-bygglov",
        "Bo",
        89,  # removed tomorrow
        "21:45",
        {"bq-kind": "new", "bq-what": "En friggebod vid sjön. Jag undrar hur nära vattnet den får stå."},
        {"bq-drawing": (DemoFile("friggebod.jpg"),)},
        sent=False,
    ),
    DemoErrand(
        "eget-avlopp",
        "Samira",
        12,
        "19:00",
        {"sw-kind": "change", "sw-name": "Heby Backa 3:1", "sw-owner": "yes"},
        language="en",
        sent=False,
    ),
    DemoErrand(
        "sommarjobb",
        "Nils",
        20,
        "22:15",
        {"sj-email": "nils.strand@example.se", "sj-worked": "no", "sj-places": ["parks", "library"]},
        sent=False,
    ),
)

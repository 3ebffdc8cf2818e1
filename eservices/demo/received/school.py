"""To the committee for children and education."""

from accounts.demo import CHILDREN
from eservices.demo.errand import DemoErrand, In
from eservices.demo.papers import DemoFile
from eservices.demo.received.common import CLOSED, HARBO, HEBY, ONGOING, VITTINGE

BOY, GIRL, OTHER_GIRL = CHILDREN

SCHOOL = (
    DemoErrand(
        "skolskjuts",
        "Astrid",
        33,
        "19:12",
        {
            "st-email": "astrid.lindberg@example.se",
            "st-phone": "070-174 06 11",
            "st-name": "Elsa Lindberg",
            "st-number": GIRL,
            "st-school": "Harbo skola",
            "st-grade": "1",
            "st-from": HARBO,
            "st-reasons": ["distance"],
            "st-two": "no",
            "st-start": In(12),
            "st-consent": "yes",
        },
        handled=((ONGOING, 1), (CLOSED, 9)),
    ),
    DemoErrand(
        "skolskjuts",
        "Bo",
        16,
        "07:45",
        {
            "st-email": "bo.ekstrom@example.se",
            "st-phone": "070-174 06 12",
            "st-name": "Ture Ekström",
            "st-number": BOY,
            "st-school": "Heby skola",
            "st-grade": "1",
            "st-from": VITTINGE,
            "st-reasons": ["distance", "two_homes"],
            "st-two": "yes",
            "st-second": HEBY,
            "st-start": In(45),
            "st-consent": "yes",
        },
        handled=((ONGOING, 3),),
    ),
    DemoErrand(
        "skolskjuts",
        "Helena",
        1,
        "20:31",
        {
            "st-email": "helena.norberg@example.se",
            "st-phone": "070-174 06 13",
            "st-name": "Alva Norberg",
            "st-number": OTHER_GIRL,
            "st-school": "Heby skola",
            "st-grade": "1",
            "st-from": HEBY,
            "st-reasons": ["traffic", "disability"],
            "st-needs": "Alva använder rullstol. Hon behöver en bil med ramp och någon som spänner fast stolen.",
            "st-two": "no",
            "st-start": In(40),
            "st-consent": "yes",
        },
        {
            "st-certificate": (
                DemoFile("intyg-alva.pdf", ("Intyg", "Eleven använder rullstol och kan inte gå till skolan.", "Demo")),
            )
        },
    ),
    DemoErrand(
        "forskoleplats",
        "Samira",
        12,
        "22:05",
        {
            "pp-email": "samira.haddad@example.se",
            "pp-phone": "070-174 06 14",
            "pp-joint": "yes",
            "pp-other": "Omar Haddad",
            "pp-name": "Lina Haddad",
            "pp-number-kind": "none",
            "pp-born": In(-520),
            "pp-home": HEBY,
            "pp-wishes": ["heby", "nearest"],
            "pp-start": In(75),
            "pp-reason": "work",
            "pp-hours": "40",
            "pp-diet": "yes",
            "pp-diet-more": "Lina is allergic to nuts.",
            "pp-consent": "yes",
        },
        handled=((ONGOING, 2),),
        language="en",
    ),
)

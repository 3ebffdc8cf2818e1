"""The demo's accessibility statement, about this portal as it is."""

from datetime import date
from typing import Any

from home.statement import Conformity

ASSESSED = date(2026, 11, 27)
DAYS: dict[str, Any] = {"assessed_on": ASSESSED, "updated_on": ASSESSED, "conformity": Conformity.PARTIAL}

STATEMENT = DAYS | {
    "title": "Tillgänglighet",
    "lead": "Alla ska kunna använda e-tjänsterna. Här står vad som inte fungerar för alla än.",
    "actor": "Heby kommun",
    "service": "e-tjänsteportalen",
    "shortcomings": [
        (
            "shortcoming",
            {
                "what": "Filer som du och andra har bifogat",
                "why": "De visas som de lämnades in. En inskannad sida kan inte läsas upp.",
                "instead": "Ring Medborgarservice, så läser vi upp innehållet eller ger dig det på annat sätt.",
                "mended": "",
            },
        )
    ],
    "method": "Kommunen har själv bedömt portalen. Varje sida prövas automatiskt mot WCAG 2.2 med axe-core och W3C:s "
    "HTML-kontroll, i ljust och mörkt läge, i 320 bildpunkters bredd och med bara tangentbord. Ingen utomstående har "
    "granskat den.",
    "feedback": "Är något svårt att använda, eller behöver du något av innehållet på annat sätt? Säg till, så hjälper "
    "vi dig.",
}

STATEMENT_EN = DAYS | {
    "title": "Accessibility",
    "lead": "Everybody should be able to use the e-services. This is what does not work for everyone yet.",
    "actor": "Heby kommun",
    "service": "the e-service portal",
    "shortcomings": [
        (
            "shortcoming",
            {
                "what": "Files that you and others have attached",
                "why": "They are shown as they were handed in. A scanned page cannot be read aloud.",
                "instead": "Call Medborgarservice, our service desk: we read it to you or give it to you otherwise.",
                "mended": "",
            },
        )
    ],
    "method": "The municipality has assessed the portal itself. Every page is tested by machine against WCAG 2.2 with "
    "axe-core and the W3C’s HTML checker, in light and dark mode, 320 pixels wide, and by keyboard alone. Nobody from "
    "outside has audited it.",
    "feedback": "Is something hard to use, or do you need some of the content in another form? Tell us, and we help "
    "you.",
}

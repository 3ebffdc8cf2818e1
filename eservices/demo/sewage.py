"""Eget avlopp: permit or notification, by what is to be done; a stop for those who can connect to the mains."""

from eservices.demo.builder import DemoService, choice_id, choices, described, question, reading, step, when

WORKS = {
    "toilet": ("Nytt avlopp med vattentoalett (tillstånd)", "New sewage system with a water toilet (permit)"),
    "connect": ("Vattentoalett till befintligt avlopp (tillstånd)", "Water toilet to an existing system (permit)"),
    "grey": (
        "Avlopp för bara bad, disk och tvätt (anmälan)",
        "System for bath, dishes and washing only (notification)",
    ),
    "change": ("Ändring av avlopp (anmälan)", "Change to a system (notification)"),
    "mains": ("Anslutning till kommunens avlopp", "Connection to the municipal sewer"),
}
TECHNIQUES = {
    "infiltration": ("Infiltration", "Infiltration"),
    "bed": ("Markbädd", "Soil bed"),
    "plant": ("Minireningsverk", "Package treatment plant"),
    "tank": ("Sluten tank", "Closed tank"),
    "other": ("Något annat", "Something else"),
}


def _technique(kind: str) -> dict[str, str]:
    return when("sw-technique", "equals", choice_id("sw-technique", kind))


WORK = step(
    "sw-work",
    ("Vad ska göras?", "What is to be done?"),
    question(
        "single_choice",
        "sw-kind",
        ("Det gäller", "It is about"),
        choices=choices("sw-kind", WORKS),
        style="radio",
    ),
    reading(
        "stop",
        "sw-mains",
        ("Du behöver inget tillstånd av oss", "You need no permit from us"),
        (
            "<p>Ring Medborgarservice, 0224-360 00, så får du hjälp att ansöka om anslutning.</p>",
            "<p>Call the service desk, +46 224 360 00, for help with applying for a connection.</p>",
        ),
        show_when=when("sw-kind", "equals", choice_id("sw-kind", "mains")),
    ),
    reading(
        "information",
        "sw-wait",
        ("Börja inte gräva än", "Do not start digging yet"),
        (
            "<p>Arbetet får börja först när du har fått ett beslut eller ett svar på din anmälan.</p>",
            "<p>Work may begin only when you have a decision, or an answer to your notification.</p>",
        ),
    ),
)
PROPERTY = step(
    "sw-property",
    ("Fastigheten", "The property"),
    question(
        "short_text",
        "sw-name",
        ("Fastighetsbeteckning", "Property designation"),
        hint=("Till exempel Harbo Lund 1:12. Står på köpebrevet.", "For example Harbo Lund 1:12. On your title deed."),
        max_length=80,
    ),
    question("postal_address", "sw-address", ("Fastighetens adress", "Address of the property")),
    question("yes_no", "sw-owner", ("Äger du fastigheten?", "Do you own the property?")),
    question(
        "short_text",
        "sw-owner-name",
        ("Ägarens namn", "The owner's name"),
        show_when=when("sw-owner", "equals", "no"),
        max_length=120,
    ),
    question(
        "file",
        "sw-agreement",
        ("Ägarens medgivande", "The owner's agreement"),
        hint=("Ett undertecknat brev räcker.", "A signed letter will do."),
        show_when=when("sw-owner", "equals", "no"),
        kinds=["pdf", "image"],
        max_mb=10,
        max_count=2,
    ),
    question(
        "number",
        "sw-households",
        ("Hur många hushåll ska använda avloppet?", "How many households will use it?"),
        minimum="1",
        maximum="50",
    ),
)
SYSTEM = step(
    "sw-system",
    ("Anläggningen", "The system"),
    question(
        "single_choice",
        "sw-technique",
        ("Vilken teknik?", "Which technique?"),
        choices=choices("sw-technique", TECHNIQUES),
        style="select",
    ),
    question(
        "number",
        "sw-volume",
        ("Tankens volym", "Volume of the tank"),
        show_when=_technique("tank"),
        decimals=1,
        minimum="0.5",
        unit="m³",
        unit_en="m³",
    ),
    question(
        "long_text",
        "sw-other",
        ("Beskriv tekniken", "Describe the technique"),
        show_when=_technique("other"),
        max_length=2000,
    ),
    question(
        "number",
        "sw-well",
        ("Avstånd till närmaste dricksvattenbrunn", "Distance to the nearest drinking water well"),
        hint=("Räkna grannarnas brunnar också.", "Count your neighbours' wells too."),
        minimum="0",
        unit="meter",
        unit_en="metres",
    ),
    question(
        "date",
        "sw-start",
        ("När vill du börja arbetet?", "When do you want to begin the work?"),
        when="future",
    ),
    question(
        "file",
        "sw-map",
        ("Situationsplan", "Site plan"),
        hint=(
            "Rita in avlopp, brunnar, diken och väg för slambilen på en karta.",
            "Draw the system, wells, ditches and the way for the emptying lorry on a map.",
        ),
        kinds=["pdf", "image"],
        max_mb=20,
        max_count=5,
    ),
)
CONTACT = step(
    "sw-contact",
    ("Kontakt och faktura", "Contact and invoice"),
    question("person", "sw-person", ("Sökande", "Applicant")),
    question("email", "sw-email", ("E-post", "E-mail"), receipt=True),
    question("phone", "sw-phone", ("Telefon", "Telephone")),
    question("yes_no", "sw-contractor", ("Har du valt entreprenör?", "Have you chosen a contractor?")),
    question(
        "short_text",
        "sw-contractor-name",
        ("Entreprenörens namn", "The contractor's name"),
        show_when=when("sw-contractor", "equals", "yes"),
        max_length=120,
    ),
    question(
        "organisation_number",
        "sw-contractor-number",
        ("Entreprenörens organisationsnummer", "The contractor's organisation number"),
        required=False,
        show_when=when("sw-contractor", "equals", "yes"),
    ),
    reading(
        "consent",
        "sw-consent",
        ("Jag vet att det kostar en avgift", "I know that there is a fee"),
        (
            "<p>Du betalar för prövningen, även om svaret blir nej.</p>",
            "<p>You pay for the examination, also when the answer is no.</p>",
        ),
    ),
)

SERVICE = DemoService(
    slug="eget-avlopp",
    unit="Bygg och miljö",
    retention=("Enskilt avlopp", 120, "Bygg- och miljönämndens dokumenthanteringsplan"),
    texts=described(
        "required",
        20,
        title=("Sök tillstånd för eller anmäl eget avlopp", "Apply for or notify a private sewage system"),
        summary=(
            "För dig som ska anlägga eller ändra ett avlopp på din fastighet.",
            "If you will build or change a sewage system on your property.",
        ),
        description=(
            "<p>Avlopp med vattentoalett kräver tillstånd. Annat avlopp ska du anmäla. Välj rätt i första steget.</p>",
            "<p>A system with a water toilet needs a permit. Other systems are notified. You choose in the first "
            "step.</p>",
        ),
        needs=(
            "<ul><li>Fastighetsbeteckning</li><li>Situationsplan</li><li>Entreprenörens uppgifter, om du har valt en"
            "</li></ul>",
            "<ul><li>Property designation</li><li>Site plan</li><li>The contractor's details, if you have chosen one"
            "</li></ul>",
        ),
        cost=("Avgift enligt kommunens miljötaxa", "A fee set by the municipality"),
        afterwards=(
            "<p>Vi besöker ofta platsen. Du får ett beslut inom sex veckor från att vi har allt.</p>",
            "<p>We often visit the place. You will have a decision within six weeks of our having everything.</p>",
        ),
        purpose=(
            "Uppgifterna behövs för att pröva avloppet och för tillsyn av det.",
            "We need the information to examine the system and to supervise it.",
        ),
        legal_basis=(
            "Myndighetsutövning: 13 och 14 §§ förordningen (1998:899) om miljöfarlig verksamhet och hälsoskydd",
            "Exercise of public authority: sections 13 and 14 of the Ordinance (1998:899) on hazardous activities",
        ),
    ),
    steps=(WORK, PROPERTY, SYSTEM, CONTACT),
)

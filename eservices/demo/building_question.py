"""Fråga om bygglov: login is optional; a stop sends some to another service."""

from eservices.demo.builder import DemoService, choice_id, choices, pair, question, reading, step, when

PLANS = {
    "new": ("Bygga nytt", "Build something new"),
    "extend": ("Bygga till eller om", "Extend or rebuild"),
    "demolish": ("Riva", "Demolish"),
    "sign": ("Sätta upp skylt eller mur", "Put up a sign or a wall"),
}
AREAS = {
    "plan": ("Inom detaljplan", "Within a detailed plan"),
    "outside": ("Utanför detaljplan", "Outside a detailed plan"),
    "unsure": ("Vet inte", "Do not know"),
}

SERVICE = DemoService(
    slug="fraga-om-bygglov",
    unit="Bygg och miljö",
    retention=("Frågor om bygglov", 12, "Bygg- och miljönämndens dokumenthanteringsplan"),
    texts={
        "login": "optional",
        "minutes": 5,
        **pair("title", ("Fråga om bygglov", "Ask about a building permit")),
        **pair(
            "summary",
            (
                "Få veta om det du vill bygga, ändra eller riva kräver lov.",
                "Find out whether what you plan needs a permit.",
            ),
        ),
        **pair(
            "description",
            (
                "<p>Beskriv vad du vill göra och var. En handläggare svarar. Svaret är råd, inte ett beslut.</p>",
                "<p>Describe what you want to do and where. A caseworker answers with advice, not a decision.</p>",
            ),
        ),
        **pair(
            "needs",
            (
                "<ul><li>Fastighetens adress eller beteckning</li></ul>",
                "<ul><li>The address or designation of the property</li></ul>",
            ),
        ),
        **pair("cost", ("Kostar ingenting", "Free of charge")),
        **pair(
            "afterwards",
            ("<p>Du får svar inom tio arbetsdagar.</p>", "<p>You will have an answer within ten working days.</p>"),
        ),
        **pair(
            "purpose",
            ("Uppgifterna behövs för att svara på din fråga.", "We need the information to answer your question."),
        ),
        **pair(
            "legal_basis",
            (
                "Uppgift av allmänt intresse: service enligt 6 § förvaltningslagen (2017:900)",
                "Task in the public interest: section 6 of the Administrative Procedure Act (2017:900)",
            ),
        ),
    },
    steps=(
        step(
            "bq-plan",
            ("Vad vill du göra?", "What do you want to do?"),
            question(
                "single_choice", "bq-kind", ("Jag vill", "I want to"), choices=choices("bq-kind", PLANS), style="radio"
            ),
            reading(
                "stop",
                "bq-stop",
                ("Rivning anmäls på papper", "Demolition is notified on paper"),
                (
                    "<p>Vi kan inte ta emot det här. Ring Medborgarservice, 0224-360 00, så får du blanketten.</p>",
                    "<p>We cannot take this here. Call the service desk, +46 224 360 00, for the form.</p>",
                ),
                show_when=when("bq-kind", "equals", choice_id("bq-kind", "demolish")),
            ),
            question(
                "long_text", "bq-what", ("Beskriv vad du vill göra", "Describe what you want to do"), max_length=4000
            ),
            question(
                "file",
                "bq-drawing",
                ("Ritning eller foto", "Drawing or photograph"),
                required=False,
                hint=(
                    "En skiss för hand räcker. Fotografera den gärna.",
                    "A sketch by hand will do. A photograph of it is fine.",
                ),
                kinds=["pdf", "image"],
                max_mb=10,
                max_count=5,
            ),
            question(
                "amount",
                "bq-cost",
                ("Ungefärlig kostnad", "Approximate cost"),
                required=False,
                hint=("I kronor. Gissa om du inte vet.", "In kronor. Guess if you do not know."),
            ),
        ),
        step(
            "bq-where",
            ("Var?", "Where?"),
            question(
                "short_text",
                "bq-property",
                ("Fastighetens adress eller beteckning", "Address or designation of the property"),
                max_length=200,
            ),
            question(
                "single_choice",
                "bq-area",
                ("Ligger den inom detaljplan?", "Is it within a detailed plan?"),
                choices=choices("bq-area", AREAS),
                style="select",
            ),
            question(
                "number",
                "bq-size",
                ("Ny byggnadsyta", "New building area"),
                required=False,
                decimals=1,
                unit="m²",
                unit_en="m²",
                minimum="0",
            ),
        ),
        step(
            "bq-contact",
            ("Så når vi dig", "How we reach you"),
            question("short_text", "bq-name", ("Namn", "Name"), max_length=120),
            question("email", "bq-email", ("E-post", "E-mail"), receipt=True),
            question("phone", "bq-phone", ("Telefon", "Telephone"), required=False),
            question("yes_no", "bq-company", ("Frågar du för ett företag?", "Are you asking for a company?")),
            question(
                "organisation_number",
                "bq-orgnr",
                ("Organisationsnummer", "Organisation number"),
                show_when=when("bq-company", "equals", "yes"),
            ),
        ),
    ),
)

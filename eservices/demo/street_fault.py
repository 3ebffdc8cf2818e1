"""Felanmälan gata och park: no login, few questions, quick."""

from eservices.demo.builder import DemoService, choices, pair, question, step

FAULTS = {
    "light": ("Gatlampa som inte lyser", "Street light that is out"),
    "hole": ("Hål i gatan", "Pothole"),
    "litter": ("Nedskräpning", "Litter"),
    "playground": ("Trasig lekplats", "Broken playground"),
    "other": ("Något annat", "Something else"),
}

SERVICE = DemoService(
    slug="felanmalan-gata-och-park",
    unit="Kommunstyrelsens kansli",
    retention=("Felanmälan", 3, "Kommunstyrelsens dokumenthanteringsplan"),
    texts={
        "login": "none",
        "minutes": 3,
        **pair("title", ("Felanmälan gata och park", "Report a fault in a street or park")),
        **pair("summary", ("Tala om för oss när något är trasigt ute.", "Tell us when something outdoors is broken.")),
        **pair(
            "description",
            (
                "<p>Är det bråttom, till exempel om någon kan skada sig? Ring i stället 0224-360 00.</p>",
                "<p>Is it urgent, for instance if somebody may get hurt? Call +46 224 360 00 instead.</p>",
            ),
        ),
        **pair(
            "needs",
            (
                "<ul><li>Platsen</li><li>Gärna en bild</li></ul>",
                "<ul><li>The place</li><li>A picture, if you have one</li></ul>",
            ),
        ),
        **pair(
            "afterwards",
            (
                "<p>Vi tittar på felet inom tre arbetsdagar.</p>",
                "<p>We look at the fault within three working days.</p>",
            ),
        ),
        **pair("cost", ("Kostar ingenting", "Free of charge")),
        **pair(
            "purpose",
            ("Uppgifterna behövs för att hitta och laga felet.", "We need the information to find and mend the fault."),
        ),
        **pair(
            "legal_basis",
            (
                "Uppgift av allmänt intresse: skötsel av gator, parker och lekplatser",
                "Task in the public interest: care of streets, parks and playgrounds",
            ),
        ),
    },
    steps=(
        step(
            "sf-what",
            ("Felet", "The fault"),
            question(
                "single_choice",
                "sf-kind",
                ("Vad är fel?", "What is wrong?"),
                choices=choices("sf-kind", FAULTS),
                style="radio",
            ),
            question(
                "short_text",
                "sf-where",
                ("Var?", "Where?"),
                hint=("Gata och nummer, eller det närmaste du vet.", "Street and number, or the nearest you know."),
                max_length=200,
            ),
            question("long_text", "sf-more", ("Beskriv felet", "Describe the fault"), required=False, max_length=2000),
            question(
                "file",
                "sf-picture",
                ("Bild på felet", "Picture of the fault"),
                required=False,
                hint=(
                    "Undvik att få med människor och bilar i bilden.",
                    "Please keep people and cars out of the picture.",
                ),
                kinds=["image"],
                max_mb=10,
                max_count=3,
            ),
        ),
        step(
            "sf-contact",
            ("Vill du ha besked?", "Do you want to hear from us?"),
            question(
                "email",
                "sf-email",
                ("E-post", "E-mail"),
                required=False,
                receipt=True,
                hint=("Lämna tomt om du vill vara anonym.", "Leave empty to stay anonymous."),
            ),
        ),
    ),
)

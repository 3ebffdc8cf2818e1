"""Ansök om bidrag till förening: figures, a pattern for the giro number, and the association's papers."""

from eservices.demo.builder import DemoService, choice_id, choices, described, pair, question, reading, step, when

ROLES = {
    "chair": ("Ordförande", "Chair"),
    "treasurer": ("Kassör", "Treasurer"),
    "other": ("Något annat", "Something else"),
}
ACTIVITIES = {
    "sport": ("Idrott", "Sport"),
    "culture": ("Musik, teater eller konst", "Music, theatre or art"),
    "outdoor": ("Friluftsliv", "Outdoor life"),
    "meeting": ("Mötesplats för bygden", "Meeting place for the neighbourhood"),
}
GRANTS = {
    "activity": ("Bidrag till verksamheten", "Support for activities"),
    "premises": ("Bidrag till lokal", "Support for premises"),
    "project": ("Bidrag till ett projekt", "Support for a project"),
}


def _project() -> dict[str, str]:
    return when("as-grant", "equals", choice_id("as-grant", "project"))


ASSOCIATION = step(
    "as-association",
    ("Föreningen", "The association"),
    question("short_text", "as-name", ("Föreningens namn", "Name of the association"), max_length=120),
    question("organisation_number", "as-orgnr", ("Organisationsnummer", "Organisation number")),
    question("web_address", "as-site", ("Webbplats", "Website"), required=False),
    question("person", "as-person", ("Kontaktperson", "Contact person")),
    question(
        "single_choice",
        "as-role",
        ("Vad är du i föreningen?", "What are you in the association?"),
        choices=choices("as-role", ROLES),
        style="radio",
    ),
    question(
        "file",
        "as-authority",
        ("Fullmakt från styrelsen", "Authority from the board"),
        hint=("Ett protokoll där styrelsen utser dig räcker.", "Minutes where the board appoints you will do."),
        show_when=when("as-role", "equals", choice_id("as-role", "other")),
        kinds=["pdf", "image"],
        max_mb=10,
        max_count=2,
    ),
    question("email", "as-email", ("E-post", "E-mail"), receipt=True),
    question("phone", "as-phone", ("Telefon", "Telephone")),
)
ACTIVITY = step(
    "as-activity",
    ("Verksamheten", "The activities"),
    question(
        "several_choices",
        "as-kinds",
        ("Vad gör ni?", "What do you do?"),
        choices=choices("as-kinds", ACTIVITIES),
        minimum=1,
    ),
    question(
        "number",
        "as-members",
        ("Hur många medlemmar har ni?", "How many members do you have?"),
        minimum="1",
        unit="medlemmar",
        unit_en="members",
    ),
    question(
        "number",
        "as-young",
        ("Hur många av dem är 7–20 år?", "How many of them are aged 7–20?"),
        minimum="0",
        unit="medlemmar",
        unit_en="members",
    ),
    question(
        "long_text",
        "as-describe",
        ("Beskriv det senaste året", "Describe the past year"),
        hint=("Kort räcker. Ni bifogar berättelsen sedan.", "Briefly. You attach the report later on."),
        max_length=3000,
    ),
)
GRANT = step(
    "as-grant-step",
    ("Bidraget", "The support"),
    question(
        "single_choice",
        "as-grant",
        ("Vilket bidrag söker ni?", "Which support do you apply for?"),
        choices=choices("as-grant", GRANTS),
        style="radio",
    ),
    question(
        "long_text",
        "as-project",
        ("Beskriv projektet", "Describe the project"),
        hint=("Vad, för vem och hur vet ni att det lyckades?", "What, for whom, and how will you know it succeeded?"),
        show_when=_project(),
        max_length=4000,
    ),
    question(
        "date",
        "as-begins",
        ("När börjar projektet?", "When does the project begin?"),
        show_when=_project(),
        when="future",
    ),
    question("amount", "as-amount", ("Hur mycket söker ni?", "How much do you apply for?"), minimum="1"),
    question(
        "short_text",
        "as-giro",
        ("Bankgiro", "Bank giro"),
        hint=("Sju eller åtta siffror, till exempel 123-4567.", "Seven or eight digits, for example 123-4567."),
        max_length=9,
        pattern=r"[0-9]{3,4}-[0-9]{4}",
        **pair("pattern_message", ("Skriv bankgirot så här: 123-4567.", "Write the giro number like this: 123-4567.")),
    ),
)
PAPERS = step(
    "as-papers",
    ("Bilagor", "Attachments"),
    question(
        "file",
        "as-minutes",
        ("Protokoll från årsmötet", "Minutes of the annual meeting"),
        kinds=["pdf", "image", "text"],
        max_mb=10,
        max_count=3,
    ),
    question(
        "file",
        "as-accounts",
        ("Bokslut och verksamhetsberättelse", "Accounts and annual report"),
        kinds=["pdf", "text", "sheet"],
        max_mb=10,
        max_count=5,
    ),
    question(
        "yes_no",
        "as-together",
        ("Ska någon mer skriva under för föreningen?", "Is somebody else to sign for the association?"),
        hint=("Se efter i stadgarna.", "See the association's rules."),
    ),
    question(
        "party",
        "as-second",
        ("Den andra som tecknar firma", "The other authorised signatory"),
        hint=(
            "Vi skickar en fråga om underskrift till e-postadressen när du har skrivit under.",
            "We send a request to sign to the e-mail address when you have signed.",
        ),
        show_when=when("as-together", "equals", "yes"),
    ),
    reading(
        "consent",
        "as-consent",
        ("Jag får söka bidrag för föreningen", "I may apply for support on the association's behalf"),
        (
            "<p>Kommunen kan begära tillbaka bidrag som har betalats ut på fel uppgifter.</p>",
            "<p>The municipality may reclaim support that was paid out on wrong information.</p>",
        ),
    ),
)

SERVICE = DemoService(
    slug="foreningsbidrag",
    unit="Kultur och fritid",
    retention=("Föreningsbidrag", 84, "Kultur- och fritidsnämndens dokumenthanteringsplan"),
    texts=described(
        "required",
        15,
        title=("Ansök om bidrag till förening", "Apply for support to an association"),
        summary=(
            "För föreningar i kommunen som är öppna för alla.",
            "For associations in the municipality that are open to all.",
        ),
        description=(
            "<p>Ni kan söka bidrag till verksamheten, till en lokal eller till ett projekt. Ordförande eller kassör "
            "ansöker, eller den som styrelsen utser.</p>",
            "<p>You can apply for support for activities, premises or a project. The chair or treasurer applies, or "
            "whoever the board appoints.</p>",
        ),
        needs=(
            "<ul><li>Organisationsnummer och bankgiro</li><li>Protokoll från årsmötet</li>"
            "<li>Bokslut och verksamhetsberättelse</li></ul>",
            "<ul><li>Organisation number and bank giro</li><li>Minutes of the annual meeting</li>"
            "<li>Accounts and annual report</li></ul>",
        ),
        cost=("Kostar ingenting", "Free of charge"),
        afterwards=(
            "<p>Nämnden beslutar inom åtta veckor. Pengarna kommer inom två veckor efter beslutet.</p>",
            "<p>The committee decides within eight weeks. The money comes within two weeks of the decision.</p>",
        ),
        purpose=(
            "Uppgifterna behövs för att pröva ansökan och betala ut bidraget.",
            "We need the information to consider the application and to pay.",
        ),
        legal_basis=(
            "Uppgift av allmänt intresse: 2 kap. 1 § kommunallagen (2017:725)",
            "Task in the public interest: chapter 2, section 1 of the Local Government Act (2017:725)",
        ),
    )
    | {"signature_level": "signature"},
    steps=(ASSOCIATION, ACTIVITY, GRANT, PAPERS),
)

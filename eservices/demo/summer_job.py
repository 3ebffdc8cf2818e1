"""Sök sommarjobb: the time to apply has run out, so it is closed; who had begun may still send it in."""

from eservices.demo.builder import DemoService, choices, described, question, reading, step, when

WORKPLACES = {
    "preschool": ("Förskola", "Preschool"),
    "care": ("Äldreboende", "Home for the elderly"),
    "parks": ("Park och gata", "Parks and streets"),
    "library": ("Bibliotek", "Library"),
}

SERVICE = DemoService(
    slug="sommarjobb",
    unit="Kommunstyrelsens kansli",
    retention=("Sommarjobb", 24, "Kommunstyrelsens dokumenthanteringsplan"),
    texts=described(
        "required",
        5,
        title=("Sök sommarjobb", "Apply for a summer job"),
        summary=("För dig som fyller 16, 17 eller 18 år i år.", "If you turn 16, 17 or 18 this year."),
        description=(
            "<p>Du arbetar tre veckor på en av kommunens arbetsplatser.</p>",
            "<p>You work for three weeks at one of the municipality's workplaces.</p>",
        ),
        needs=("<ul><li>E-legitimation</li></ul>", "<ul><li>An e-ID</li></ul>"),
        cost=("Kostar ingenting", "Free of charge"),
        afterwards=(
            "<p>Vi lottar platserna. Du får besked i april.</p>",
            "<p>We draw lots. You will hear from us in April.</p>",
        ),
        purpose=("Uppgifterna behövs för att fördela jobben.", "We need the information to give out the jobs."),
        legal_basis=(
            "Uppgift av allmänt intresse: 2 kap. 1 § kommunallagen (2017:725)",
            "Task in the public interest: chapter 2, section 1 of the Local Government Act (2017:725)",
        ),
        closed_reason=(
            "Ansökningstiden är slut. Nästa gång öppnar vi i januari.",
            "The time to apply is over. We open again in January.",
        ),
    ),
    steps=(
        step(
            "sj-you",
            ("Du som söker", "You who apply"),
            question("person", "sj-person", ("Sökande", "Applicant")),
            question("email", "sj-email", ("E-post", "E-mail"), receipt=True),
            question("phone", "sj-phone", ("Telefon", "Telephone")),
            question("yes_no", "sj-worked", ("Har du sommarjobbat hos oss förut?", "Have you worked for us before?")),
        ),
        step(
            "sj-wishes",
            ("Dina önskemål", "Your wishes"),
            question(
                "several_choices",
                "sj-places",
                ("Var vill du arbeta?", "Where do you want to work?"),
                hint=("Välj ett eller två.", "Choose one or two."),
                choices=choices("sj-places", WORKPLACES),
                minimum=1,
                maximum=2,
            ),
            question(
                "long_text",
                "sj-about",
                ("Berätta om dig själv", "Tell us about yourself"),
                required=False,
                max_length=1000,
            ),
            reading(
                "information",
                "sj-again",
                ("Alla har samma chans", "Everybody has the same chance"),
                (
                    "<p>De som inte har jobbat hos oss förut får plats först.</p>",
                    "<p>Those who have not worked for us before come first.</p>",
                ),
                show_when=when("sj-worked", "equals", "yes"),
            ),
        ),
    ),
    closed=True,
)

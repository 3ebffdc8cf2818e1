"""Ansök om skolskjuts: login required, conditions, a declaration."""

from eservices.demo.builder import DemoService, choice_id, choices, pair, question, reading, step, when

REASONS = {
    "distance": ("Vägen är lång", "It is a long way"),
    "traffic": ("Vägen är farlig", "The road is dangerous"),
    "disability": ("Funktionsnedsättning", "A disability"),
    "two_homes": ("Barnet bor växelvis", "The child lives in two homes"),
}

SERVICE = DemoService(
    slug="skolskjuts",
    unit="Barn och utbildning",
    retention=("Skolskjuts", 24, "Barn- och utbildningsnämndens dokumenthanteringsplan"),
    texts={
        "login": "required",
        "minutes": 10,
        **pair("title", ("Ansök om skolskjuts", "Apply for school transport")),
        **pair(
            "summary",
            (
                "För elever i grundskolan som inte kan ta sig till skolan på egen hand.",
                "For pupils who cannot get to school on their own.",
            ),
        ),
        **pair(
            "description",
            (
                "<p>Du ansöker för ett läsår i taget. Ansökan görs av vårdnadshavare.</p>",
                "<p>You apply for one school year at a time. A parent or custodian applies.</p>",
            ),
        ),
        **pair(
            "needs",
            (
                "<ul><li>Barnets personnummer</li><li>Adressen som barnet åker från</li></ul>",
                "<ul><li>The child's personal identity number</li><li>The address the child travels from</li></ul>",
            ),
        ),
        **pair("cost", ("Kostar ingenting", "Free of charge")),
        **pair(
            "afterwards",
            (
                "<p>Du får ett beslut inom fyra veckor. Vi hör av oss om något saknas.</p>",
                "<p>You will have a decision within four weeks. We contact you if anything is missing.</p>",
            ),
        ),
        **pair(
            "purpose",
            (
                "Uppgifterna behövs för att pröva rätten till skolskjuts och för att planera resorna.",
                "We need the information to decide on school transport and to plan the journeys.",
            ),
        ),
        **pair(
            "legal_basis",
            (
                "Myndighetsutövning: 10 kap. 32 § skollagen (2010:800)",
                "Exercise of public authority: chapter 10, section 32 of the Education Act (2010:800)",
            ),
        ),
    },
    steps=(
        step(
            "st-custodian",
            ("Du som ansöker", "You who apply"),
            question("person", "st-person", ("Vårdnadshavare", "Custodian")),
            question(
                "email",
                "st-email",
                ("E-post", "E-mail"),
                hint=("Hit skickar vi kvittensen.", "We send the receipt here."),
                required=False,
                receipt=True,
            ),
            question(
                "phone",
                "st-phone",
                ("Telefon", "Telephone"),
                hint=("Så att skolan och chauffören når dig.", "So that the school and the driver can reach you."),
            ),
        ),
        step(
            "st-child",
            ("Barnet", "The child"),
            question("short_text", "st-name", ("Barnets namn", "The child's name"), max_length=120),
            question(
                "personal_number",
                "st-number",
                ("Barnets personnummer", "The child's personal identity number"),
                hint=("ÅÅÅÅMMDD-NNNN", "YYYYMMDD-NNNN"),
            ),
            question("short_text", "st-school", ("Skola", "School"), max_length=120),
            question(
                "number",
                "st-grade",
                ("Årskurs till hösten", "School year in the autumn"),
                minimum="0",
                maximum="9",
                hint=("Skriv 0 för förskoleklass.", "Write 0 for the preschool class."),
            ),
        ),
        step(
            "st-route",
            ("Resan", "The journey"),
            question("postal_address", "st-from", ("Adress som barnet åker från", "Address the child travels from")),
            question(
                "several_choices",
                "st-reasons",
                ("Varför behövs skolskjuts?", "Why is school transport needed?"),
                choices=choices("st-reasons", REASONS),
                minimum=1,
            ),
            question(
                "long_text",
                "st-needs",
                ("Vad behöver den som kör veta?", "What does the driver need to know?"),
                hint=("Till exempel om rullstol eller ledsagare.", "For example about a wheelchair or an escort."),
                show_when=when("st-reasons", "contains", choice_id("st-reasons", "disability")),
                max_length=2000,
            ),
            question(
                "file",
                "st-certificate",
                ("Intyg om funktionsnedsättningen", "Certificate of the disability"),
                hint=(
                    "Från läkare eller skola. Du kan skicka det senare.",
                    "From a doctor or the school. May come later.",
                ),
                required=False,
                show_when=when("st-reasons", "contains", choice_id("st-reasons", "disability")),
                kinds=["pdf", "image"],
                max_mb=10,
                max_count=3,
            ),
            question(
                "yes_no", "st-two", ("Åker barnet från två adresser?", "Does the child travel from two addresses?")
            ),
            question(
                "postal_address",
                "st-second",
                ("Den andra adressen", "The other address"),
                show_when=when("st-two", "equals", "yes"),
            ),
            question("date", "st-start", ("Från och med", "Starting on"), when="future"),
        ),
        step(
            "st-declare",
            ("Försäkran", "Declaration"),
            reading(
                "information",
                "st-info",
                ("Om något ändras", "If something changes"),
                (
                    "<p>Flyttar barnet eller byter skola måste du ansöka på nytt.</p>",
                    "<p>If the child moves or changes schools you must apply again.</p>",
                ),
            ),
            reading(
                "consent",
                "st-consent",
                ("Jag försäkrar att uppgifterna stämmer", "I declare that the information is correct"),
                (
                    "<p>Den som lämnar oriktiga uppgifter kan bli skyldig att betala tillbaka kostnaden.</p>",
                    "<p>Whoever gives false information may have to pay back the cost.</p>",
                ),
            ),
        ),
    ),
)

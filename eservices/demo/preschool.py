"""Ansök om plats i förskola: a child with any kind of number or none, and what the place is needed for."""

from eservices.demo.builder import DemoService, choice_id, choices, described, question, reading, step, when

NUMBERS = {
    "personal": ("Personnummer", "A personal identity number"),
    "coordination": ("Samordningsnummer", "A coordination number"),
    "none": ("Inget svenskt nummer än", "No Swedish number yet"),
}
PRESCHOOLS = {
    "heby": ("Förskolan Vitsippan, Heby", "Vitsippan preschool, Heby"),
    "harbo": ("Förskolan Tranan, Harbo", "Tranan preschool, Harbo"),
    "vittinge": ("Förskolan Linden, Vittinge", "Linden preschool, Vittinge"),
    "nearest": ("Den förskola som ligger närmast", "The preschool nearest to us"),
}
REASONS = {
    "work": ("Jag arbetar eller studerar", "I work or study"),
    "leave": (
        "Jag är föräldraledig med syskon eller söker arbete",
        "I am on parental leave with a sibling, or looking for work",
    ),
    "general": ("Barnet ska gå i allmän förskola", "The child will attend general preschool"),
}


def _number(kind: str) -> dict[str, str]:
    return when("pp-number-kind", "equals", choice_id("pp-number-kind", kind))


def _reason(kind: str) -> dict[str, str]:
    return when("pp-reason", "equals", choice_id("pp-reason", kind))


APPLICANT = step(
    "pp-custodian",
    ("Du som ansöker", "You who apply"),
    question("person", "pp-person", ("Vårdnadshavare", "Custodian")),
    question(
        "email",
        "pp-email",
        ("E-post", "E-mail"),
        hint=("Hit skickar vi kvittensen.", "We send the receipt here."),
        receipt=True,
    ),
    question("phone", "pp-phone", ("Telefon", "Telephone")),
    question("yes_no", "pp-joint", ("Har barnet en vårdnadshavare till?", "Does the child have another custodian?")),
    question(
        "short_text",
        "pp-other",
        ("Den andra vårdnadshavarens namn", "The other custodian's name"),
        hint=("Ni behöver vara överens om platsen.", "You need to agree about the place."),
        show_when=when("pp-joint", "equals", "yes"),
        max_length=120,
    ),
)
CHILD = step(
    "pp-child",
    ("Barnet", "The child"),
    question("short_text", "pp-name", ("Barnets namn", "The child's name"), max_length=120),
    question(
        "single_choice",
        "pp-number-kind",
        ("Vilket nummer har barnet?", "Which number does the child have?"),
        choices=choices("pp-number-kind", NUMBERS),
        style="radio",
    ),
    question(
        "personal_number",
        "pp-number",
        ("Barnets personnummer", "The child's personal identity number"),
        hint=("ÅÅÅÅMMDD-NNNN", "YYYYMMDD-NNNN"),
        show_when=_number("personal"),
    ),
    question(
        "coordination_number",
        "pp-coordination",
        ("Barnets samordningsnummer", "The child's coordination number"),
        hint=("ÅÅÅÅMMDD-NNNN, där 60 är lagt till dagen.", "YYYYMMDD-NNNN, with 60 added to the day."),
        show_when=_number("coordination"),
    ),
    question(
        "date", "pp-born", ("När är barnet fött?", "When was the child born?"), show_when=_number("none"), when="past"
    ),
    question("postal_address", "pp-home", ("Barnets adress", "The child's address")),
)
PLACE = step(
    "pp-place",
    ("Platsen", "The place"),
    question(
        "several_choices",
        "pp-wishes",
        ("Vilka förskolor önskar du?", "Which preschools do you prefer?"),
        hint=("Välj en till tre.", "Choose one to three."),
        choices=choices("pp-wishes", PRESCHOOLS),
        minimum=1,
        maximum=3,
    ),
    question(
        "date",
        "pp-start",
        ("När ska barnet börja?", "When should the child begin?"),
        hint=("Tidigast när barnet har fyllt ett år.", "At one year of age at the earliest."),
        when="future",
    ),
    question(
        "single_choice",
        "pp-reason",
        ("Varför behöver barnet en plats?", "Why does the child need a place?"),
        choices=choices("pp-reason", REASONS),
        style="radio",
    ),
    question(
        "number",
        "pp-hours",
        ("Hur många timmar i veckan?", "How many hours a week?"),
        hint=("Din arbetstid eller studietid och restid.", "Your hours of work or study, and travelling."),
        show_when=_reason("work"),
        minimum="1",
        maximum="80",
        unit="timmar",
        unit_en="hours",
    ),
    reading(
        "information",
        "pp-fifteen",
        ("Så mycket kan barnet vara i förskolan", "How long the child can be at preschool"),
        (
            "<p>Barnet får minst tre timmar om dagen eller 15 timmar i veckan.</p>",
            "<p>The child has at least three hours a day or 15 hours a week.</p>",
        ),
        show_when=_reason("leave"),
    ),
    reading(
        "information",
        "pp-general",
        ("Allmän förskola är gratis", "General preschool is free of charge"),
        (
            "<p>Den är för barn från höstterminen det år de fyller tre. Den är minst 525 timmar om året.</p>",
            "<p>It is for children from the autumn term of the year they turn three, at least 525 hours a year.</p>",
        ),
        show_when=_reason("general"),
    ),
)
NEEDS = step(
    "pp-needs",
    ("Barnets behov", "The child's needs"),
    question(
        "yes_no",
        "pp-diet",
        ("Behöver barnet specialkost eller särskilt stöd?", "Does the child need a special diet or support?"),
    ),
    question(
        "long_text",
        "pp-diet-more",
        ("Berätta vad barnet behöver", "Tell us what the child needs"),
        hint=("Skriv bara det som personalen behöver veta.", "Write only what the staff need to know."),
        show_when=when("pp-diet", "equals", "yes"),
        max_length=2000,
    ),
    question(
        "file",
        "pp-certificate",
        ("Intyg", "Certificate"),
        hint=("Till exempel från barnets läkare.", "From the child's doctor, for example."),
        required=False,
        show_when=when("pp-diet", "equals", "yes"),
        kinds=["pdf", "image"],
        max_mb=10,
        max_count=3,
    ),
    reading(
        "consent",
        "pp-consent",
        ("Jag försäkrar att uppgifterna stämmer", "I declare that the information is correct"),
        (
            "<p>Säg till om något ändras, till exempel din arbetstid.</p>",
            "<p>Tell us if anything changes, for example your working hours.</p>",
        ),
    ),
)

SERVICE = DemoService(
    slug="forskoleplats",
    unit="Barn och utbildning",
    retention=("Förskoleplats", 24, "Barn- och utbildningsnämndens dokumenthanteringsplan"),
    texts=described(
        "required",
        10,
        title=("Ansök om plats i förskola", "Apply for a preschool place"),
        summary=("För barn från ett år som bor i kommunen.", "For children from the age of one who live here."),
        description=(
            "<p>Du kan söka när som helst på året. Barnet erbjuds en plats inom fyra månader från ansökan.</p>",
            "<p>You can apply at any time of the year. The child is offered a place within four months.</p>",
        ),
        needs=(
            "<ul><li>Barnets personnummer, om barnet har ett</li><li>Den dag som barnet ska börja</li>"
            "<li>Ett intyg om barnet behöver specialkost</li></ul>",
            "<ul><li>The child's personal identity number, if there is one</li><li>The day the child should begin</li>"
            "<li>A certificate if the child needs a special diet</li></ul>",
        ),
        cost=(
            "Gratis att ansöka. Platsen kostar enligt maxtaxan.",
            "Applying is free. The place has an income-based fee.",
        ),
        afterwards=(
            "<p>Du får ett erbjudande senast en månad innan barnet ska börja. Svara inom tio dagar.</p>",
            "<p>You will have an offer at least a month before the child begins. Answer within ten days.</p>",
        ),
        purpose=(
            "Uppgifterna behövs för att erbjuda barnet en plats och planera verksamheten.",
            "We need the information to offer the child a place and to plan.",
        ),
        legal_basis=(
            "Uppgift av allmänt intresse: 8 kap. skollagen (2010:800)",
            "Task in the public interest: chapter 8 of the Education Act (2010:800)",
        ),
    ),
    steps=(APPLICANT, CHILD, PLACE, NEEDS),
)

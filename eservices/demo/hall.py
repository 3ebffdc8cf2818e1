"""Boka hall eller lokal: login is optional, for persons, associations and companies."""

from eservices.demo.builder import DemoService, choice_id, choices, described, question, reading, step, when

HALLS = {
    "heby": ("Heby sporthall", "Heby sports hall"),
    "harbo": ("Harbo gymnastiksal", "Harbo gymnasium"),
    "vittinge": ("Vittinge samlingssal", "Vittinge assembly hall"),
    "library": ("Studierum på biblioteket i Heby", "Study room at Heby library"),
}
EQUIPMENT = {
    "goals": ("Mål och nät", "Goals and nets"),
    "chairs": ("Stolar och bord", "Chairs and tables"),
    "sound": ("Högtalare och mikrofon", "Loudspeakers and microphone"),
    "projector": ("Projektor", "Projector"),
}
BOOKERS = {
    "association": ("En förening", "An association"),
    "company": ("Ett företag", "A company"),
    "private": ("Mig själv", "Myself"),
}

WHAT = step(
    "rh-what",
    ("Lokal och tid", "Hall and time"),
    question(
        "single_choice",
        "rh-hall",
        ("Vilken lokal?", "Which hall?"),
        choices=choices("rh-hall", HALLS),
        style="select",
    ),
    question("date", "rh-day", ("Vilken dag?", "Which day?"), when="future"),
    question("time", "rh-from", ("Från klockan", "From"), hint=("Till exempel 18.00.", "For example 18:00.")),
    question("time", "rh-until", ("Till klockan", "Until"), hint=("Räkna in tid att städa.", "Allow time to tidy up.")),
    question("yes_no", "rh-weekly", ("Vill du ha samma tid varje vecka?", "Do you want the same time every week?")),
    question(
        "date",
        "rh-last",
        ("Sista dagen", "Last day"),
        show_when=when("rh-weekly", "equals", "yes"),
        when="future",
    ),
    question(
        "number",
        "rh-people",
        ("Hur många kommer?", "How many will come?"),
        minimum="1",
        maximum="500",
        unit="personer",
        unit_en="people",
    ),
    question(
        "several_choices",
        "rh-equipment",
        ("Vad behöver ni låna?", "What do you need to borrow?"),
        required=False,
        choices=choices("rh-equipment", EQUIPMENT),
    ),
)
WHO = step(
    "rh-who",
    ("Den som bokar", "Who books"),
    question(
        "single_choice",
        "rh-booker",
        ("Jag bokar för", "I book for"),
        choices=choices("rh-booker", BOOKERS),
        style="radio",
    ),
    question(
        "organisation",
        "rh-acts-for",
        ("Föreningen eller företaget", "The association or company"),
        hint=(
            "Du bokar för dess räkning. Rollen är din egen uppgift.",
            "You book on its behalf. The role is your word.",
        ),
        show_when=when("rh-booker", "not_equals", choice_id("rh-booker", "private")),
    ),
    question(
        "web_address",
        "rh-site",
        ("Föreningens webbplats", "The association's website"),
        required=False,
        show_when=when("rh-booker", "equals", choice_id("rh-booker", "association")),
    ),
    question("short_text", "rh-name", ("Kontaktperson", "Contact person"), max_length=120),
    question("email", "rh-email", ("E-post", "E-mail"), receipt=True),
    question(
        "phone",
        "rh-phone",
        ("Telefon", "Telephone"),
        hint=("Vaktmästaren ringer om något händer.", "The caretaker calls if something happens."),
    ),
    question("postal_address", "rh-invoice", ("Adress för fakturan", "Address for the invoice")),
)
TERMS = step(
    "rh-terms",
    ("Regler", "Rules"),
    reading(
        "information",
        "rh-request",
        ("Det här är en förfrågan", "This is a request"),
        (
            "<p>Lokalen är bokad först när du har fått vårt svar.</p>",
            "<p>The hall is booked only when you have had our answer.</p>",
        ),
    ),
    reading(
        "consent",
        "rh-consent",
        ("Jag följer reglerna för lokalen", "I follow the rules of the hall"),
        (
            "<ul><li>Den som bokar är minst 18 år och ansvarar för nyckeln.</li>"
            "<li>Avboka senast tre dagar före, annars får du betala.</li></ul>",
            "<ul><li>Whoever books is at least 18 and answers for the key.</li>"
            "<li>Cancel at least three days before, or you will have to pay.</li></ul>",
        ),
    ),
)

SERVICE = DemoService(
    slug="boka-lokal",
    unit="Kultur och fritid",
    retention=("Bokning av lokal", 24, "Kultur- och fritidsnämndens dokumenthanteringsplan"),
    texts=described(
        "optional",
        6,
        title=("Boka hall eller lokal", "Book a hall or a room"),
        summary=(
            "För träning, möten och kalas i kommunens lokaler.",
            "For training, meetings and parties in the municipality's halls.",
        ),
        description=(
            "<p>Skicka en förfrågan så ser vi om tiden är ledig. Boka minst fem arbetsdagar i förväg.</p>",
            "<p>Send a request and we see if the time is free. Book at least five working days ahead.</p>",
        ),
        needs=(
            "<ul><li>Dag och tid</li><li>Organisationsnummer om du bokar för en förening eller ett företag</li></ul>",
            "<ul><li>Day and time</li><li>Organisation number if you book for an association or a company</li></ul>",
        ),
        cost=("Enligt kommunens taxa. Priset står i vårt svar.", "A set fee. Our answer states the price."),
        afterwards=(
            "<p>Du får svar inom tre arbetsdagar. Nyckeln hämtar du hos Medborgarservice.</p>",
            "<p>You will have an answer within three working days. Fetch the key at the service desk.</p>",
        ),
        purpose=(
            "Uppgifterna behövs för att boka lokalen och skicka fakturan.",
            "We need the information to book the hall and to send the invoice.",
        ),
        legal_basis=(
            "Avtal, eller uppgift av allmänt intresse när en förening bokar",
            "Contract, or task in the public interest when an association books",
        ),
    ),
    steps=(WHAT, WHO, TERMS),
)

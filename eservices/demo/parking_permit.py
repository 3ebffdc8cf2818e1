"""Ansök om parkeringstillstånd för rörelsehindrade: a doctor's certificate and a photograph must be attached."""

from eservices.demo.builder import DemoService, choice_id, choices, described, question, reading, step, when

TRAVELS = {
    "drives": ("Jag kör själv", "I drive myself"),
    "passenger": ("Någon annan kör mig", "Somebody else drives me"),
}
AIDS = {
    "stick": ("Käpp eller kryckor", "Stick or crutches"),
    "walker": ("Rollator", "Walking frame"),
    "wheelchair": ("Rullstol", "Wheelchair"),
}
DURATIONS = {
    "lasting": ("De är varaktiga", "They are lasting"),
    "passing": ("De går över", "They will pass"),
}

APPLICANT = step(
    "pk-applicant",
    ("Du som ansöker", "You who apply"),
    question("person", "pk-person", ("Sökande", "Applicant")),
    question("postal_address", "pk-home", ("Adress", "Address")),
    question(
        "email",
        "pk-email",
        ("E-post", "E-mail"),
        hint=("Hit skickar vi kvittensen.", "We send the receipt here."),
        required=False,
        receipt=True,
    ),
    question("phone", "pk-phone", ("Telefon", "Telephone")),
    question(
        "yes_no",
        "pk-other",
        ("Ska någon annan ha tillståndet?", "Is the permit for somebody else?"),
        hint=("Till exempel ditt barn eller den du är god man för.", "Your child, or a person you act for."),
    ),
    question(
        "short_text",
        "pk-other-name",
        ("Namn på den som ska ha tillståndet", "Name of the person who will have the permit"),
        show_when=when("pk-other", "equals", "yes"),
        max_length=120,
    ),
    question(
        "personal_number",
        "pk-other-number",
        ("Den personens personnummer", "That person's personal identity number"),
        hint=("ÅÅÅÅMMDD-NNNN", "YYYYMMDD-NNNN"),
        show_when=when("pk-other", "equals", "yes"),
    ),
)
MOVING = step(
    "pk-moving",
    ("Så förflyttar du dig", "How you move about"),
    question(
        "single_choice",
        "pk-travels",
        ("Hur åker du bil?", "How do you travel by car?"),
        choices=choices("pk-travels", TRAVELS),
        style="radio",
    ),
    question(
        "long_text",
        "pk-help",
        ("Vilken hjälp behöver du av föraren utanför bilen?", "What help do you need from the driver, out of the car?"),
        hint=("Kan du vänta ensam medan föraren parkerar?", "Can you wait alone while the driver parks?"),
        show_when=when("pk-travels", "equals", choice_id("pk-travels", "passenger")),
        max_length=2000,
    ),
    question(
        "number",
        "pk-metres",
        ("Hur långt kan du gå på plan mark?", "How far can you walk on level ground?"),
        hint=(
            "Med de hjälpmedel du brukar ha. Skriv 0 om du inte kan gå.",
            "With your usual aids. 0 if you cannot walk.",
        ),
        minimum="0",
        maximum="5000",
        unit="meter",
        unit_en="metres",
    ),
    question(
        "several_choices",
        "pk-aids",
        ("Vilka hjälpmedel använder du?", "Which aids do you use?"),
        required=False,
        choices=choices("pk-aids", AIDS),
    ),
    question(
        "single_choice",
        "pk-duration",
        ("Hur länge väntas svårigheterna vara?", "How long will the difficulties last?"),
        choices=choices("pk-duration", DURATIONS),
        style="radio",
    ),
    reading(
        "information",
        "pk-lasting",
        ("Svårigheterna ska vara varaktiga", "The difficulties must be lasting"),
        (
            "<p>Annars får kommunen inte ge ett tillstånd. Du kan ändå få din ansökan prövad.</p>",
            "<p>Otherwise the municipality may not give a permit. You may still apply and have a decision.</p>",
        ),
        show_when=when("pk-duration", "equals", choice_id("pk-duration", "passing")),
    ),
)
EARLIER = step(
    "pk-earlier",
    ("Tidigare tillstånd", "Earlier permit"),
    question("yes_no", "pk-had", ("Har du haft tillstånd förut?", "Have you had a permit before?")),
    question(
        "short_text",
        "pk-permit",
        ("Tillståndets nummer", "Number of the permit"),
        hint=("Står på kortets framsida.", "On the front of the card."),
        required=False,
        show_when=when("pk-had", "equals", "yes"),
        max_length=40,
    ),
    question(
        "date",
        "pk-valid",
        ("Till vilken dag gäller eller gällde det?", "Until which day is it, or was it, valid?"),
        show_when=when("pk-had", "equals", "yes"),
    ),
)
FILES = step(
    "pk-files",
    ("Intyg och foto", "Certificate and photograph"),
    question(
        "file",
        "pk-certificate",
        ("Läkarintyg", "Doctor's certificate"),
        hint=(
            "Det ska säga hur långt du kan gå och hur länge svårigheterna väntas vara.",
            "It must say how far you can walk and how long the difficulties will last.",
        ),
        kinds=["pdf", "image"],
        max_mb=10,
        max_count=3,
    ),
    question(
        "file",
        "pk-photo",
        ("Foto av ansiktet", "Photograph of the face"),
        hint=("Rakt framifrån, som till ett pass. Ett mobilfoto duger.", "Facing the camera. A phone's photo will do."),
        kinds=["image"],
        max_mb=10,
        max_count=1,
    ),
    reading(
        "consent",
        "pk-consent",
        ("Jag försäkrar att uppgifterna stämmer", "I declare that the information is correct"),
        (
            "<p>Tillståndet är personligt. Används det av någon annan kan det dras in.</p>",
            "<p>The permit is personal. It may be withdrawn if somebody else uses it.</p>",
        ),
    ),
)

SERVICE = DemoService(
    slug="parkeringstillstand",
    unit="Bygg och miljö",
    retention=("Parkeringstillstånd", 72, "Bygg- och miljönämndens dokumenthanteringsplan"),
    texts=described(
        "required",
        12,
        title=("Ansök om parkeringstillstånd för rörelsehindrade", "Apply for a disabled parking permit"),
        summary=(
            "För dig som har mycket svårt att gå. Gäller i hela landet i högst fem år.",
            "If it is very hard for you to walk. Valid all over the country for at most five years.",
        ),
        description=(
            "<p>Du söker i den kommun där du är folkbokförd. Du kan få tillstånd om du kör själv, eller om du "
            "regelbundet behöver hjälp av föraren utanför bilen.</p>",
            "<p>You apply where you are registered as living. You can have a permit if you drive, or if you "
            "regularly need the driver's help outside the car.</p>",
        ),
        needs=(
            "<ul><li>Ett läkarintyg</li><li>Ett foto av ansiktet</li><li>Ditt förra tillstånd, om du har haft ett</li>"
            "</ul>",
            "<ul><li>A doctor's certificate</li><li>A photograph of the face</li><li>Your last permit, if you have had "
            "one</li></ul>",
        ),
        cost=(
            "Kostar ingenting. Läkaren kan ta betalt för intyget.",
            "Free. The doctor may charge for the certificate.",
        ),
        afterwards=(
            "<p>Du får ett beslut inom fyra veckor från att vi har allt. Vi ringer om vi behöver veta mer. "
            "I beslutet står hur du överklagar.</p>",
            "<p>You will have a decision within four weeks of our having everything. We call if we need to know more. "
            "The decision tells you how to appeal.</p>",
        ),
        purpose=(
            "Uppgifterna behövs för att pröva rätten till parkeringstillstånd. De handlar delvis om din hälsa.",
            "We need the information to decide on the permit. Some of it is about your health.",
        ),
        legal_basis=(
            "Myndighetsutövning: 13 kap. 8 § trafikförordningen (1998:1276). Hälsouppgifter: 3 kap. 3 § "
            "dataskyddslagen (2018:218)",
            "Exercise of public authority: chapter 13, section 8 of the Road Traffic Ordinance (1998:1276). Health: "
            "chapter 3, section 3 of the Data Protection Act (2018:218)",
        ),
    ),
    steps=(APPLICANT, MOVING, EARLIER, FILES),
)

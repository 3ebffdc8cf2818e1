"""Klaga på något i miljön: no login, may be anonymous; a stop sends some to another authority."""

from eservices.demo.builder import DemoService, choice_id, choices, described, question, reading, step, when

KINDS = {
    "noise": ("Buller", "Noise"),
    "smoke": ("Rök eller lukt", "Smoke or smell"),
    "litter": ("Nedskräpning eller dumpat avfall", "Litter or dumped waste"),
    "spill": ("Utsläpp i mark eller vatten", "A spill into soil or water"),
    "indoor": ("Mögel, fukt eller drag inomhus", "Mould, damp or draught indoors"),
    "animals": ("Djur som far illa", "Animals that are treated badly"),
}
TIMES = {
    "now": ("Hela tiden", "All the time"),
    "daily": ("Varje dag", "Every day"),
    "weekly": ("Några gånger i veckan", "A few times a week"),
    "seldom": ("Mer sällan", "More seldom"),
}


def _kind(kind: str) -> dict[str, str]:
    return when("ec-kind", "equals", choice_id("ec-kind", kind))


WHAT = step(
    "ec-what",
    ("Vad stör?", "What is the trouble?"),
    question(
        "single_choice",
        "ec-kind",
        ("Vad gäller det?", "What is it about?"),
        choices=choices("ec-kind", KINDS),
        style="radio",
    ),
    reading(
        "stop",
        "ec-animals",
        ("Länsstyrelsen tar hand om djurskydd", "The county administrative board handles animal welfare"),
        (
            "<p>Vi kan inte ta emot det här. Anmäl till länsstyrelsen. Ring 112 om det är akut.</p>",
            "<p>We cannot take this here. Report it to the county administrative board. Call 112 if it is urgent.</p>",
        ),
        show_when=_kind("animals"),
    ),
    reading(
        "information",
        "ec-urgent",
        ("Pågår utsläppet nu?", "Is the spill going on now?"),
        ("<p>Ring 112. Gör anmälan här sedan.</p>", "<p>Call 112. Report it here afterwards.</p>"),
        show_when=_kind("spill"),
    ),
    question(
        "yes_no",
        "ec-landlord",
        ("Har du sagt till fastighetsägaren?", "Have you told the owner of the building?"),
        show_when=_kind("indoor"),
    ),
    reading(
        "information",
        "ec-landlord-first",
        ("Säg till fastighetsägaren också", "Tell the owner of the building too"),
        (
            "<p>Ägaren ansvarar för huset och får en chans att rätta felet först.</p>",
            "<p>The owner is responsible for the building and is given a chance to put it right first.</p>",
        ),
        show_when=when("ec-landlord", "equals", "no"),
    ),
    question("long_text", "ec-more", ("Beskriv vad som händer", "Describe what is happening"), max_length=4000),
)
WHERE = step(
    "ec-where",
    ("Var och när", "Where and when"),
    question(
        "short_text",
        "ec-place",
        ("Var är det?", "Where is it?"),
        hint=("Adress, fastighet eller det närmaste du vet.", "Address, property, or the nearest you know."),
        max_length=200,
    ),
    question(
        "short_text",
        "ec-source",
        ("Vem eller vad tror du orsakar det?", "Who or what do you think causes it?"),
        hint=("Lämna tomt om du inte vet.", "Leave empty if you do not know."),
        required=False,
        max_length=200,
    ),
    question("date", "ec-since", ("När märkte du det först?", "When did you first notice it?"), when="past"),
    question(
        "single_choice",
        "ec-often",
        ("Hur ofta händer det?", "How often does it happen?"),
        choices=choices("ec-often", TIMES),
        style="select",
    ),
    question(
        "time",
        "ec-time",
        ("Vilken tid på dygnet?", "At what time of day?"),
        hint=("Till exempel 22.30. Lämna tomt om det varierar.", "For example 22:30. Leave empty if it varies."),
        required=False,
    ),
    question(
        "file",
        "ec-proof",
        ("Bilder eller anteckningar", "Pictures or notes"),
        hint=("En dagbok över störningen hjälper oss.", "A diary of the disturbance helps us."),
        required=False,
        kinds=["pdf", "image", "text", "sheet"],
        max_mb=10,
        max_count=5,
    ),
)
WHO = step(
    "ec-who",
    ("Vill du vara anonym?", "Do you want to be anonymous?"),
    reading(
        "information",
        "ec-public",
        ("Det du skickar in blir allmän handling", "What you send becomes a public record"),
        (
            "<p>Skriver du ditt namn kan den du klagar på få veta det. Är du anonym kan vi inte svara dig.</p>",
            "<p>If you give your name, whoever you complain about may learn it. If not, we cannot answer you.</p>",
        ),
    ),
    question("yes_no", "ec-named", ("Vill du lämna namn och e-post?", "Do you want to give your name and e-mail?")),
    question(
        "short_text",
        "ec-name",
        ("Namn", "Name"),
        show_when=when("ec-named", "equals", "yes"),
        max_length=120,
    ),
    question("email", "ec-email", ("E-post", "E-mail"), show_when=when("ec-named", "equals", "yes"), receipt=True),
    question(
        "phone",
        "ec-phone",
        ("Telefon", "Telephone"),
        required=False,
        show_when=when("ec-named", "equals", "yes"),
    ),
)

SERVICE = DemoService(
    slug="klagomal-miljo-och-halsa",
    unit="Bygg och miljö",
    retention=("Klagomål enligt miljöbalken", 60, "Bygg- och miljönämndens dokumenthanteringsplan"),
    texts=described(
        "none",
        7,
        title=("Klaga på buller, rök eller skräp", "Complain about noise, smoke or litter"),
        summary=(
            "Anmäl det som kan skada hälsan eller miljön. Du får vara anonym.",
            "Report what may harm health or the environment. You may be anonymous.",
        ),
        description=(
            "<p>Prata gärna med den som stör först. Hjälper det inte tar vi över.</p>",
            "<p>Please talk to whoever causes the trouble first. If that does not help, we take over.</p>",
        ),
        needs=(
            "<ul><li>Platsen</li><li>Sedan när och hur ofta det händer</li></ul>",
            "<ul><li>The place</li><li>Since when and how often it happens</li></ul>",
        ),
        cost=("Kostar ingenting", "Free of charge"),
        afterwards=(
            "<p>Vi bedömer anmälan inom två veckor. Ofta skriver vi först till den som klagomålet gäller.</p>",
            "<p>We assess your report within two weeks. Often we first write to the person it is about.</p>",
        ),
        purpose=(
            "Uppgifterna behövs för tillsyn över miljön och människors hälsa.",
            "We need the information to supervise the environment and people's health.",
        ),
        legal_basis=(
            "Myndighetsutövning: tillsyn enligt 26 kap. miljöbalken (1998:808)",
            "Exercise of public authority: supervision under chapter 26 of the Environmental Code (1998:808)",
        ),
    ),
    steps=(WHAT, WHERE, WHO),
)

"""The demo's texts, in plain Swedish and English, written for this portal."""

from dataclasses import dataclass, field
from typing import Any

Blocks = list[tuple[str, Any]]


@dataclass(frozen=True)
class Texts:
    title: str
    title_en: str
    lead: str
    lead_en: str
    body: Blocks = field(default_factory=list)
    body_en: Blocks = field(default_factory=list)


MUNICIPALITY = {
    "name": "Heby kommun",
    "portal_name": "E-tjänster",
    "portal_name_en": "E-services",
    "service_desk_name": "Medborgarservice",
    "service_desk_name_en": "Medborgarservice, our service desk",
    "phone": "0224-360 00",
    "email": "information@heby.se",
}

FRONT_PAGE = Texts(
    "Heby kommuns e-tjänster",
    "E-services in Heby kommun",
    "Här sköter du de flesta av dina ärenden hos kommunen, som privatperson eller företag, vilken tid på dygnet du "
    "vill.",
    "This is where you deal with most errands with the municipality, as a private person or a company, at any hour.",
)

SECTION = Texts("Alla e-tjänster", "All e-services", "Välj det du vill göra.", "Choose what you want to do.")

HOW_IT_WORKS = Texts(
    "Så fungerar e-tjänsterna",
    "How the e-services work",
    "Du fyller i det som behövs, kontrollerar och skickar in. Sedan följer du ärendet på Mina sidor.",
    "You fill in what is needed, check it and send it in. After that you follow the case on My pages.",
    [
        (
            "steps",
            {
                "title": "Från start till svar",
                "steps": [
                    {
                        "title": "Läs först",
                        "text": "<p>Varje e-tjänst börjar med en sida som säger vad du behöver ha till hands, "
                        "hur lång tid det tar och vad som händer sedan. Där står också vem du kan ringa.</p>",
                    },
                    {
                        "title": "Logga in, om tjänsten kräver det",
                        "text": "<p>Många tjänster kräver e-legitimation. Då är dina egna uppgifter redan ifyllda.</p>",
                    },
                    {
                        "title": "Fyll i steg för steg",
                        "text": "<p>Du ser hela tiden vilket steg du är på och när dina svar sparades. "
                        "Du kan gå tillbaka utan att något försvinner.</p>",
                    },
                    {
                        "title": "Granska och skicka in",
                        "text": "<p>Innan du trycker på Skicka in ser du alla dina svar på en sida och kan ändra "
                        "dem.</p>",
                    },
                    {
                        "title": "Få en bekräftelse",
                        "text": "<p>Du får ett diarienummer på skärmen. Har du lämnat en e-postadress får du "
                        "bekräftelsen dit också.</p>",
                    },
                ],
            },
        ),
        (
            "text",
            "<h2>Om du inte kan eller vill använda e-tjänsterna</h2><p>Ring Medborgarservice. "
            "Du får hjälp med samma ärende på annat sätt, och det tar inte längre tid för att du ringer.</p>",
        ),
    ],
    [
        (
            "steps",
            {
                "title": "From start to answer",
                "steps": [
                    {
                        "title": "Read first",
                        "text": "<p>Each e-service begins with a page that says what you need, how long it takes "
                        "and what happens next. It also says whom you can call.</p>",
                    },
                    {
                        "title": "Log in, if the service asks for it",
                        "text": "<p>Many services ask for an e-ID. Your own details are then filled in already.</p>",
                    },
                    {
                        "title": "Fill in, step by step",
                        "text": "<p>You always see which step you are on and when your answers were saved. "
                        "You can go back without losing anything.</p>",
                    },
                    {
                        "title": "Check and send in",
                        "text": "<p>Before you press Send in you see all your answers on one page and can "
                        "change them.</p>",
                    },
                    {
                        "title": "Get a confirmation",
                        "text": "<p>You get a case number on the screen. If you gave an e-mail address you get the "
                        "confirmation there too.</p>",
                    },
                ],
            },
        ),
        (
            "text",
            "<h2>If you cannot or do not want to use the e-services</h2><p>Call Medborgarservice, our service desk. "
            "You get help with the same errand in another way, and it takes no longer because you called.</p>",
        ),
    ],
)

SAVE_AND_SEND = Texts(
    "Spara och skicka in",
    "Saving and sending in",
    "Det du har sparat är bara ditt. Först när du skickar in har kommunen fått något.",
    "What you have saved is yours alone. The municipality has received nothing until you send it in.",
    [
        (
            "text",
            "<h2>Spara och fortsätt en annan dag</h2><p>När du är inloggad kan du spara och fortsätta senare. Det du "
            "har börjat på ligger under <b>Ej inskickade</b> på Mina sidor. Där kan du fortsätta eller ta bort "
            "det.</p><p>Det du har sparat tas bort 90 dagar efter att du senast arbetade med det. Har du lämnat en "
            "e-postadress på Mina sidor får du mejl sju dagar och en dag innan.</p><p>Ingen annan kan läsa eller ändra "
            "det du har sparat: inte kommunens handläggare, inte de som sköter portalen.</p>",
        ),
        (
            "fact_box",
            {
                "title": "Sparat är inte inskickat",
                "text": "<p>Gäller en sista dag räknas den dag du trycker på Skicka in, inte den dag du sparade.</p>",
            },
        ),
        (
            "text",
            "<h2>När du skickar in</h2><p>När du trycker på Skicka in tar utsedda handläggare emot ärendet och kan "
            "börja arbeta. Då blir det en allmän handling. Den som vill får fråga efter den, men inget lämnas ut "
            "förrän kommunen har prövat om något i den är hemligt.</p><h2>Utan inloggning</h2><p>Några tjänster kan "
            "du använda utan att logga in. Då kan du inte spara till senare, och ärendet syns inte på Mina sidor. "
            "Skriv upp diarienumret du får.</p>",
        ),
    ],
    [
        (
            "text",
            "<h2>Save and go on another day</h2><p>When you are logged in you can save and go on later. What you "
            "have begun is listed under <b>Not sent in</b> on My pages. There you can continue or "
            "remove it.</p><p>What you have saved is removed 90 days after you last worked on it. If you have given an "
            "e-mail address on My pages you get mail seven days and one day before.</p><p>Nobody else can read or "
            "change what you have saved: not the municipality’s caseworkers, not those who run the portal.</p>",
        ),
        (
            "fact_box",
            {
                "title": "Saved is not sent",
                "text": "<p>If there is a last day, what counts is the day you press Send in, not the day "
                "you saved.</p>",
            },
        ),
        (
            "text",
            "<h2>When you send it in</h2><p>When you press Send in, appointed caseworkers receive the case and can "
            "begin. It then becomes a public record. Anyone may ask for it, but nothing is given out until the "
            "municipality has examined whether any of it is secret.</p><h2>Without logging in</h2><p>You can use "
            "some services without logging in. You then cannot save for later, and the case is not shown on Mina "
            "sidor. Write down the case number you get.</p>",
        ),
    ],
)

E_ID = Texts(
    "E-legitimation",
    "Electronic identification (e-ID)",
    "Med e-legitimation visar du vem du är på nätet, så att ingen annan kan göra ärenden i ditt namn.",
    "An e-ID shows who you are online, so that nobody else can act in your name.",
    [
        (
            "text",
            "<h2>När behöver du den?</h2><p>Du behöver e-legitimation i de tjänster där vi måste veta vem du är, och "
            "för att öppna Mina sidor. Tjänstens första sida säger om den behövs.</p><p>När du loggar in får vi ditt "
            "namn och ditt personnummer. Därför slipper du skriva dem.</p>",
        ),
        (
            "folded",
            {
                "title": "Vanliga frågor",
                "items": [
                    {
                        "title": "Hur skaffar jag e-legitimation?",
                        "text": "<p>De flesta har BankID, som du får av din bank. Freja är en annan, som du hämtar "
                        "till telefonen utan att vara kund i en bank. Kommunen ger inte ut några. Inloggningssidan "
                        "visar vilka som går att använda här.</p>",
                    },
                    {
                        "title": "Vad gör jag om jag inte har någon?",
                        "text": "<p>Ring Medborgarservice, så hjälper vi dig med ärendet på annat sätt.</p>",
                    },
                    {
                        "title": "Någon ringer och ber mig logga in. Ska jag göra det?",
                        "text": "<p>Nej. Vi ringer aldrig och ber dig logga in eller läsa upp koder. Lägg på och ring "
                        "kommunen på det nummer som står längst ned på sidan.</p>",
                    },
                ],
            },
        ),
    ],
    [
        (
            "text",
            "<h2>When do you need it?</h2><p>You need an e-ID in services where we must know who you are, and to "
            "open My pages. The first page of each service says whether it is needed.</p><p>When you log in we "
            "receive your name and your personal identity number. That is why you need not type them.</p>",
        ),
        (
            "folded",
            {
                "title": "Common questions",
                "items": [
                    {
                        "title": "How do I get an e-ID?",
                        "text": "<p>Most people have BankID, which you get from your bank. Freja is another; you "
                        "get it on your phone without being a customer of a bank. The municipality issues none. The "
                        "login page shows which ones you can use here.</p>",
                    },
                    {
                        "title": "What do I do if I have none?",
                        "text": "<p>Call Medborgarservice, our service desk, and we help you with the errand in "
                        "another way.</p>",
                    },
                    {
                        "title": "Somebody calls and asks me to log in. Should I?",
                        "text": "<p>No. We never call and ask you to log in or to read out codes. Hang up, and call "
                        "the municipality on the number at the bottom of this page.</p>",
                    },
                ],
            },
        ),
    ],
)

PROTECTED_IDENTITY = Texts(
    "Skyddade personuppgifter",
    "Protected identity",
    "Har du skyddade personuppgifter ska du inte använda e-tjänsterna. Du får personlig hjälp i stället.",
    "If your identity is protected, do not use the e-services. You get personal help instead.",
    [
        (
            "text",
            "<p>Ring Medborgarservice, eller den enhet som ärendet gäller. Du behöver inte berätta varför du ringer "
            "i stället för att använda e-tjänsten, och du behöver inte säga att du har skyddade uppgifter förrän du "
            "själv vill.</p><p>Säg att du vill ha personlig hjälp. Vi kommer överens med dig om hur vi får höra av "
            "oss och vad som får stå i brev och mejl.</p>",
        ),
        (
            "fact_box",
            {
                "title": "Har du redan skickat in något?",
                "text": "<p>Ring oss så snart du kan. Då ser vi till att uppgifterna får rätt skydd.</p>",
            },
        ),
    ],
    [
        (
            "text",
            "<p>Call Medborgarservice, our service desk, or the unit concerned. You need not say why you call "
            "instead of using the e-service, and you need not mention that your identity is protected until you "
            "choose to.</p><p>Say that you want personal help. We agree with you on how we may contact you and what "
            "letters and e-mails may say.</p>",
        ),
        (
            "fact_box",
            {
                "title": "Have you already sent something in?",
                "text": "<p>Call us as soon as you can, and we make sure that your details get the right "
                "protection.</p>",
            },
        ),
    ],
)

PERSONAL_DATA = Texts(
    "Personuppgifter",
    "Personal data",
    "Vi sparar dina uppgifter så länge som ärendet kräver, och inte längre.",
    "We keep your details for as long as the case requires, and no longer.",
    [
        (
            "text",
            "<h2>Vem som ansvarar</h2><p>Den nämnd som e-tjänsten hör till ansvarar för dina personuppgifter. "
            "Tjänstens första sida säger vad uppgifterna används till, med vilken rättslig grund och hur länge de "
            "sparas.</p><h2>Hur länge uppgifterna finns kvar</h2><p>Ett inskickat ärende tas bort när dess "
            "gallringstid är slut. Då försvinner det också från Mina sidor. Dagen står vid ärendet, så att du kan "
            "spara det du behöver.</p><p>Det du har börjat på men inte skickat in tar du bort själv när du "
            "vill.</p><h2>Dina rättigheter</h2><p>Du får veta vilka uppgifter kommunen har om dig, och be att fel "
            "rättas. Det som har skickats in är en allmän handling och kan inte tas bort för att du ber om det. Skriv "
            "till oss eller ring, så hjälper vi dig. Är du inte nöjd kan du klaga hos Integritetsskyddsmyndigheten, "
            "IMY.</p>",
        )
    ],
    [
        (
            "text",
            "<h2>Who is responsible</h2><p>The committee that the e-service belongs to is responsible for your "
            "personal data. The first page of each service says what the data is used for, on which legal basis, and "
            "how long it is kept.</p><h2>How long it is kept</h2><p>A case you have sent in is deleted when its "
            "retention time is over. It is then gone from My pages too. The day stands beside the case, so that "
            "you can save what you need.</p><p>What you have begun but not sent in you remove yourself, whenever you "
            "want.</p><h2>Your rights</h2><p>You may ask which data the municipality has about you, and have mistakes "
            "put right. What has been sent in is a public record and cannot be removed at your request. Write to us "
            "or call, and we help you. If you are not content you can complain to the Swedish Authority for Privacy "
            "Protection, IMY.</p>",
        )
    ],
)

CONTACT = Texts(
    "Kontakt",
    "Contact",
    "Ring eller mejla om du undrar över portalen. Frågor om en viss tjänst ställer du till enheten som står på "
    "tjänstens första sida.",
    "Call or e-mail us about the portal. Questions about one service go to the unit named on its first page.",
    [
        (
            "contact",
            {
                "title": "Medborgarservice",
                "name": "Heby kommun",
                "phone": "0224-360 00",
                "hours": "",
                "email": "information@heby.se",
            },
        ),
        (
            "text",
            "<p>Skriv inte personnummer eller känsliga uppgifter i mejl. Gäller det ett ärende räcker "
            "diarienumret.</p><p>Fungerar något inte, eller är något svårt att använda? "
            '<a href="/kontakta-oss/">Skriv till oss i kontaktformuläret</a>. Säg gärna vilken sida det gäller och vad '
            "du försökte göra.</p>",
        ),
    ],
    [
        (
            "contact",
            {
                "title": "Medborgarservice, our service desk",
                "name": "Heby kommun",
                "phone": "0224-360 00",
                "hours": "",
                "email": "information@heby.se",
            },
        ),
        (
            "text",
            "<p>Do not write identity numbers or sensitive details in e-mails. If it is about a case, the case "
            "number is enough.</p><p>Is something broken, or hard to use? "
            '<a href="/en/kontakta-oss/">Write to us in the contact form</a>. Say which page it was and what you were '
            "trying to do.</p>",
        ),
    ],
)

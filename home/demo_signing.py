"""The demo's help about signing: what it means, what one sees on the way, and what is kept."""

from home.demo_texts import Texts

SIGNING = Texts(
    "Skriva under",
    "Signing",
    "I en del tjänster skriver du under med din e-legitimation när du skickar in. Då går det att visa vem som har "
    "lämnat uppgifterna, och att ingen har ändrat dem.",
    "In some services you sign with your e-ID when you send your case in. It can then be shown who gave the "
    "information, and that nobody has changed it.",
    [
        (
            "steps",
            {
                "title": "Så går det till",
                "steps": [
                    {
                        "title": "Granska dina svar",
                        "text": "<p>Läs igenom allt. Längst ner på sidan står en kontrollkod, till exempel 1A2B-3C4D. "
                        "Den hör ihop med just de svar och filer du har granskat.</p>",
                    },
                    {
                        "title": "Tryck på Signera och skicka in",
                        "text": "<p>Din e-legitimation öppnas. Den visar vad du skriver under. Se efter att samma "
                        "kontrollkod står där.</p>",
                    },
                    {
                        "title": "Skriv under",
                        "text": "<p>Du skriver under med din kod eller ditt fingeravtryck. Sedan skickas ärendet in, "
                        "och du får ditt diarienummer.</p>",
                    },
                ],
            },
        ),
        (
            "folded",
            {
                "title": "Vanliga frågor",
                "items": [
                    {
                        "title": "Jag avbröt. Är något skickat?",
                        "text": "<p>Nej. Inget är underskrivet och inget är skickat. Dina svar finns kvar.</p>",
                    },
                    {
                        "title": "Koden är en annan i e-legitimationen. Vad gör jag?",
                        "text": "<p>Skriv inte under. Avbryt och granska igen. Kanske har du ändrat ett svar i en "
                        "annan flik. Är koden fel också sedan, ring Medborgarservice.</p>",
                    },
                    {
                        "title": "Vad betyder godkänd efter inloggning?",
                        "text": "<p>Vissa tjänster ber dig bara att legitimera dig en gång till. Då har du godkänt "
                        "uppgifterna, men inte skrivit under dem. Vi kallar det aldrig för en underskrift.</p>",
                    },
                    {
                        "title": "Var ser jag att jag har skrivit under?",
                        "text": "<p>På bekräftelsen och i ärendet på Mina sidor. Där står ditt namn, tiden och "
                        "kontrollkoden.</p>",
                    },
                    {
                        "title": "Kan vi vara flera som skriver under?",
                        "text": "<p>Inte i portalen än. Behövs det fler underskrifter säger tjänsten hur ni gör.</p>",
                    },
                ],
            },
        ),
    ],
    [
        (
            "steps",
            {
                "title": "How it is done",
                "steps": [
                    {
                        "title": "Check your answers",
                        "text": "<p>Read everything through. Near the end of the page there is a check code, for "
                        "example 1A2B-3C4D. It belongs to the very answers and files you have looked at.</p>",
                    },
                    {
                        "title": "Press Sign and send",
                        "text": "<p>Your e-ID opens. It shows what you are signing. See that the same check code is "
                        "there.</p>",
                    },
                    {
                        "title": "Sign",
                        "text": "<p>You sign with your code or your fingerprint. Then the case is sent in, and you get "
                        "your case number.</p>",
                    },
                ],
            },
        ),
        (
            "folded",
            {
                "title": "Common questions",
                "items": [
                    {
                        "title": "I cancelled. Has anything been sent?",
                        "text": "<p>No. Nothing is signed and nothing is sent. Your answers are still there.</p>",
                    },
                    {
                        "title": "The code in my e-ID is another one. What do I do?",
                        "text": "<p>Do not sign. Cancel and check your answers again. Perhaps you changed an answer in "
                        "another tab. If the code is wrong then too, call the citizen service desk.</p>",
                    },
                    {
                        "title": "What does approved after login mean?",
                        "text": "<p>Some services only ask you to identify yourself once more. You have then approved "
                        "the information, but not signed it. We never call that a signature.</p>",
                    },
                    {
                        "title": "Where do I see that I have signed?",
                        "text": "<p>On the confirmation and in the case on My pages. Your name, the time and the check "
                        "code stand there.</p>",
                    },
                    {
                        "title": "Can several of us sign?",
                        "text": "<p>Not in the portal yet. If more signatures are needed, the service says what to "
                        "do.</p>",
                    },
                ],
            },
        ),
    ],
)

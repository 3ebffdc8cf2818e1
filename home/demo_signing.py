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
                        "text": "<p>Läs igenom allt. Längst ner på sidan står en kontrollkod, till exempel "
                        "1A2B-3C4D. Den hör ihop med just de svar och filer du har granskat.</p>",
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
                        "text": "<p>Ja, i de tjänster som behöver det. Läs om det på sidan Skriva under "
                        "tillsammans.</p>",
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
                        "text": "<p>You sign with your code or your fingerprint. Then the case is sent in, and you "
                        "get your case number.</p>",
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
                        "text": "<p>Do not sign. Cancel and check your answers again. Perhaps you changed an answer "
                        "in another tab. If the code is wrong then too, call the citizen service desk.</p>",
                    },
                    {
                        "title": "What does approved after login mean?",
                        "text": "<p>Some services only ask you to identify yourself once more. You have then "
                        "approved the information, but not signed it. We never call that a signature.</p>",
                    },
                    {
                        "title": "Where do I see that I have signed?",
                        "text": "<p>On the confirmation and in the case on My pages. Your name, the time and the "
                        "check code stand there.</p>",
                    },
                    {
                        "title": "Can several of us sign?",
                        "text": "<p>Yes, in the services that need it. Read about it on the page Signing together.</p>",
                    },
                ],
            },
        ),
    ],
)

TOGETHER = Texts(
    "Skriva under tillsammans",
    "Signing together",
    "Ibland måste fler än en skriva under, till exempel två vårdnadshavare. Kommunen får ärendet först när alla har "
    "gjort det.",
    "Sometimes more than one person must sign, for example two custodians. The municipality gets the case only when "
    "everybody has.",
    [
        (
            "steps",
            {
                "title": "Så går det till",
                "steps": [
                    {
                        "title": "En fyller i",
                        "text": "<p>Den som fyller i skriver vilka de andra är, med personnummer och e-postadress. "
                        "Sedan granskar och signerar hen.</p>",
                    },
                    {
                        "title": "De andra får en fråga",
                        "text": "<p>Frågan kommer med e-post. Den säger inte vad det gäller. Öppna länken och logga "
                        "in med din egen e-legitimation. Du hittar det också på Mina sidor, under Väntar på "
                        "underskrift.</p>",
                    },
                    {
                        "title": "Läs allt, och svara",
                        "text": "<p>Du ser precis det som ska skickas in, med filerna. Skriv under eller säg nej.</p>",
                    },
                    {
                        "title": "Alla har skrivit under",
                        "text": "<p>Då skickas ärendet in. Var och en får en kvittens.</p>",
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
                        "title": "Jag skrev fel e-postadress. Vad gör jag?",
                        "text": "<p>Öppna det på Mina sidor och rätta adressen. Vi skickar en ny fråga dit, och den "
                        "gamla länken slutar gälla.</p>",
                    },
                    {
                        "title": "Kan jag ändra något när jag har signerat?",
                        "text": "<p>Ta tillbaka det först. Då gäller inga underskrifter längre, och ni får skriva "
                        "under på nytt.</p>",
                    },
                    {
                        "title": "Hur lång tid har vi på oss?",
                        "text": "<p>Det står när du granskar. Har inte alla hunnit skickas inget in. Det du fyllde i "
                        "ligger kvar, och du kan fråga igen.</p>",
                    },
                    {
                        "title": "Kan någon annan öppna länken i mejlet?",
                        "text": "<p>Ja, men den visar ingenting. Bara den som ska skriva under kan läsa, efter att "
                        "ha loggat in.</p>",
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
                        "title": "One person fills in",
                        "text": "<p>Whoever fills in says who the others are, with personal identity number and "
                        "e-mail address, then reviews and signs.</p>",
                    },
                    {
                        "title": "The others are asked",
                        "text": "<p>The request comes by e-mail. It does not say what it is about. Open the link and "
                        "log in with your own e-ID. You also find it on My pages, under Waiting for signature.</p>",
                    },
                    {
                        "title": "Read everything, and answer",
                        "text": "<p>You see exactly what is to be sent in, with the files. Sign or say no.</p>",
                    },
                    {
                        "title": "Everybody has signed",
                        "text": "<p>Then the case is sent in. Each of you gets a receipt.</p>",
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
                        "title": "I wrote the wrong e-mail address. What do I do?",
                        "text": "<p>Open it on My pages and correct the address. We send a new request there, and "
                        "the old link stops working.</p>",
                    },
                    {
                        "title": "Can I change anything after I have signed?",
                        "text": "<p>Take it back first. Then no signatures count any longer, and all of you sign "
                        "anew.</p>",
                    },
                    {
                        "title": "How long do we have?",
                        "text": "<p>That is said when you review. If not everybody has signed by then, nothing is "
                        "sent in. What you filled in is kept, and you can ask again.</p>",
                    },
                    {
                        "title": "Can somebody else open the link in the mail?",
                        "text": "<p>Yes, but it shows nothing. Only the person who is to sign can read it, after "
                        "logging in.</p>",
                    },
                ],
            },
        ),
    ],
)

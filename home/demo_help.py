"""More of the demo's texts: the help that is about one thing at a time."""

from home.demo_texts import Texts

ATTACH_FILES = Texts(
    "Bifoga filer",
    "Attaching files",
    "I en del e-tjänster kan du skicka med bilder, ritningar och dokument.",
    "Some e-services let you send pictures, drawings and documents along.",
    [
        (
            "steps",
            {
                "title": "Så gör du",
                "steps": [
                    {
                        "title": "Läs vad som går bra",
                        "text": "<p>Vid frågan står vilka slags filer du kan bifoga, hur många de får vara och hur "
                        "stora.</p>",
                    },
                    {
                        "title": "Välj filerna",
                        "text": "<p>Du kan välja flera på en gång, från datorn eller telefonen. Med telefonen kan du "
                        "ta ett foto direkt.</p>",
                    },
                    {
                        "title": "Se att de kom fram",
                        "text": "<p>Varje fil som vi har tagit emot står i en lista under frågan. Där kan du byta "
                        "namn på den, byta ut den eller ta bort den.</p>",
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
                        "title": "Vem kan se mina filer?",
                        "text": "<p>Så länge du inte har skickat in är det bara du. Filerna är krypterade redan "
                        "medan de laddas upp. När du har skickat in kan de handläggare som arbetar med ärendet öppna "
                        "dem.</p>",
                    },
                    {
                        "title": "Filen väntar på kontroll. Vad betyder det?",
                        "text": "<p>Vi letar efter skadlig kod i filen innan någon kan öppna den. Ibland dröjer det en "
                        "stund. Du kan skicka in ändå, men filen går inte att öppna förrän den är kontrollerad.</p>",
                    },
                    {
                        "title": "Min fil är för stor. Vad gör jag?",
                        "text": "<p>Ta ett nytt foto med lägre upplösning, eller spara dokumentet som PDF i mindre "
                        "format. Går det inte, ring Medborgarservice.</p>",
                    },
                    {
                        "title": "Varför går det inte att bifoga en zip-fil?",
                        "text": "<p>Vi kan inte se vad som ligger i den. Packa upp den och bifoga filerna var för "
                        "sig. Filer med lösenord eller makron tar vi inte heller emot.</p>",
                    },
                ],
            },
        ),
    ],
    [
        (
            "steps",
            {
                "title": "How to do it",
                "steps": [
                    {
                        "title": "Read what is accepted",
                        "text": "<p>The question says which kinds of files you can attach, how many, and how large "
                        "they may be.</p>",
                    },
                    {
                        "title": "Choose the files",
                        "text": "<p>You can choose several at once, from your computer or your phone. On a phone you "
                        "can take a photo there and then.</p>",
                    },
                    {
                        "title": "See that they arrived",
                        "text": "<p>Each file that we have received is listed below the question. There you can "
                        "rename it, replace it or remove it.</p>",
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
                        "title": "Who can see my files?",
                        "text": "<p>Nobody but you, until you send them in. They are encrypted already while they "
                        "are uploaded. Once sent, the caseworkers who handle the case can open them.</p>",
                    },
                    {
                        "title": "The file is waiting to be checked. What does that mean?",
                        "text": "<p>We look for harmful code in every file. Now and then it takes a while. You can "
                        "send in all the same, but the file cannot be opened until it has been checked.</p>",
                    },
                    {
                        "title": "My file is too large. What do I do?",
                        "text": "<p>Take a new photo at a lower resolution, or save the document as a smaller PDF. "
                        "If that does not work, call Medborgarservice, our service desk.</p>",
                    },
                    {
                        "title": "Why can I not attach a zip file?",
                        "text": "<p>We cannot see what is in it. Unpack it and attach the files one by one. Nor do "
                        "we take files with passwords or macros.</p>",
                    },
                ],
            },
        ),
    ],
)

LOGGED_OUT = Texts(
    "Om du blir utloggad",
    "If you are logged out",
    "Du loggas ut efter en timme utan aktivitet. Det du har skrivit finns kvar.",
    "You are logged out after an hour of inactivity. What you have written is still there.",
    [
        (
            "text",
            "<h2>Innan det händer</h2><p>Några minuter i förväg säger sidan till. Tryck på <b>Fortsätt vara "
            "inloggad</b> om du vill gå vidare. Efter åtta timmar måste du logga in på nytt, även om du är aktiv."
            "</p><h2>Om det redan har hänt</h2><p>Logga in igen. Då kommer du tillbaka till samma sida. Det du hade "
            "skrivit finns kvar i en timme, och ingen annan kan se det. Filer som inte hann laddas upp får du välja "
            "en gång till.</p><h2>På en dator som andra använder</h2><p>Logga ut när du är klar. Den som använder "
            "datorn efter dig ser inget av det du har gjort.</p>",
        )
    ],
    [
        (
            "text",
            "<h2>Before it happens</h2><p>The page tells you a few minutes ahead. Press <b>Stay logged in</b> if you "
            "want to go on. After eight hours you have to log in again even if you are active.</p><h2>If it has "
            "already happened</h2><p>Log in again, and you come back to the same page. What you had written is kept "
            "for an hour, and nobody else can see it. Files that were not uploaded in time have to be chosen once "
            "more.</p><h2>On a computer that others use</h2><p>Log out when you are done. Whoever uses the computer "
            "after you sees nothing of what you have done.</p>",
        )
    ],
)

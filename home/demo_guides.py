"""More of the demo's help: what became of what you sent, whom you can act for, and which cookies there are."""

from home.demo_texts import Texts
from home.table_block import table_of

SENT = Texts(
    "Har det kommit fram?",
    "Has it arrived?",
    "När kommunen har tagit emot ditt ärende får du ett diarienummer. Har du inget nummer är det inte inskickat.",
    "When the municipality has received your case you get a case number. Without a number it has not been sent in.",
    [
        (
            "steps",
            {
                "title": "Så ser du att det är inskickat",
                "steps": [
                    {
                        "title": "På skärmen",
                        "text": "<p>Efter Skicka in kommer en bekräftelse med diarienummer, dag och klockslag. Skriv "
                        "ut den eller spara numret. Där hämtar du också en <b>kvittens som PDF</b>, med kommunens "
                        "stämpel.</p>",
                    },
                    {
                        "title": "I din e-post",
                        "text": "<p>Skrev du en e-postadress i tjänsten får du en kvittens dit. Den säger inget om "
                        "vad du har svarat.</p>",
                    },
                    {
                        "title": "På Mina sidor",
                        "text": "<p>Var du inloggad ligger ärendet under <b>Pågående</b>. Där ser du vad som händer "
                        "med det. Ligger det under <b>Ej inskickade</b> har kommunen inte fått det.</p>",
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
                        "title": "Jag tryckte två gånger. Blev det två ärenden?",
                        "text": "<p>Nej. Det blir ett ärende, hur många gånger du än trycker.</p>",
                    },
                    {
                        "title": "Kvittensen kom inte. Vad gör jag?",
                        "text": "<p>Titta i skräpposten. Ser du ärendet på Mina sidor, eller har du fått ett "
                        "diarienummer, är det framme. Ring annars Medborgarservice.</p>",
                    },
                    {
                        "title": "Hur vet någon annan att min kvittens är äkta?",
                        "text": "<p>Kvittensen som PDF har kommunens elektroniska stämpel. Vem som helst kan lämna "
                        "in den på sidan Kontrollera kvittens, som finns längst ner på varje sida. Där syns om den "
                        "kommer från oss och om något har ändrats.</p>",
                    },
                    {
                        "title": "Jag har skickat in fel uppgifter. Kan jag ändra?",
                        "text": "<p>Det du har skickat in går inte att ändra. Ring den enhet som står på tjänstens "
                        "första sida och säg vad som är fel.</p>",
                    },
                ],
            },
        ),
    ],
    [
        (
            "steps",
            {
                "title": "How to see that it has been sent in",
                "steps": [
                    {
                        "title": "On the screen",
                        "text": "<p>After Send in comes a confirmation with case number, day and time. Print it or "
                        "keep the number. There you can also download a <b>receipt as a PDF</b>, with our seal.</p>",
                    },
                    {
                        "title": "In your e-mail",
                        "text": "<p>If you gave an e-mail address in the service you get a receipt there. It says "
                        "nothing of what you answered.</p>",
                    },
                    {
                        "title": "On My pages",
                        "text": "<p>If you were logged in the case is listed under <b>Ongoing</b>. There you see what "
                        "happens to it. If it is under <b>Not sent in</b> the municipality has not received it.</p>",
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
                        "title": "I pressed twice. Are there two cases now?",
                        "text": "<p>No. There is one case, however many times you press.</p>",
                    },
                    {
                        "title": "The receipt did not come. What do I do?",
                        "text": "<p>Look among your junk mail. If you see the case on My pages, or got a case number, "
                        "it has arrived. Otherwise call Medborgarservice, our service desk.</p>",
                    },
                    {
                        "title": "How does anybody else know that my receipt is genuine?",
                        "text": "<p>The receipt as a PDF has the municipality’s electronic seal. Anyone can hand it "
                        "in on the page Check a receipt, which is at the bottom of every page. It tells whether the "
                        "receipt comes from us and whether anything has been changed.</p>",
                    },
                    {
                        "title": "What I sent in was wrong. Can I change it?",
                        "text": "<p>What you have sent in cannot be changed. Call the unit named on the first page of "
                        "the service and say what is wrong.</p>",
                    },
                ],
            },
        ),
    ],
)

FOR_OTHERS = Texts(
    "För någon annan eller ett företag",
    "For somebody else or a company",
    "Du loggar alltid in som dig själv. I tjänsten talar du om vem ärendet gäller.",
    "You always log in as yourself. In the service you say whom the errand is about.",
    [
        (
            "text",
            "<h2>För ditt barn</h2><p>Logga in med din egen e-legitimation. Tjänsten frågar efter barnets "
            "uppgifter. Kommunen kontrollerar att du är vårdnadshavare när ärendet handläggs.</p><h2>För någon du "
            "hjälper</h2><p>Är du god man, förvaltare eller har en fullmakt, skriv det i ärendet. Kommunen kan be dig "
            "visa att du får företräda personen. Logga aldrig in med någon annans e-legitimation.</p><h2>För ett "
            "företag eller en förening</h2><p>Logga in som dig själv och skriv organisationsnumret där tjänsten "
            "frågar efter det. Kommunen kan be dig visa att du får företräda företaget.</p>",
        ),
        (
            "fact_box",
            {
                "title": "Ärendet syns bara hos dig",
                "text": "<p>Ett ärende ligger på Mina sidor hos den som skickade in det. Kollegor och anhöriga ser "
                "det inte där, även om det gäller dem.</p>",
            },
        ),
    ],
    [
        (
            "text",
            "<h2>For your child</h2><p>Log in with your own e-ID. The service asks about the child. The municipality "
            "checks that you are the custodian when it handles the case.</p><h2>For somebody you help</h2><p>If you "
            "are a guardian or trustee, or have a power of attorney, say so in the case. The municipality may ask you "
            "to show that you can act for the person. Never log in with somebody else’s e-ID.</p><h2>For a company or "
            "an association</h2><p>Log in as yourself, and write the organisation number where the service asks for "
            "it. The municipality may ask you to show that you can act for the company.</p>",
        ),
        (
            "fact_box",
            {
                "title": "Nobody but you sees the case",
                "text": "<p>A case is on My pages of the person who sent it in. Colleagues and relatives do not see it "
                "there, even if it is about them.</p>",
            },
        ),
    ],
)

COOKIES = Texts(
    "Kakor",
    "Cookies",
    "Portalen använder bara de kakor som behövs för att den ska fungera. Därför frågar vi inte om lov.",
    "The portal uses only the cookies that it needs to work. That is why we do not ask for consent.",
    [
        (
            "table",
            {
                "table": table_of(
                    "Kakor i portalen",
                    ["Namn", "Vad den är till för", "Hur länge den finns"],
                    [
                        ["session", "Håller dig inloggad", "Tills du loggar ut, högst 8 timmar"],
                        ["csrf", "Skyddar formulär, så att ingen annan skickar dem åt dig", "1 år"],
                        ["visitor", "Håller ihop det du fyller i utan att logga in", "24 timmar"],
                        [
                            "messages",
                            "Bär ett besked till nästa sida, till exempel att något är sparat",
                            "Tills du sett det",
                        ],
                        ["django_language", "Minns att du har valt språk", "1 år"],
                        ["eid", "Minns vilken e-legitimation du valde, om det finns flera", "1 år"],
                    ],
                ),
                "rows_have_headings": True,
            },
        ),
        (
            "text",
            "<p>Framför de tre första namnen står ”__Host-”. Det betyder att bara den här portalen kan läsa dem.</p>"
            "<h2>Det här gör vi inte</h2><ul><li>Vi mäter inte vad du gör.</li><li>Inget hämtas från andra "
            "webbplatser, så ingen annan får veta att du är här.</li><li>Inget används till reklam.</li></ul><p>Du kan "
            "ta bort kakorna i din webbläsare när du vill. Då loggas du ut, och språkvalet glöms.</p>",
        ),
    ],
    [
        (
            "table",
            {
                "table": table_of(
                    "Cookies in the portal",
                    ["Name", "What it is for", "How long it lasts"],
                    [
                        ["session", "Keeps you logged in", "Until you log out, at most 8 hours"],
                        ["csrf", "Protects forms, so that nobody else sends them for you", "1 year"],
                        ["visitor", "Keeps together what you fill in without logging in", "24 hours"],
                        [
                            "messages",
                            "Takes word to the next page, for example that something is saved",
                            "Until you see it",
                        ],
                        ["django_language", "Remembers that you have chosen a language", "1 year"],
                        ["eid", "Remembers which e-ID you chose, where there are several", "1 year"],
                    ],
                ),
                "rows_have_headings": True,
            },
        ),
        (
            "text",
            "<p>The first three names begin with “__Host-”. It means that only this portal can read them.</p><h2>What "
            "we do not do</h2><ul><li>We do not measure what you do.</li><li>Nothing is fetched from other sites, so "
            "nobody else learns that you are here.</li><li>Nothing is used for advertising.</li></ul><p>You can remove "
            "the cookies in your browser whenever you want. You are then logged out, and your choice of language is "
            "forgotten.</p>",
        ),
    ],
)

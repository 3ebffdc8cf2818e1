"""What editors read when a service cannot be published."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ANY = "*"

TEXT_NAMES = {
    "title": _("rubrik"),
    "intro": _("inledning"),
    "label": _("fråga"),
    "hint": _("hjälptext"),
    "body": _("text"),
    "unit": _("enhet"),
    "pattern_message": _("felmeddelande"),
    "choice": _("alternativ"),
}

PUBLISHING_TEXTS: dict[tuple[str, str], Any] = {
    (ANY, "schema"): _("Tjänstens innehåll har fel form vid ”%(path)s”: %(reason)s"),
    (ANY, "no_steps"): _("Tjänsten har inget steg. Lägg till minst ett steg med en fråga."),
    (ANY, "no_questions"): _("Tjänsten har ingen fråga. Lägg till minst en fråga som går att svara på."),
    (ANY, "step_without_items"): _("Steget är tomt. Lägg till en fråga eller ta bort steget."),
    (ANY, "step_too_large"): _(
        "Steget är för stort för en sida. Svaren i ett steg får ha högst %(signs)s tecken tillsammans, "
        "och frågorna högst %(choices)s alternativ. Dela upp det på flera steg."
    ),
    (ANY, "duplicate_id"): _("Samma id finns på två ställen. Ta bort den ena och skapa den på nytt."),
    (ANY, "empty_text"): _("Den svenska texten saknas (%(text)s). Skriv den."),
    (ANY, "english_missing"): _("Den engelska texten saknas (%(text)s). Den svenska visas i stället tills den finns."),
    (ANY, "stop_always"): _(
        "Stoppet gäller alltid, så ingen kan fylla i tjänsten. Ge stoppet eller steget ett villkor."
    ),
    (ANY, "no_choices"): _("Frågan har inga alternativ. Lägg till minst ett."),
    (ANY, "no_kinds"): _("Ingen sorts fil är tillåten. Kryssa i minst en."),
    (ANY, "duplicate_choice"): _("Två alternativ har samma id. Ta bort det ena och skapa det på nytt."),
    (ANY, "same_choice_label"): _("Två alternativ heter ”%(choice)s”. Ge dem olika namn."),
    (ANY, "min_above_max"): _("Det minsta tillåtna (%(min)s) är mer än det högsta (%(max)s). Ändra ett av dem."),
    (ANY, "no_such_limit"): _("Ett av datumen %(min)s och %(max)s finns inte. Rätta gränsen."),
    (ANY, "min_above_choices"): _(
        "Minst %(min)s ska väljas, men det finns bara %(choices)s att välja på. Ändra ett av dem."
    ),
    (ANY, "pattern_refused"): _("Mönstret ”%(pattern)s” går inte att använda (%(reason)s). Rätta eller ta bort det."),
    (ANY, "condition_question"): _(
        "Villkoret gäller en fråga som inte finns. Välj en annan fråga eller ta bort villkoret."
    ),
    (ANY, "condition_later"): _(
        "Villkoret gäller ”%(other)s”, som kommer senare. Flytta den frågan före, eller välj en tidigare fråga."
    ),
    (ANY, "condition_itself"): _("Villkoret gäller frågan själv. Välj en tidigare fråga."),
    (ANY, "condition_no_answer"): _("Villkoret gäller ”%(other)s”, som inte går att svara på. Välj en fråga med svar."),
    (ANY, "condition_operator"): _("Villkoret kan inte jämföra ”%(other)s” på det sättet. Välj en annan jämförelse."),
    (ANY, "condition_value"): _("Villkoret jämför ”%(other)s” med ”%(value)s”, som den frågan aldrig kan ha som svar."),
    (ANY, "condition_too_deep"): _("Villkoret har fler än %(deepest)s nivåer. Dela upp det på flera frågor."),
}

"""What a person reads when a login or a signature did not go through: what happened, and the way on."""

from django.utils.translation import gettext_lazy as _

FAILURES = {
    "away": _("E-legitimationen svarar inte just nu. Vänta en stund och försök igen, eller välj ett annat sätt."),
    "cancelled": _("Du avbröt inloggningen. Ingenting har sparats."),
    "expired_order": _("Inloggningen tog för lång tid och avbröts. Börja om, så går det bra."),
    "failed": _("E-legitimationen kunde inte bekräfta vem du är. Försök igen, eller välj ett annat sätt."),
    "level_too_low": _("Den här e-tjänsten kräver en säkrare e-legitimation än den du använde."),
    "not_finished": _("Inloggningen är inte klar. Börja om, så går det bra."),
    "unknown_order": _("Inloggningen började i en annan webbläsare, eller har redan avslutats. Börja om här."),
    "used_order": _("Den här inloggningen är redan använd. Börja om, så går det bra."),
    "wrong_person": _("Du legitimerade dig, men inte som den person som inloggningen gäller."),
    "wrong_provider": _("Svaret kom inte från den e-legitimation du valde. Börja om, så går det bra."),
}

SIGN_FAILURES = {
    "away": _("E-legitimationen svarar inte just nu. Ingenting är skickat. Vänta en stund och försök igen."),
    "cancelled": _("Du avbröt underskriften. Ingenting är underskrivet eller skickat."),
    "expired_order": _("Underskriften tog för lång tid och avbröts. Dina uppgifter finns kvar. Försök igen."),
    "failed": _("E-legitimationen kunde inte skriva under. Ingenting är skickat. Försök igen."),
    "level_too_low": _("Den här e-tjänsten kräver en säkrare e-legitimation än den du skrev under med."),
    "not_finished": _("Underskriften är inte klar. Ingenting är skickat. Försök igen."),
    "not_genuine": _("Underskriften gick inte att kontrollera. Ingenting är skickat. Försök igen."),
    "not_signed": _("Du legitimerade dig, men e-legitimationen gav ingen underskrift. Ingenting är skickat."),
    "unknown_order": _("Underskriften började i en annan webbläsare, eller är redan avslutad. Ingenting är skickat."),
    "used_order": _("Den här underskriften är redan använd."),
    "wrong_person": _("Någon annan än du skrev under. Ingenting är skickat. Bara du kan skriva under här."),
    "wrong_provider": _("Svaret kom inte från din e-legitimation. Ingenting är skickat. Försök igen."),
}

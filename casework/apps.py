from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Ärenden")

    def ready(self) -> None:
        from attachments import claims
        from casework import figures, health, rotation
        from casework.models import CaseFile, Receipt

        claims.register("cases", lambda: CaseFile.objects.values("stored_id"))
        claims.register("receipts", lambda: Receipt.objects.exclude(stored=None).values("stored_id"))
        figures.register()
        health.register_checks()
        rotation.register()

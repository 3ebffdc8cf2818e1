from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Ärenden")

    def ready(self) -> None:
        from attachments import claims
        from casework.models import CaseFile

        claims.register("cases", lambda: CaseFile.objects.values("stored_id"))

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Ärenden")

    def ready(self) -> None:
        from casework import figures, rotation

        figures.register()
        rotation.register()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Drift")

    def ready(self) -> None:
        from operations.own_checks import register_own_checks

        register_own_checks()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = _("Utkorg")

    def ready(self) -> None:
        from outbox.rotation import register

        register()

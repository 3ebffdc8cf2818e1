from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EServicesConfig(AppConfig):
    name = "eservices"
    verbose_name = _("E-tjänster")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from eservices.models import EServicePage
        from eservices.receivers import freeze_published_page
        from eservices.rotation import register

        page_published.connect(freeze_published_page, sender=EServicePage, dispatch_uid="freeze_published_page")
        register()

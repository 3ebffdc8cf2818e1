from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Webbplats")

    def ready(self) -> None:
        from home.search import wiring

        wiring.connect()
        from accounts.models import Committee, Membership, Unit
        from home import changes
        from home.catalogue.models import Category

        changes.listen()
        changes.shown_to_all(Category, Unit, Committee, Membership)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Webbplats")

    def ready(self) -> None:
        from home.search import wiring

        wiring.connect()
        from accounts import roles
        from accounts.models import Committee, Membership, Unit
        from home import changes
        from home.catalogue.models import Category
        from home.desk import kinds, matters, review, review_mails

        roles.FINISHING.append(review.ensure_review)
        review_mails.connect()
        matters.register(*kinds.OWN)
        changes.listen()
        changes.shown_to_all(Category, Unit, Committee, Membership)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EServicesConfig(AppConfig):
    name = "eservices"
    verbose_name = _("E-tjänster")

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from attachments import claims
        from casework.models import RetentionRule
        from eservices import rotation, signing_mails
        from eservices.actions.expiry import TOPIC, warning_holds
        from eservices.desk import KINDS
        from eservices.findable import findable_service
        from eservices.models import DraftFile, EServicePage, EServiceVersion
        from eservices.receivers import close_unpublished_page, freeze_published_page
        from home.changes import shown_to_all
        from home.desk.matters import register as register_kinds
        from home.search.registry import register as register_findable
        from outbox.conditions import send_only_if

        shown_to_all(EServiceVersion, RetentionRule)
        claims.register("drafts", DraftFile.objects.claimed)
        page_published.connect(freeze_published_page, sender=EServicePage, dispatch_uid="freeze_published_page")
        page_unpublished.connect(close_unpublished_page, sender=EServicePage, dispatch_uid="close_unpublished_page")
        send_only_if(TOPIC, warning_holds)
        for topic in signing_mails.ASKING:
            send_only_if(topic, signing_mails.asking_holds)
        register_findable(EServicePage, findable_service, {"service": _("E-tjänst")})
        register_kinds(*KINDS)
        rotation.register()

"""Our touches in the page editor: its style, closing rules that hold at once, and a way out for who tries to delete a
service that has cases or to publish one that is not finished."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from eservices.actions.closing import apply_closing_rules
from eservices.actions.versions import NO_VERSION
from eservices.bulk_publishing import unpublishable
from eservices.models import EServicePage, EServiceVersion
from eservices.publishing import english_missing, problems_in_words

MOST_GAPS = 15  # so many named in a message that fades away; a long list is nobody's help


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("eservices/admin/editor.css"))


@hooks.register("after_edit_page")
def close_edited_page(request: HttpRequest, page: Page) -> None:
    if isinstance(page, EServicePage):
        apply_closing_rules(page)


@hooks.register("before_delete_page")
def keep_published_services(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Versions never go (promise 12), so a page that has been published is unpublished, not deleted."""
    if not _holds_versions([page]):
        return None
    messages.error(request, _("E-tjänsten har varit publicerad och kan inte tas bort. Avpublicera den i stället."))
    return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_bulk_action")
def keep_published_services_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    pages = [chosen for chosen in objects if isinstance(chosen, Page)]
    if action_type != "delete" or not _holds_versions(pages):
        return None
    messages.error(request, _("Minst en vald sida är en e-tjänst som har varit publicerad. Avpublicera den i stället."))
    return _back(request)


@hooks.register("before_bulk_action")
def refuse_unfinished_services_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    pages = [chosen for chosen in objects if isinstance(chosen, Page)]
    if action_type != "publish" or not pages:
        return None
    with_descendants = action.cleaned_form.cleaned_data["include_descendants"]
    refused = list(unpublishable(pages, with_descendants=with_descendants))
    if not refused:
        return None
    text = _("Inget har publicerats. De här e-tjänsterna är inte klara:")
    lines = [(title, " ".join(problems)) for title, problems in refused]
    messages.error(request, format_html("{}<ul>{}</ul>", text, format_html_join("", "<li>{}: {}</li>", lines)))
    return _back(request)


@hooks.register("after_bulk_action")
def tell_what_lacks_english_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    if action_type == "publish":
        for chosen in objects:
            if isinstance(chosen, Page):
                tell_what_lacks_english(request, chosen.specific)


@hooks.register("after_publish_page")
def tell_what_lacks_english(request: HttpRequest, page: Page) -> None:
    missing = english_missing(page) if isinstance(page, EServicePage) else []
    if not missing:
        return
    text = _("”%(title)s” är publicerad. Det här saknas på engelska, och visas på svenska så länge:")
    lines = [*missing[:MOST_GAPS], *([_("och mer än så.")] if len(missing) > MOST_GAPS else [])]
    listed = format_html_join("", "<li>{}</li>", [(line,) for line in lines])
    messages.warning(request, format_html("{}<ul>{}</ul>", text % {"title": page.title}, listed))


@hooks.register("before_edit_page")
def tell_of_a_page_without_its_version(request: HttpRequest, page: Page) -> None:
    """A page that was scheduled, or passed through a workflow, can have gone live with problems and no editor there."""
    if request.method != "GET" or not isinstance(page, EServicePage) or not page.live:
        return
    problems = problems_in_words(EServicePage.objects.get(pk=page.pk))
    if problems:
        text = _("Det som är publicerat går inte att använda, så ingen ny version har låsts. Rätta och publicera igen:")
        messages.warning(request, f"{text} {' '.join(problems)}")


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action(NO_VERSION)
    class NoVersion(LogFormatter):
        label = gettext_lazy("Ingen ny version")

        def format_message(self, log_entry: Any) -> str:
            text = _("Sidan publicerades, men e-tjänsten var inte klar. Ingen ny version låstes.")
            return f"{text} {' '.join(log_entry.data['problems'])}"


def _back(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("next", "")
    return redirect(asked if asked.startswith("/admin/") else reverse("wagtailadmin_home"))


def _holds_versions(pages: list[Page]) -> bool:
    return any(EServiceVersion.objects.filter(service__path__startswith=page.path).exists() for page in pages)

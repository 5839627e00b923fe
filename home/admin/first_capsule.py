"""“Your first intelligence brief in 5 steps”, on the dashboard of editors who have not published one yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from articles.models import ArticlePage
from core.models import User
from partners.models import PartnerPage
from partners.permissions import holdings
from partners.roles import Role

# The key under which Wagtail remembers that somebody has put the panel away.
DISMISSIBLE = "first_capsule"
# The button that adds a source in the form of an article. The names of panels depend on the language of the process.
SOURCES = "#id_sources-ADD"


@dataclass(frozen=True)
class Link:
    """Where a step is done."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One step: what to do, how, and where."""

    title: str
    text: str
    links: list[Link]


class FirstCapsulePanel(Component):
    """Leads an editor through their first publication. Three queries, however many pages there are."""

    name = "first_capsule"
    template_name = "home/admin/first_capsule.html"
    # Before what waits: whoever is new has nothing that waits.
    order = 100
    media = Media(css={"all": ["css/admin.css"]})

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Blank where the panel has nothing to say."""
        user = parent_context["request"].user if parent_context else None
        return str(super().render_html(parent_context)) if user and is_shown_to(user) else ""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request: HttpRequest = parent_context["request"]
        user = cast(User, request.user)
        return {"dismissible": DISMISSIBLE, "steps": steps(user, areas_of(user))}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For Wagtail's hook `construct_homepage_panels`."""
    panels.append(FirstCapsulePanel())


def is_shown_to(user: User) -> bool:
    """Whether `user` is a partner's editor who has neither published anything nor put the panel away."""
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.dismissibles.get(DISMISSIBLE):
        return False
    if not _editors_paths(user):
        return False
    return not ArticlePage.objects.filter(owner=user, first_published_at__isnull=False).exists()


def areas_of(user: User) -> list[PartnerPage]:
    """The areas in which `user` writes: those in the active language first, then by partner."""
    areas = PartnerPage.objects.filter(path__in=_editors_paths(user)).select_related("partner", "locale").defer("body")
    return sorted(areas, key=lambda area: (area.locale.language_code != get_language(), area.partner.acronym))


def steps(user: User, areas: list[PartnerPage]) -> list[Step]:
    """The five steps, with links to places of `areas`."""
    own = [area for area in areas if area.locale_id == areas[0].locale_id]
    return [
        Step(
            _("Create it in your area"),
            _(
                "Choose the kind “Intelligence brief” and one or more topics. A title, a summary of one or two "
                "sentences, and why it matters: a brief is short. Save it as a draft as often as you like; nobody "
                "reads it yet."
            ),
            # Translators: a partner, and the language of one of its two areas.
            _links(areas, _("New article: %(partner)s, %(language)s"), _create),
        ),
        Step(
            _("Cite your sources"),
            _(
                "Every brief says where its facts come from: title, publisher, address and date, in the words of the "
                "source. The fields stand below the text."
            ),
            _links(own, _("Its sources: %(partner)s, %(language)s"), lambda area: _create(area) + SOURCES),
        ),
        Step(
            _("Submit it to the moderators"),
            _(
                "The menu beside the button that saves has “Submit”. Look at the preview first: it shows the page as "
                "readers will see it."
            ),
            _links(
                own,
                _("Your drafts: %(partner)s, %(language)s"),
                lambda area: f"{reverse('wagtailadmin_explore', args=[area.pk])}?owner={user.pk}",
            ),
        ),
        Step(
            pgettext("after submitting", "See what happens next"),
            _(
                "A moderator of your organization approves it, and it is public at once; or asks for changes, with a "
                "comment. You are told by email, and your dashboard shows where it stands."
            ),
            [Link(_("Your pages in moderation"), f"{reverse('wagtailadmin_reports:workflow')}?requested_by={user.pk}")],
        ),
        Step(
            _("Have it translated"),
            _(
                "Once public, it also stands on the side of the other language, untranslated and with a notice. "
                "“Translate this page”, in the menu of the page, opens it sentence by sentence; the translation is "
                "moderated like any text."
            ),
            [Link(_("State of translations"), reverse("translations:freshness"))],
        ),
    ]


def _editors_paths(user: User) -> list[str]:
    return [held.area_path for held in holdings(user) if held.role is Role.EDITOR]


def _create(area: PartnerPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["articles", "articlepage", area.pk])


def _links(areas: list[PartnerPage], label: str, url_of: Callable[[PartnerPage], str]) -> list[Link]:
    return [
        Link(label % {"partner": area.partner, "language": area.locale.get_display_name()}, url_of(area))
        for area in areas
    ]

"""Mails to translators: an original has moved on, or a text has no French version."""

from wagtail.models import Locale, Page

from core.models import BasePage, User
from partners.models import Partner, partner_at
from partners.notifications import tell
from partners.roles import Role
from translations.models import PublishedText


def tell_translators(original: BasePage) -> None:
    """The public text of an original has changed: those who translate it into other languages hear which are behind."""
    behind = PublishedText.objects.filter(original=original.pk, page__live=True).select_related("page__locale")
    for text in behind:
        tell("behind", _translators(original), text.page, original=original.title)


def ask_for_french(original: BasePage) -> None:
    """A text was published first in another language: French has to be at least as complete, so it is asked for."""
    first = Locale.get_default()
    if original.locale_id == first.pk:
        return
    french = Page.objects.filter(translation_key=original.translation_key, locale=first).first()
    if french is not None:
        tell("french_asked", _translators(original), french, original=original.title)


def _translators(page: Page) -> list[User]:
    """The translators of the page's partner, else its moderators; nobody for the platform's pages."""
    partner = partner_at(page.path)
    return (_people(partner, Role.TRANSLATOR) or _people(partner, Role.MODERATOR)) if partner else []


def _people(partner: Partner, role: Role) -> list[User]:
    return list(partner.group(role).user_set.filter(is_active=True))

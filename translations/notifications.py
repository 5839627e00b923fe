"""Mails to translators: an original has moved on, or a text has no French version."""

from wagtail.models import Locale, Page

from core.models import BasePage, User
from partners.models import partner_at
from partners.notifications import tell
from partners.permissions import translates_into
from partners.roles import Role
from translations.models import PublishedText

# Whose task it is first; the next ones hear where a partner has nobody of the one before.
WHO_TRANSLATES = (Role.TRANSLATOR, Role.EDITOR, Role.MODERATOR)


def tell_translators(original: BasePage) -> None:
    """The public text of an original has changed: those who translate it into other languages hear which are behind."""
    behind = PublishedText.objects.behind().filter(original=original.pk, page__live=True)
    for text in behind.select_related("page__locale"):
        tell("behind", translators_of(text.page), text.page, original=original.title)


def ask_for_french(original: BasePage) -> None:
    """A text was published first in another language: French has to be at least as complete, so it is asked for."""
    first = Locale.get_default()
    if original.locale_id == first.pk:
        return
    french = Page.objects.filter(translation_key=original.translation_key, locale=first).first()
    if french is not None:
        tell("french_asked", translators_of(french), french, original=original.title)


def translators_of(page: Page) -> list[User]:
    """Those of the page's partner who may translate into its language; nobody for the platform's pages."""
    partner = partner_at(page.path)
    if partner is None:
        return []
    roles = (role for role in WHO_TRANSLATES if translates_into(role, page.locale_id))
    people = (list(partner.group(role).user_set.filter(is_active=True)) for role in roles)
    return next(filter(None, people), [])

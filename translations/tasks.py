"""Background work on the trees of the languages."""

from django_tasks import task
from wagtail.models import Locale

from translations.services import mirror_into


@task()
def mirror_into_locale(locale_id: int) -> int:
    """Fills the tree of a language with mirrors; returns how many were made. `manage.py mirror_locale` does the same.

    The language must stand in LANGUAGES and in WAGTAIL_CONTENT_LANGUAGES, which are settings of the deployment: without
    the first its addresses answer “not found”, without the second Wagtail does not know it.
    """
    locale = Locale.objects.filter(pk=locale_id).first()
    return mirror_into(locale) if locale else 0

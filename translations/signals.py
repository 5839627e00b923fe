"""What a publication entails in the other languages."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from core.models import BasePage
from translations.services import mirror


@receiver(page_published, dispatch_uid="translations.mirror_published_page")
def mirror_published_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The first publication of an original makes its mirrors."""
    if isinstance(instance, BasePage):
        mirror(instance)

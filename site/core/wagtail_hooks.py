"""What of Wagtail's hooks concerns all pages."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from core.page_cache import may_be_kept


def keep_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Pages are the same for every reader. Of those that are restricted, none is answered with 200 without a token."""
    may_be_kept(request)


hooks.register("before_serve_page", keep_page, order=-10)

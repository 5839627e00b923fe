"""The view of the pictures that go with shared addresses."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from core import share_cards
from core.models import BasePage, public_pages
from core.share_images import ask_to_store, stored_url
from core.share_images import share_image as image_of

# Seconds. A page that is withdrawn leaves the caches within an hour; a card that is drawn for want of another, at once.
KEPT_FOR = 60 * 60
KEPT_FOR_NOW = 60


@require_safe
def share_image(request: HttpRequest, pk: str, digest: str, kind: str) -> HttpResponse:
    """The picture of the public page `pk`; 404 for what the public may not see.

    Where the page has another picture by now, leads there: addresses that were shared keep a picture. The file itself
    is in the public store; before it is, whoever asks gets a card.
    """
    found = public_pages().filter(pk=int(pk)).select_related("locale").first()
    page = found.specific if found else None
    if not isinstance(page, BasePage):
        raise Http404
    image = image_of(page)
    if request.path != image.path:
        return _kept(HttpResponseRedirect(image.path), KEPT_FOR)
    if url := stored_url(page):
        return _kept(HttpResponseRedirect(url), KEPT_FOR)
    ask_to_store(page)
    return _kept(HttpResponse(share_cards.draw(page.share_card()), content_type="image/png"), KEPT_FOR_NOW)


def _kept(response: HttpResponse, seconds: int) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=seconds)
    return response

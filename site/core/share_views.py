"""The view of the pictures that go with shared addresses."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.models import BasePage, public_pages
from core.share_images import content_of
from core.share_images import share_image as image_of

# Seconds. A page that is withdrawn leaves the caches within a day, and its picture with it.
KEPT_FOR = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def share_image(request: HttpRequest, pk: str, digest: str, kind: str) -> HttpResponse:
    """The picture of the public page `pk`; 404 for what the public may not see.

    Where the page has another picture by now, leads there: addresses that were shared keep a picture.
    """
    found = public_pages().filter(pk=int(pk)).select_related("locale").first()
    page = found.specific if found else None
    if not isinstance(page, BasePage):
        raise Http404
    image = image_of(page)
    if request.path != image.path:
        return HttpResponseRedirect(image.path)
    return HttpResponse(content_of(page), content_type=image.media_type)

"""A text with the typography of its language, offered beside the field in which it was typed. Nothing is stored."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.typography import tidy

MOST = 2_000  # characters; the longest field has fewer


@require_POST
@never_cache
def offer_typography(request: HttpRequest) -> JsonResponse:
    """Answers `{text}`; the same text where there is nothing to put right."""
    text = request.POST.get("text", "")[:MOST]
    return JsonResponse({"text": tidy(text, "en" if request.POST.get("language") == "en" else "fr")})

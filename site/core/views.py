"""Views that belong to no page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """From `/` to the French pages, unless the browser prefers English. Nothing is remembered about the reader."""
    return HttpResponseRedirect(f"/{translation.get_language_from_request(request)}/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may ask for (RFC 9309), and where the sitemap is."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", f"Disallow: /{settings.ADMIN_PATH}", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 404 in the language of the address."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 in the language of the address. The template asks nothing of the database, which may be what failed."""
    language = translation.get_language_from_path(request.path_info) or translation.get_language_from_request(request)
    with translation.override(language):
        return HttpResponse(loader.get_template("500.html").render(), status=500)

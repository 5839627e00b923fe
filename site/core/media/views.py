"""Files by the portal itself: documents, what is private in a folder, and on one machine what is public."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_document

from core.media.storages import PRIVATE, PUBLIC, SIGNED_FOR, PrivateFolder, PublicFolder, store


@require_safe
def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """A document, by Wagtail, which asks who may read it. Where that leads to a bucket, the address ends soon."""
    response: HttpResponseBase = serve_document(request, document_id, filename)
    patch_cache_control(response, private=True, max_age=SIGNED_FOR // 5)
    return response


@require_safe
def private_file(request: HttpRequest, signature: str, name: str) -> HttpResponseBase:
    """A file of the private folder, for whoever was given its address a moment ago."""
    storage = store(PRIVATE)
    if not isinstance(storage, PrivateFolder) or not storage.is_signed(name, signature):
        raise Http404
    response: FileResponse | Any = serve(request, name, document_root=str(storage.location))
    patch_cache_control(response, private=True, max_age=SIGNED_FOR)
    # Shown where a page shows it as a picture; never opened as a page of this origin.
    response.headers["Content-Disposition"] = "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """What a web server in front serves otherwise."""
    storage = store(PUBLIC)
    if not isinstance(storage, PublicFolder):
        raise Http404
    return serve(request, name, document_root=str(storage.location))

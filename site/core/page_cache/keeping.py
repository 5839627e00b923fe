"""How a view says that its answer is the same for every reader."""

from django.http import HttpRequest

KEEP = "carrefour.may_be_kept"


def may_be_kept(request: HttpRequest) -> None:
    """The answer to `request` depends on its address, the public content and the time only.

    Nothing is kept of which no view says so. The mark lies in what Django and the WSGI application around it share.
    """
    request.META[KEEP] = True

"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()


def _refuse_demonstration() -> None:
    from django.db import connections

    from home.demo.checks import refuse_to_start

    refuse_to_start()
    # The server forks after this: its workers open connections of their own.
    connections.close_all()


_refuse_demonstration()

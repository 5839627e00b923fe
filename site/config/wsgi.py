"""The application that a WSGI server runs."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application: Any = get_wsgi_application()

# Need the settings and the apps.
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from core.page_cache.application import PageCache  # noqa: E402
from home.demo.checks import refuse_to_start  # noqa: E402
from operations.metrics import count_page  # noqa: E402

refuse_to_start()
# The server forks after this: its workers open connections of their own.
connections.close_all()

if settings.PAGE_CACHE:
    application = PageCache(application, count=count_page)

"""The settings of tests, with connections and the proxy's link as in production."""

from config import env
from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

DATABASES["default"] |= {"CONN_MAX_AGE": 60}
PAGE_CACHE_LINK = env.folder("PAGE_CACHE_LINK")

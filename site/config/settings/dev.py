"""One machine: `make run` and daily work. State lives in one folder, mail is written to files."""

import os

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, TEMPLATES

STATE_DIR = env.folder("STATE_DIR", BASE_DIR / "var")
DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "only-for-this-machine-" + "0" * 40)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
DATABASES = {"default": env.database()}
WAGTAILADMIN_BASE_URL = env.origin(
    "BASE_URL", f"http://{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
)

DEMONSTRATION_ALLOWED = True
# The demonstration's accounts have no phones; on, each of them that needs one adds it.
TWO_FACTOR_REQUIRED = env.boolean("TWO_FACTOR_REQUIRED", False)

MEDIA_ROOT = STATE_DIR / "media"
SERVE_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "mail"
DEFAULT_FROM_EMAIL = "carrefour-tic@example.org"

# Edited styles and templates show at the next request, without a build.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PAGE_CACHE = env.boolean("PAGE_CACHE", not DEBUG)
PAGE_CACHE_FOLLOWS = [BASE_DIR / "templates"]
TEMPLATES[0]["APP_DIRS"] = False
TEMPLATES[0]["OPTIONS"]["loaders"] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]

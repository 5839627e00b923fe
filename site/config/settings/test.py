"""The test suite: real PostgreSQL, cheap passwords, no mail leaves the process."""

from tempfile import mkdtemp

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR

STATE_DIR = env.folder("STATE_DIR", BASE_DIR / "var")
DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
DATABASES = {"default": env.database()}
WAGTAILADMIN_BASE_URL = "http://testserver"
DEMONSTRATION_ALLOWED = True

MEDIA_ROOT = mkdtemp(prefix="carrefour-media-")
SERVE_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "carrefour-tic@example.org"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

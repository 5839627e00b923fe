"""A public server. Every variable is read here; one that is missing or malformed stops the start and is named.

Secrets of the media store (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) are read from the environment by its client, and
never written into storage options: Wagtail copies those into the task table.
"""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, LOGGING, STORAGES
from config.settings.caches import redis_caches
from core.security import public_policy

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 12:
    raise ImproperlyConfigured("The environment variable SECRET_KEY must be random and hold 50 characters or more.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.origin("BASE_URL")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

DATABASES = {"default": env.database() | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
if env.text("DIRECT_DATABASE_URL", ""):
    DIRECT_DATABASE = env.database("DIRECT_DATABASE_URL")
if env.text("REPLICA_URL", ""):
    # A page that it fails is made again from the primary: so its health is not asked for, and nobody waits for it.
    DATABASES["replica"] = env.database("REPLICA_URL", patience=2) | {"CONN_MAX_AGE": 60}

# HTTPS is ended by the proxy in front, which sets this header itself on every request.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000, minimum=1)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
# Seconds since the login, or since something was last kept in the session, which looking at pages does not do.
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

# What all processes and machines share; without it each process keeps pages in its own memory.
PAGE_CACHE = env.boolean("PAGE_CACHE", True)
PAGE_CACHE_BYTES = env.integer("PAGE_CACHE_MB", 64, minimum=1) * 1024 * 1024
PAGE_CACHE_LINK = env.folder("PAGE_CACHE_LINK") if env.text("PAGE_CACHE_LINK", "") else None
if env.text("REDIS_URL", ""):
    CACHES = redis_caches(env.text("REDIS_URL"))
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 1)
TWO_FACTOR_REQUIRED = env.boolean("TWO_FACTOR_REQUIRED", True)

STATIC_ROOT = env.folder("STATIC_ROOT", BASE_DIR / "var" / "static")
SERVE_MEDIA = False
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
if env.text("MEDIA_BUCKET", ""):
    _service = {
        "endpoint_url": env.origin("MEDIA_S3_ENDPOINT"),
        "region_name": env.text("MEDIA_S3_REGION", "us-east-1"),
    }
    STORAGES["default"] = {
        "BACKEND": "core.media.storages.PrivateBucket",
        "OPTIONS": _service | {"bucket_name": env.text("MEDIA_BUCKET")},
    }
    STORAGES["public"] = {
        "BACKEND": "core.media.storages.PublicBucket",
        "OPTIONS": _service
        | {
            "bucket_name": env.text("MEDIA_PUBLIC_BUCKET"),
            "public_origin": env.origin("MEDIA_PUBLIC_ORIGIN") if env.text("MEDIA_PUBLIC_ORIGIN", "") else "",
        },
    }
    if env.text("MEDIA_BUCKET") == env.text("MEDIA_PUBLIC_BUCKET"):
        raise ImproperlyConfigured("The environment variable MEDIA_PUBLIC_BUCKET must name another bucket.")
    for _name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        env.text(_name)
    MEDIA_ORIGINS = sorted({_service["endpoint_url"], STORAGES["public"]["OPTIONS"]["public_origin"]} - {""})
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": public_policy(MEDIA_ORIGINS)}
    # The portal checks who may read a document, and then leads to an address in the bucket that ends.
    WAGTAILDOCS_SERVE_METHOD = "redirect"
else:
    MEDIA_ROOT = env.folder("MEDIA_ROOT")

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, minimum=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", True)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL")

# One JSON object a line, requests among them; or `line` for people.
LOGGING["handlers"]["console"]["formatter"] = env.one_of("LOG_FORMAT", ("json", "line"))
LOGGING["loggers"]["operations.requests"]["level"] = "INFO"

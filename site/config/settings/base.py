"""What every environment shares. Anything that differs between machines is read in dev.py, test.py or production.py."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from core.security import public_policy

BASE_DIR = Path(__file__).resolve().parents[3]

INSTALLED_APPS = [
    # Ours, before the packages whose templates they replace; from the page that composes down to what all use.
    "home",
    "search",
    "operations",
    "accounts",
    "articles",
    "events",
    "translations",
    "partners",
    "core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "config.apps.PortalConfig",
]

MIDDLEWARE = [
    "operations.middleware.ProbeMiddleware",
    "operations.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.security.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.media.middleware.StoreUnavailableMiddleware",
    "partners.isolation.middleware.PartnerGuardMiddleware",
    "partners.isolation.middleware.OneWriterMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
# Where the admin stands, as the patterns of addresses say it.
ADMIN_PATH = "admin/"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "core.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Seconds; an invitation waits longer in a mailbox than the answer to a forgotten password.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60

# Logging in: after five failures with one account from one address, nothing is compared for a quarter of an hour.

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.NoDemonstration",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "accounts.throttling.attempted_name"
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.throttling.locked_out"
AXES_RESET_ON_SUCCESS = True
# Whoever tries again too early need not wait for longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
# How many proxies of ours each request passes, and so which entry of X-Forwarded-For is the client's.
TRUSTED_PROXIES = 0
# Whether whoever approves, and administrators, must have a second factor; others may.
TWO_FACTOR_REQUIRED = False
OTP_TOTP_ISSUER = "Carrefour-TIC"
# Known to all on purpose; nobody enters with it except where the demonstration is shown.
DEMONSTRATION_PASSWORD = "carrefour-demo"  # noqa: S105
DEMONSTRATION_ALLOWED = False

# Languages: French is the default (Charter of the French language), English stands beside it.

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/Toronto"
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Those of places; browsers do not know all that a machine knows, such as “localtime”.
WAGTAIL_USER_TIME_ZONES = sorted(
    name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/"))
)

# Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
STORAGES: dict[str, dict[str, Any]] = {
    # What people upload: private.
    "default": {"BACKEND": "core.media.storages.PrivateFolder"},
    # What readers see.
    "public": {"BACKEND": "core.media.storages.PublicFolder"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WAGTAILIMAGES_RENDITION_STORAGE = "core.media.storages.ByFolder"
# Wagtail's page editor sends more fields than Django's default of 1,000 allows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What browsers may load

# Other origins that serve our own pictures, such as that of a bucket.
MEDIA_ORIGINS: list[str] = []
CONTENT_SECURITY_POLICY: dict[str, Any] = {"DIRECTIVES": public_policy(MEDIA_ORIGINS)}

# Wagtail

WAGTAIL_SITE_NAME = "Carrefour-TIC"
WAGTAILIMAGES_IMAGE_MODEL = "core.CustomImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50 * 1000 * 1000
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.media.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.media.forms.DocumentForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Documents are downloaded, never run in the origin of the site.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "accounts.forms.PasswordResetForm"  # noqa: S105
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "french"},
}

# Nobody's group holds the right to publish: an approval publishes, in either language.
WAGTAIL_FINISH_WORKFLOW_ACTION = "partners.workflow.publish_approved_revision"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Else deleting an object erases the translated strings that others share with it.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# Whole public pages that are kept (see `core.page_cache`); only the WSGI application keeps them.

PAGE_CACHE = True
# Bytes in each process.
PAGE_CACHE_BYTES = 64 * 1024 * 1024
# What pages read of a query; a parameter that is not here is the same as none.
PAGE_CACHE_PARAMETERS = frozenset(
    [
        "attendance_mode",
        "audience",
        "author",
        "day",
        "end",
        "free",
        "keyword",
        "kind",
        "language",
        "languages",
        "only",
        "page",
        "partner",
        "period",
        "q",
        "region",
        "sort",
        "start",
        "topic",
        "view",
        "year",
    ]
)
# Where a proxy looks up whether anything has changed (deploy/nginx.conf).
PAGE_CACHE_LINK: Path | None = None
# Folders whose files pages are made of and that may change while the portal runs.
PAGE_CACHE_FOLLOWS: list[Path] = []
PAGE_CACHE_RELEASE_FOLDERS = [
    BASE_DIR / name
    for name in [
        "site",
        "home",
        "search",
        "articles",
        "events",
        "translations",
        "partners",
        "templates",
        "locale",
        "var/static",
    ]
]

# Pages of anonymous readers may be read from a replica of the database, where production.py names one

DATABASE_ROUTERS = ["core.replica.ReplicaRouter"]
# Where a command that needs a session of its own asks, when a pool of connections stands before the database.
DIRECT_DATABASE: dict[str, object] = {}

# Background work

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Mail: a host that does not answer must not hold a request for long.

EMAIL_TIMEOUT = 10

SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "operations.logs.json_formatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Lines for every page saved and every task run say nothing that their tables do not keep better.
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        # A line for each request is for programs that gather them.
        "operations.requests": {"level": "WARNING"},
    },
}

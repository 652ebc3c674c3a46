"""One file for every installation; what differs is an environment variable (see docs/operations.md)."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from careers.databases.configuration import databases
from careers.observing import logs

BASE_DIR = Path(__file__).resolve().parent.parent

# openpyxl is to read workbooks by defusedxml, which refuses entities, though python-docx brings lxml.
os.environ.setdefault("OPENPYXL_LXML", "False")

env = environ.Env()
# The private configuration of this installation; a variable that is already set wins over it.
env.read_env(env.path("ENV_FILE", default=str(BASE_DIR / ".env")))

# Off unless asked for, so that a forgotten variable cannot expose production.
DEBUG = env.bool("DEBUG", default=False)


def required(name, read, *, in_development):
    """Return a variable that only development may leave out; without it, production does not start."""
    value = read(name, default=None)
    if not (value or DEBUG):
        # One line for the operator, whatever the server: a traceback would bury it.
        sys.exit(f"Waymark does not start: {name} is not set (docs/operations.md says what belongs there).")
    return value or in_development


SECRET_KEY = required("SECRET_KEY", env, in_development="insecure-development-key")
# Former keys, still good for what they have signed (docs/security.md says how to change the key).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = required("ALLOWED_HOSTS", env.list, in_development=["*"])
# Whether visitors come by HTTPS; only a site that is tried out on one machine says no.
HTTPS = env.bool("HTTPS", default=not DEBUG)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # Before ours, which take its place in the admin.
    "auditlog",
    "careers",
    "roles",
    "skills",
    "sources",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    # The last: it gives the groups of editors what all others have made.
    "careers.doors",
]

MIDDLEWARE = [
    # Outside of all others: what fails on one database is asked of another.
    "careers.databases.middleware.DatabasesMiddleware",
    # Outside of whatever else asks the database.
    "careers.caching.renewal.RenewalMiddleware",
    "careers.safety.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careers.compression.CompressionMiddleware",
    "careers.policy.PolicyMiddleware",
    # Outside of whatever refuses a request, so that its errors are told as all others under /api/ and of forms.
    "careers.api.middleware.ApiMiddleware",
    "careers.forms_of.middleware.FormErrorsMiddleware",
    "careers.safety.strictness.StrictMiddleware",
    "careers.safety.limits.RefusedMiddleware",
    "careers.for_editors.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "careers.for_editors.AuthenticationMiddleware",
    "careers.for_editors.MessageMiddleware",
    "careers.caching.middleware.TellingMiddleware",
    "sources.history.middleware.ChangeMiddleware",
    "careers.editor_marker.EditorMarkerMiddleware",
    "careers.doors.middleware.DoorsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "careers.bulk.middleware.VersionsMiddleware",
    "careers.forms_of.middleware.FormsMiddleware",
    # Inside of all others, since it puts a page of its own in the place of another.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "careers.urls"
WSGI_APPLICATION = "careers.wsgi.application"

TEMPLATES = [
    # The public pages (docs/decisions.md says why), asked first because they are asked for most.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "pages"],
        "OPTIONS": {"environment": "careers.jinja.environment"},
    },
    # The admin, the site map and whatever else packages bring.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# SQLite unless DATABASE_URL names a PostgreSQL database.
try:
    DATABASES = databases(
        env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
        [env.db_url_config(url) for url in env.list("DATABASE_REPLICA_URLS", default=[])],
        connections_kept=env.int("CONN_MAX_AGE", default=600),
        is_pooled=env.bool("BEHIND_PGBOUNCER", default=False),
    )
except ValueError:
    # The error would quote a part of a password.
    sys.exit(
        "Waymark does not start: DATABASE_REPLICA_URLS or DATABASE_URL cannot be read. "
        "In a password write :/?#[]@% as % and their code."
    )
DATABASE_ROUTERS = ["careers.databases.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Length counts, kinds of signs do not, and no password grows old (NIST SP 800-63B).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "careers.doors.passwords.Noticed"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# Signing in (careers/doors). A site that is tried out on one machine asks for no second step by itself.
TWO_STEP_REQUIRED_GROUPS = env.list("TWO_STEP_REQUIRED_GROUPS", default=["Reviewer", "Administrator"] if HTTPS else [])
OTP_TOTP_ISSUER = "Waymark"
SESSION_ENGINE = "careers.doors.sessions"
# Long enough to read a document and come back to a page half filled in.
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_HOURS", default=4) * 3600
SESSION_LONGEST_AGE = env.int("SESSION_LONGEST_HOURS", default=12) * 3600
# Days after which the record of sign-ins may be deleted (manage.py prune_sign_ins).
SIGN_INS_KEPT_DAYS = env.int("SIGN_INS_KEPT_DAYS", default=180)
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])

# Throttling: django-axes counts failures, careers/doors/throttle.py has the rules.
AXES_HANDLER = "careers.doors.throttle.Throttle"
AXES_FAILURE_LIMIT = 1
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "careers.doors.views.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "careers.doors.throttle.account_key"
AXES_CLIENT_IP_CALLABLE = "careers.doors.addresses.network_of"
AXES_SENSITIVE_PARAMETERS = ["username", "code", "key", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The entries of the history (sources/history/).
AUDITLOG_LOGENTRY_MODEL = "sources.ChangedRow"
# Its only table is not used: ours stands in its place.
MIGRATION_MODULES = {"auditlog": None}
AUDITLOG_STORE_JSON_CHANGES = True

# Off: a change of a role is seen by two people before readers see it.
REVIEWERS_MAY_APPROVE_THEIR_OWN = env.bool("REVIEWERS_MAY_APPROVE_THEIR_OWN", default=False)

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "careers.formats"
TIME_ZONE = env("TIME_ZONE", default="UTC")
USE_I18N = False
USE_TZ = True

# Many forms on a page: Jinja2 takes a third of the time.
FORM_RENDERER = "careers.form_renderer.FormRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_BACKEND = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if DEBUG:
    # Files as they lie, none collected. WhiteNoise would ask DEBUG, which the test runner turns off later.
    STATICFILES_BACKEND = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# After so many months the desk asks editors to read a page again, and to look for a newer edition of a document.
STALE_MONTHS = env.int("STALE_MONTHS", default=18)
STALE_DOCUMENT_MONTHS = env.int("STALE_DOCUMENT_MONTHS", default=60)

# Published pages are kept and answered before Django (docs/performance.md).
PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=64)
# Where processes share pages and counts; without it each is for itself.
REDIS_URL = env("REDIS_URL", default="")
# Caches before the site that are told of each change, and the seconds for which such a cache may keep a page.
CACHE_FRONTS = env.list("CACHE_FRONTS", default=[])
CACHE_SHARED_SECONDS = env.int("CACHE_SHARED_SECONDS", default=60 if CACHE_FRONTS else 0)

# Where releases of the content are (careers/bulk), and the address of the site that their files name.
DATA_DIR = env.path("DATA_DIR", default=str(BASE_DIR / "data"))
_HOST = next((host for host in ALLOWED_HOSTS if host[:1] not in "*."), "localhost")
SITE_ADDRESS = env("SITE_ADDRESS", default=f"{'https' if HTTPS else 'http'}://{_HOST}").rstrip("/")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# The page of a role of a framework has hundreds of rows, each of ten fields; only editors may send as much.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# What an editor may import at once (careers/tables); who runs the site imports more by manage.py import_tables.
TABLES_MOST_BYTES = env.int("TABLES_MOST_BYTES", default=10_000_000)
TABLES_MOST_ROWS = env.int("TABLES_MOST_ROWS", default=25_000)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    # Browsers take such a cookie only by HTTPS from this very host, so that no neighbour can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if HTTPS else 0)
# These bind neighbours under the same domain, too, and are hard to take back: an operator says so.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CSRF_FAILURE_VIEW = "careers.views.forged"
# Only behind a proxy that sets these headers itself, else anybody could claim HTTPS, or another's address.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1) if BEHIND_PROXY else 0

# How often each client may ask for what costs most (careers/safety/limits.py): name=600/minute, or name=off.
RATE_LIMITS = {"search": "1200/minute", "suggestions": "6000/minute", "lists": "1200/minute", "api": "1200/minute"}
RATE_LIMITS |= {"documents": "600/minute"}  # Job descriptions and their files.
RATE_LIMITS |= env.dict("RATE_LIMITS", default={})

# What the operator sees (careers/observing, docs/observing.md).
OPERATOR_NETWORKS = env.list("OPERATOR_NETWORKS", default=["127.0.0.0/8", "::1/128"])
# The name is that of the library, which reads the variable itself.
PROMETHEUS_MULTIPROC_DIR = env("PROMETHEUS_MULTIPROC_DIR", default="")
SLOW_QUERY_MS = env.float("SLOW_QUERY_MS", default=500)
SLOW_REQUEST_MS = env.float("SLOW_REQUEST_MS", default=2000)
LOG_CACHE_HITS = env.bool("LOG_CACHE_HITS", default=False)
LOGGING = logs.configuration(
    env("LOG_FORMAT", default="text" if DEBUG else "json"), env("LOG_LEVEL", default="INFO").upper()
)
# With DEBUG, pages of error show the code, and still none of what is secret.
DEFAULT_EXCEPTION_REPORTER = "careers.observing.debug_pages.Reporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "careers.observing.debug_pages.Filter"
ERROR_SINK = env("ERROR_SINK", default="careers.observing.errors.to_log")

if DEBUG and env.bool("DEBUG_TOOLBAR", default=False):
    INSTALLED_APPS.append("debug_toolbar")
    # Inside of what compresses, or it could not write into the page.
    gzip = MIDDLEWARE.index("careers.compression.CompressionMiddleware")
    MIDDLEWARE.insert(gzip + 1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]

"""The environment of the tests; pytest loads it before Django reads its settings (see pyproject.toml)."""

import os

# What the shell or the private configuration says of this installation is none of the tests' business.
for name in (
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "CACHE_FRONTS",
    "CACHE_SHARED_SECONDS",
    "CSRF_TRUSTED_ORIGINS",
    "DATA_DIR",
    "ERROR_SINK",
    "HTTPS",
    "LOG_CACHE_HITS",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "OPERATOR_NETWORKS",
    "PAGE_CACHE",
    "PAGE_CACHE_MEGABYTES",
    "PROMETHEUS_MULTIPROC_DIR",
    "RATE_LIMITS",
    "REDIS_URL",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECURITY_CONTACT",
    "SESSION_IDLE_HOURS",
    "SESSION_LONGEST_HOURS",
    "SIGN_INS_KEPT_DAYS",
    "SITE_ADDRESS",
    "SLOW_QUERY_MS",
    "SLOW_REQUEST_MS",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
    "TWO_STEP_REQUIRED_GROUPS",
):
    os.environ.pop(name, None)

os.environ.update(
    ENV_FILE=os.devnull,
    # The development side of the settings: static files as they lie, no HTTPS. Pages still see DEBUG off,
    # because Django's test runner says so.
    DEBUG="1",
    DEBUG_TOOLBAR="0",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:"),
    # Playwright keeps an event loop, under which Django would refuse to query.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)

"""What is secret is in no line of the log, and on no page of error, with DEBUG as without."""

import os

import pytest
from django.conf import settings as site
from django.core.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import path

from careers.observing import scrubbing
from careers.observing.logs import JsonLine
from careers.observing.wrapper import wrap
from careers.urls import handler400, handler404, handler500  # noqa: F401 the pages of error
from careers.urls import urlpatterns as urls_of_site

from .test_settings import PRODUCTION, run
from .wsgi import ask

SECRETS = {
    "key": "k3y-of-the-site-<&>-0123456789",
    "database": "d4tabase'password",
    "redis": "r3dis-password",
    "session": "s3ssion0123456789",
    "password": "four words & a sign",
    "one-time key": "JBSWY3DPEHPK3PXP",
}


def broken(request):
    typed = request.POST["password"], request.POST["key"]
    session = request.COOKIES["sessionid"]
    address = os.environ["DATABASE_URL_OF_TEST"]
    raise RuntimeError(f"{typed} {session} {address} {site.SECRET_KEY} {site.REDIS_URL}")


urlpatterns = [*urls_of_site, path("broken-in-tests/", broken)]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.any_database]


def test_an_address_of_a_database_that_cannot_be_read_is_not_quoted():
    result = run("manage.py", "check", **PRODUCTION | {"DATABASE_URL": "postgres://waymark:d4ta/base@localhost/db"})

    assert (result.returncode, "DATABASE_URL cannot be read" in result.stderr, "d4ta" in result.stderr) == (
        1,
        True,
        False,
    )


@pytest.mark.parametrize("is_debugging", [False, True])
@pytest.mark.parametrize("accept", ["text/html", "text/plain"])
def test_secrets_are_in_no_answer_and_no_line(caplog, monkeypatch, is_debugging, accept):
    monkeypatch.setenv("DATABASE_URL_OF_TEST", f"postgres://waymark:{SECRETS['database']}@db/waymark")
    monkeypatch.setitem(scrubbing.connections.settings["default"], "PASSWORD", SECRETS["database"])
    body = f"password={SECRETS['password'].replace('&', '%26')}&key={SECRETS['one-time key']}".encode()
    changed = {
        "DEBUG": is_debugging,
        "SECRET_KEY": SECRETS["key"],
        "REDIS_URL": f"redis://:{SECRETS['redis']}@cache/0",
        "ALLOWED_HOSTS": ["testserver"],
        "MIDDLEWARE": [],
    }
    with override_settings(**changed):
        scrubbing.secrets_of_site.cache_clear()
        answer = ask(
            wrap(WSGIHandler()),
            "/broken-in-tests/",
            method="POST",
            body=body,
            CONTENT_TYPE="application/x-www-form-urlencoded",
            HTTP_COOKIE=f"sessionid={SECRETS['session']}",
            HTTP_ACCEPT=accept,
            DATABASE_URL=f"postgres://waymark:{SECRETS['database']}@db/waymark",
        )
        page = answer.body.decode()
        said = page + "".join(map(JsonLine().format, caplog.records))
    scrubbing.secrets_of_site.cache_clear()

    assert answer.status == 500
    assert ("RuntimeError" in page) == is_debugging
    assert len(caplog.records) >= 2
    assert {
        name: form for name, secret in SECRETS.items() for form in scrubbing._as_written([secret]) if form in said
    } == {}

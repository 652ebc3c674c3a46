"""The site as a stranger meets it: the server of production, by HTTPS, over a socket."""

import http.client
import os
import shutil
import sqlite3
import ssl
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection
from prometheus_client.parser import text_string_to_metric_families

from bench.servers import granian, running

from .observatory import Seen, points, score

HOST = "localhost"
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "as-long-and-as-varied-as-a-key-has-to-be-0123456789-abcdefghij",
    "ALLOWED_HOSTS": HOST,
}

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl, for a certificate of its own"),
]


class Site:
    def __init__(self, port, certificate, log):
        self.port, self.log = port, log
        self._context = ssl.create_default_context(cafile=certificate)

    def ask(self, address="/", method="GET", host=None, **headers):
        """Return the answer (status, headers, body); each time over a connection of its own."""
        connection = http.client.HTTPSConnection(HOST, self.port, context=self._context, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, headers=headers | {"Host": host or HOST})
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    folder = tmp_path_factory.mktemp("outside")
    environment = PRODUCTION | {
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
    }
    (folder / "metrics").mkdir()
    with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "site.sqlite3")) as copy:
        # Empty, and quicker than to make the tables once more.
        connection.ensure_connection()
        connection.connection.backup(copy)
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    *command, port = granian(sys.executable, "careers.wsgi:application")
    command += ["--ssl-certificate", certificate, "--ssl-keyfile", key, port]
    with running(command, folder, environment) as server:
        yield Site(server.port, certificate, folder / f"server-{server.port}.log")


def seen(site, address, client):
    response, body = site.ask(address)
    headers = {name.lower(): value for name, value in response.getheaders()}
    cookies = [value for name, value in response.getheaders() if name.lower() == "set-cookie"]
    return Seen(headers, body, cookies, client.get(address, headers={"host": HOST}).headers.get("Location", ""))


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "expected"), [("/", 130), ("/roles/", 130), ("/admin/login/", 135)])
def test_observatory_gives_an_a_plus(site, client, settings, address, expected):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, [HOST]

    found = seen(site, address, client)

    assert (score(found), [name for name, value in points(found).items() if value < 0]) == (expected, [])


def test_observatory_would_mark_a_site_down_that_is_open():
    bare = Seen({}, '<script src="https://elsewhere.example/x.js">', ["sessionid=1"], "")

    assert score(bare) == 0 or score(bare) < 0
    assert {name for name, value in points(bare).items() if value < 0} == {
        "content security policy",
        "cookies",
        "redirection",
        "referrer",
        "transport",
        "scripts",
        "kinds of content",
        "frames",
    }


def test_cookies_are_bound_to_this_host_and_closed_to_scripts(site):
    response, _ = site.ask("/admin/login/")
    cookies = [value for name, value in response.getheaders() if name.lower() == "set-cookie"]

    assert [cookie.partition("=")[0] for cookie in cookies] == ["__Host-csrftoken"]
    assert all({"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; ")) for cookie in cookies)
    assert not any("domain" in cookie.lower() for cookie in cookies)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 400),
        ({"host": f"{HOST}@evil.example"}, 400),
        ({"X_Forwarded_Host": "evil.example"}, 200),
        ({"X_Forwarded_For": "10.0.0.1", "X_Forwarded_Proto": "http"}, 200),
    ],
)
def test_hosts_that_somebody_claims_are_refused_or_count_for_nothing(site, headers, status):
    response, body = site.ask("/roles/", **headers)

    assert (response.status, "evil.example" in body) == (status, False)


def test_processes_tell_their_counts_together_and_only_to_operators(site):
    for _ in range(12):
        site.ask("/about/evidence/")
    text = site.ask("/metrics")[1]
    counts = [
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "waymark_requests_total" and sample.labels["route"] == "about-evidence"
    ]

    assert (sum(counts), site.ask("/metrics", X_Forwarded_For="10.0.0.1")[0].status) == (12, 404)


def test_what_is_said_of_secrets_is_nothing(site):
    site.ask("/admin/login/", Cookie="__Host-sessionid=a-session-that-is-secret")
    site.ask("/search/?q=a-secret-search", Authorization="Basic secret")
    log = site.log.read_text()

    assert '"path": "/search/"' in log
    assert [word for word in ("secret", PRODUCTION["SECRET_KEY"]) if word in log] == []

"""The site as readers reach it: application servers over one SQLite file, with an nginx before them."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bench.servers import granian
from deploy.local.processes import listens

from .html import parse

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "correct horse battery staple"


def environment(folder, **more):
    return os.environ | {
        "ENV_FILE": os.devnull,
        # Static files as they lie: to collect them takes longer than all else.
        "DEBUG": "1",
        "PAGE_CACHE": "1",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        **more,
    }


@contextmanager
def running(command, port, environment=None, log=subprocess.DEVNULL):
    """Run a server until the block ends; it listens when the block begins."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 30
        while not listens(port):
            assert process.poll() is None, f"{command} did not start"
            assert time.monotonic() < deadline, f"{command} does not listen"
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def application(port, environment):
    """Serve the site by two processes."""
    return running([*granian(sys.executable, "careers.wsgi:application"), str(port)], port, environment)


@contextmanager
def nginx(folder, port, told_by, upstream):
    """Serve through nginx with its cache, as deploy/nginx/cache.conf says."""
    folder.mkdir()
    cache = (ROOT / "deploy/nginx/cache.conf").read_text()
    cache = cache.replace("${CACHE_FOLDER}", f"{folder}/cache").replace("${TOLD_BY}", f"127.0.0.1:{told_by}")
    cache = cache.replace("${TOLD_FROM}", "127.0.0.1")
    (folder / "cache.conf").write_text(cache)
    modules = Path("/usr/lib/nginx/modules")
    loaded = "".join(f"load_module {modules / name};\n" for name in ("ndk_http_module.so", "ngx_http_lua_module.so"))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    account = "user root;\n" if os.geteuid() == 0 else ""
    passed_on = f"proxy_pass http://127.0.0.1:{upstream}; proxy_http_version 1.1; proxy_set_header Host $http_host;"
    (folder / "nginx.conf").write_text(
        f"{loaded}{account}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nworker_processes 2;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}"
        "map $scheme $waymark_scheme { default $scheme; }\n"
        f"include {folder}/cache.conf;\n"
        f"server {{ listen 127.0.0.1:{port}; location / {{ {passed_on} }} }}\n}}\n"
    )
    with running(["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"], port) as process:
        yield process


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode()


def get(port, path, method="GET", **headers):
    """Return the Answer to one request on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return Answer(connection.getresponse())
    finally:
        connection.close()


class Editor:
    """Somebody who is signed in, by one port of the site."""

    def __init__(self, port, name):
        self._site, self._cookies = f"http://127.0.0.1:{port}", CookieJar()
        self._open = build_opener(HTTPCookieProcessor(self._cookies)).open
        self.change("/admin/login/?next=/admin/", username=name, password=PASSWORD)

    @property
    def cookies(self):
        """The line that the browser sends."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def read(self, path):
        with self._open(self._site + path, timeout=20) as answer:
            return answer.read().decode()

    def change(self, path, **values):
        """Send the form of a page with some values changed; return the page that comes next."""
        forms = parse(self.read(path)).all("form", method="post")
        form = next(form for form in forms if set(values) & set(fields(form)))
        sent = urlencode(fields(form) | values, doseq=True).encode()
        with self._open(self._site + path, data=sent, timeout=20) as answer:
            return answer.read().decode()


def fields(form):
    """Return what a browser would send of a form that nobody has touched."""
    found = {}
    for element in form.walk():
        name = element.attributes.get("name")
        if not name:
            continue
        kind = element.attributes.get("type", "text")
        if element.tag == "textarea":
            found[name] = element.text
        elif element.tag == "select":
            found[name] = [one.attributes["value"] for one in element.all("option") if "selected" in one.attributes]
        elif element.tag == "input" and kind not in ("submit", "checkbox", "radio", "file"):
            found[name] = element.attributes.get("value", "")
        elif element.tag == "input" and "checked" in element.attributes:
            found.setdefault(name, []).append(element.attributes.get("value", "on"))
    return found

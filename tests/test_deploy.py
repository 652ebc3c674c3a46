"""What is deployed names what is there."""

import os
import re
import subprocess
import sys

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.any_database
DEPLOY = settings.BASE_DIR / "deploy"
SCRIPTS = [
    file for file in DEPLOY.rglob("*") if file.is_file() and file.suffix == "" and file.read_text()[:9] == "#!/bin/sh"
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_can_be_read_and_run(script):
    subprocess.run(["sh", "-n", script], check=True)

    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize(
    ("url", "without_password", "password"),
    [
        ("postgres://waymark:a%40b%2F%25@host:5432/waymark?x=1", "postgres://waymark@host:5432/waymark?x=1", "a@b/%"),
        ("postgres://waymark@host/waymark", "postgres://waymark@host/waymark", ""),
        ("sqlite:////tmp/a:b@c/site", "sqlite:////tmp/a:b@c/site", ""),
    ],
)
def test_the_password_of_the_database_can_be_told_apart(url, without_password, password):
    def told(option):
        environment = {"PATH": os.defpath, "DATABASE_URL": url, "PYTHON": sys.executable}
        return subprocess.check_output([DEPLOY / "database-url", option], env=environment, text=True).strip()

    assert (told("--without-password"), told("--password")) == (without_password, password)


def test_the_image_is_made_of_what_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), flags=re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    kept = re.findall(r"^!(.+)$", (DEPLOY / "Containerfile.dockerignore").read_text(), flags=re.MULTILINE)

    assert [name for name in names if not (settings.BASE_DIR / name).exists()] == []
    assert sorted(kept) == sorted(names)


def test_containers_are_given_what_is_there_and_no_secret_has_a_value():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    given = [volume for service in compose["services"].values() for volume in service.get("volumes", [])]
    files = [volume.split(":")[0] for volume in given if volume.startswith("./")]
    example = (DEPLOY / "example.env").read_text()

    assert [name for name in files if not (DEPLOY / name).exists()] == []
    assert re.findall(r"^(\w*(?:PASSWORD|KEY))=.+$", example, flags=re.MULTILINE) == []
    asked = set(re.findall(r"\$\{(\w+):\?\}", (DEPLOY / "compose.yaml").read_text()))
    assert asked <= set(re.findall(r"^(\w+)=", example, flags=re.MULTILINE))


def test_units_start_what_is_there():
    units = (DEPLOY / "systemd").glob("*.service")
    started = re.findall(r"^ExecStart=/srv/waymark/(\S+)", "".join(unit.read_text() for unit in units), re.MULTILINE)

    assert {name for name in started if not name.startswith(".venv")} == {"deploy/serve", "deploy/backup"}
    assert [name for name in started if not name.startswith(".venv") and not (settings.BASE_DIR / name).exists()] == []

"""What differs between installations is in the environment, written down, and safe where it is forgotten."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

PRODUCTION = {
    "SECRET_KEY": "not-a-secret-but-as-long-and-as-varied-as-check-deploy-asks-0123456789",
    "ALLOWED_HOSTS": "waymark.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def run(*arguments, **environment):
    """Run Python in an environment that holds only what is given, and no private configuration."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def say(expression, **environment):
    """Return what an expression over the settings prints in an environment."""
    result = run("-c", f"from careers import settings; print({expression})", **environment)
    assert result.stderr == ""
    return result.stdout.strip()


def variables_read():
    """Return the environment variables that the settings read: capital letters, first in a call of `env`."""
    tree = ast.parse(Path(settings.BASE_DIR, "careers", "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    firsts = [call.args[0] for call in calls if re.fullmatch(r"env(\.\w+)?|required", ast.unparse(call.func))]
    names = [first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)]
    return {name for name in names if re.fullmatch(r"[A-Z][A-Z_]+", name)}


def test_every_variable_is_in_the_operators_table():
    table = Path(settings.BASE_DIR, "docs", "operations.md").read_text()

    assert variables_read() == set(re.findall(r"^\| `([A-Z_]+)` \|", table, flags=re.MULTILINE))


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("start", [["manage.py", "check"], ["-c", "import careers.wsgi"]], ids=["manage", "wsgi"])
def test_production_does_not_start_without(name, value, start):
    environment = {key: text for key, text in PRODUCTION.items() if key != name}
    if value is not None:
        environment[name] = value

    result = run(*start, **environment)

    assert result.returncode != 0
    assert result.stderr.splitlines() == [
        f"Waymark does not start: {name} is not set (docs/operations.md says what belongs there)."
    ]


def test_production_passes_the_checks_of_a_deployment():
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("word", ["", "0", "false", "no", "False"])
def test_debug_is_off_unless_asked_for(word):
    assert say("settings.DEBUG", DEBUG=word, **PRODUCTION) == "False"


HSTS = "settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "31536000 False False"),
        ({"HTTPS": "no"}, "0 False False"),
        ({"SECURE_HSTS_SECONDS": "3600", "SECURE_HSTS_INCLUDE_SUBDOMAINS": "yes"}, "3600 True False"),
        ({"SECURE_HSTS_PRELOAD": "yes"}, "31536000 False True"),
    ],
)
def test_neighbours_under_the_same_domain_are_bound_to_https_only_when_asked_for(environment, said):
    assert say(HSTS, **PRODUCTION, **environment) == said


def test_options_of_the_address_of_a_database_are_kept():
    options = say("settings.DATABASES['default']['OPTIONS']", DEBUG="1", DATABASE_URL="sqlite:///x.sqlite3?timeout=7")

    assert {"timeout", "transaction_mode", "init_command"} <= ast.literal_eval(options).keys()


def test_the_database_is_sqlite_unless_postgresql_is_named():
    engine = "settings.DATABASES['default']['ENGINE'].rpartition('.')[2]"

    assert say(engine, DEBUG="1") == "sqlite"
    assert say(engine, DEBUG="1", DATABASE_URL="postgres://waymark:pass@127.0.0.1:5432/waymark") == "postgresql"


def test_the_private_configuration_is_read_and_the_environment_wins(tmp_path):
    private = tmp_path / "private"
    private.write_text("SECRET_KEY=from-the-file\nALLOWED_HOSTS=one.example,two.example\n")
    said = "settings.SECRET_KEY, settings.ALLOWED_HOSTS"

    result = say(said, ENV_FILE=str(private), SECRET_KEY="from-the-environment")

    assert result == "from-the-environment ['one.example', 'two.example']"


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_tests_on_postgresql_run_on_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")

"""The audit of packages never takes silence for an answer."""

import importlib.util
from pathlib import Path

import pytest
from django.conf import settings

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "CVE-2024-1", "fix_versions": ["3.1.6"]}]}
UNKNOWN = {"name": "csp", "skip_reason": "not found"}


@pytest.fixture
def audit():
    place = Path(settings.BASE_DIR, "deploy", "local", "audit.py")
    module = importlib.util.module_from_spec(spec := importlib.util.spec_from_file_location("audit", place))
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("packages", "is_demanded", "status", "said"),
    [
        ([SOUND], "", 0, "1 of 1 locked packages looked up: no known weakness."),
        ([SOUND, WEAK], "", 1, "jinja2 3.1.2: CVE-2024-1, mended in 3.1.6."),
        ([UNKNOWN], "", 0, "NOT AUDITED: none of the 1 packages could be looked up from here."),
        ([UNKNOWN], "1", 1, "NOT AUDITED: none of the 1 packages"),
        ([SOUND, UNKNOWN], "", 0, "NOT AUDITED: csp: these could not be looked up."),
        ([SOUND, UNKNOWN], "1", 1, "NOT AUDITED: csp"),
    ],
)
def test_what_could_not_be_looked_up_is_said(audit, capsys, monkeypatch, packages, is_demanded, status, said):
    monkeypatch.setenv("WAYMARK_REQUIRE_AUDIT", is_demanded)

    assert audit.judge(packages) == status
    assert said in capsys.readouterr().out

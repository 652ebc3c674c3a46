"""Other tests take static files as they lie; a production site renames them, and fails on one that is missing."""

import json
import re
from pathlib import Path

from django.conf import settings

from tests.test_settings import PRODUCTION, run


def named_in_templates():
    """Return {static file: template that names it}."""
    return {
        name: str(template.relative_to(settings.BASE_DIR))
        for template in Path(settings.BASE_DIR, "templates").rglob("*.*")
        for name in re.findall(r"(?:{% *static |\bstatic\()['\"]([^'\"]+)['\"]", template.read_text())
    }


def test_a_production_site_finds_every_static_file(tmp_path):
    collected = run("manage.py", "collectstatic", "--noinput", "-v0", STATIC_ROOT=str(tmp_path), **PRODUCTION)
    assert collected.stderr == ""

    known = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]

    named = named_in_templates()
    assert {"css/base.css", "css/admin.css"} <= named.keys()
    assert {name: template for name, template in named.items() if name not in known} == {}

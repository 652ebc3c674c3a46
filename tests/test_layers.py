"""Each room of the site stands on those before it, never the other way."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

LAYERS = ["sources", "skills", "roles", "careers"]


def imported_packages(source):
    """Return the top-level names that a file imports, wherever in it; relative imports aside."""
    packages = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            packages.add(node.module.split(".")[0])
    return packages


def higher_than(layer):
    return set(LAYERS[LAYERS.index(layer) + 1 :])


def test_imports_are_found_wherever_they_stand():
    source = "import roles.models\nfrom . import views\ndef late():\n    from careers.gaps import find_gaps\n"

    assert imported_packages(source) == {"roles", "careers"}


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_one_way(layer):
    wrong = {
        str(path): higher
        for path in Path(settings.BASE_DIR, layer).rglob("*.py")
        if (higher := imported_packages(path.read_text()) & higher_than(layer))
    }

    assert wrong == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_foreign_keys_run_one_way(layer):
    wrong = [
        str(field)
        for model in apps.get_app_config(layer).get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model and field.related_model._meta.app_label in higher_than(layer)
    ]

    assert wrong == []

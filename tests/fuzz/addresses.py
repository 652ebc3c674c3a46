"""Every address of the URLconf as a template, what fits into it, and the parameters that the code reads."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, get_resolver

from careers.forms_of.forms import BY_ENDING
from roles.models import EducationRoute, Role
from skills.models import Skill
from sources.models import Document

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
_PARAMETER = re.compile(r"""(?:GET|POST|query|data|asked)\.(?:get|getlist|pop)\(\s*["']([\w-]+)["']""")
OF_LISTS = [
    "q",
    "page",
    "p",
    "all",
    "o",
    "e",
    "sort",
    "family",
    "seniority",
    "skill",
    "level",
    "knowledge",
    "education",
]
OF_LISTS += ["collection", "area", "kind", "_popup", "_to_field", "_changelist_filters", "next", "status__exact"]
OF_LISTS += [
    "collection__slug__exact",
    "id__in",
    "pk__gt",
    "role__slug",
    "app_label",
    "model_name",
    "field_name",
    "term",
]
# Who is signed out goes on as a stranger.
LEFT_OUT = ("admin/logout/", "admin/login/second-step/")


def templates():
    """Return the paths of all addresses, arguments in angle brackets."""
    found = {path for path in _paths(get_resolver().url_patterns, "/") if not path.startswith(LEFT_OUT)}
    return sorted(path for path in found if path[1:] not in LEFT_OUT)


def _paths(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from _paths(pattern.url_patterns, route)
        elif "(?P" not in route:
            yield route.removesuffix("$")


def parameters():
    """Return the names that the code asks an address or a form for, and those of lists."""
    files = (
        path
        for room in ("sources", "skills", "roles", "careers")
        for path in Path(settings.BASE_DIR, room).rglob("*.py")
    )
    return sorted({name for path in files for name in _PARAMETER.findall(path.read_text())} | set(OF_LISTS))


def arguments():
    """Return {name of an argument: values that there are}, and for models of the admin their keys."""
    slugs = [
        slug
        for model in (Role, Skill, EducationRoute, Document)
        for slug in model.objects.values_list("slug", flat=True)[:8]
    ]
    keys = {
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/": [
            *model._default_manager.values_list("pk", flat=True)[:4]
        ]
        for model in apps.get_models()
    }
    return slugs, keys


def filled(template, random, slugs, keys, hostile):
    """Return a template with arguments: mostly such as there are, else a hostile one."""
    below = next((found for prefix, found in keys.items() if template.startswith(prefix)), None) or [1]

    def fill(match):
        if random.random() < 0.15:
            return hostile()
        kind, name = match.groups()
        if kind == "slugs":
            return "/".join(random.sample(slugs[:8], random.randint(1, 4)))
        if kind == "form":
            return random.choice(list(BY_ENDING))
        if kind == "slug" or (kind is None and "slug" in name):
            return random.choice(slugs)
        return str(random.choice(below))

    return _ARGUMENT.sub(fill, template)

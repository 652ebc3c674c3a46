"""Jinja2 as the public pages use it."""

import pytest
from django.template import engines
from django.urls import set_script_prefix
from jinja2 import UndefinedError


def write(template, **context):
    return engines["jinja2"].from_string(template).render(context)


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}",
        "{{ text|truncatewords(3)|truncatechars(9)|capfirst }}",
        "{% macro said(text) %}{{ text }}{% endmacro %}{{ said(text) }}",
    ],
)
def test_what_was_typed_is_never_markup(template):
    assert write(template, text="<b>&'") == "&lt;b&gt;&amp;&#39;"


def test_a_name_that_is_not_there_is_a_mistake():
    with pytest.raises(UndefinedError):
        write("{{ role }}")


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("{{ 4293|thousands }} {{ 12|thousands }}", "4,293 12"),
        ("{{ 'welder'|capitalised }} {{ 'iOS'|capitalised }} {{ 'C'|capitalised }}", "Welder iOS C"),
    ],
)
def test_figures_and_names_are_written_as_they_are_read(template, written):
    assert write(template) == written


def test_addresses_follow_where_the_site_is_mounted():
    template = "{{ url('roles:roles') }} {{ url('skills:skill', 'sql') }}"
    at_the_root = write(template)
    set_script_prefix("/careers/")
    try:
        below = write(template)
    finally:
        set_script_prefix("/")

    assert (at_the_root, below) == ("/roles/ /skills/sql/", "/careers/roles/ /careers/skills/sql/")

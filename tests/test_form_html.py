"""What is written in Python says the same as the templates of Django in its place."""

import re

import pytest
from django.contrib.admin.helpers import AdminField
from django.forms import CharField, CheckboxInput, Form, Select
from django.forms.renderers import get_default_renderer
from django.test.html import parse_html
from django.urls import reverse

from careers import form_renderer
from careers.form_html import field_label
from sources.widgets import FixedSelect

from .test_whole import full_role

# Differs each time: it says when the page was opened, and by whom.
SIGNED = r'name="(csrfmiddlewaretoken|[\w-]*opened)" value="[^"]*"'


@pytest.fixture
def renderer_anew():
    """Return a function that forgets which templates there are."""
    yield get_default_renderer.cache_clear
    get_default_renderer.cache_clear()


@pytest.mark.django_db
def test_a_page_with_rows_of_every_kind_reads_the_same(admin_client, renderer_anew, monkeypatch):
    role = full_role()

    def page():
        html = admin_client.get(reverse("admin:roles_role_change", args=[role.pk])).content.decode()
        return parse_html(re.sub(SIGNED, "", html))

    written = page()
    monkeypatch.setattr(form_renderer, "WRITTEN", {})
    renderer_anew()

    assert page() == written


CHOICES = [("", "---------"), ("a", "A & <b>"), (0, "None"), (2, "Two")]


@pytest.mark.parametrize("value", ["a", "2", 2, 0, "", None, "unknown", "<"])
def test_fixed_options_read_as_others_do(value):
    attrs = {"id": "id_it", "required": True, "disabled": False, "title": '"'}

    def written(widget):
        return parse_html(widget(choices=CHOICES).render("a<b", value, attrs))

    assert written(FixedSelect) == written(Select)


class Labelled(Form):
    needed = CharField(label="Needed & <wanted>")
    ticked = CharField(label="Ticked", widget=CheckboxInput, required=False)
    asked = CharField(label="Is it so?", required=False)
    own = CharField(label="Own end", label_suffix=" →")


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("name", Labelled.base_fields)
def test_a_label_reads_as_the_admin_writes_it(name, is_first):
    field = AdminField(Labelled(prefix="row-1"), name, is_first)

    assert parse_html(field_label(field)) == parse_html(field.label_tag())

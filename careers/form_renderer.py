"""Forms without Django's templates: the page of a role has two thousand fields, each several templates deep."""

from functools import cache
from pathlib import Path

from django import forms
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template.backends.jinja2 import Jinja2
from django.template.exceptions import TemplateDoesNotExist

from .form_html import WRITTEN, field_label

FOLDERS = [Path(__file__).resolve().parent.parent / "templates" / "forms", Path(forms.__file__).parent / "jinja2"]


class FormRenderer(BaseRenderer):
    """Takes what is written in Python, then the house's templates and Django's own in Jinja2.

    What only the admin has is in Django's language.
    """

    def __init__(self):
        engine = Jinja2(
            {
                "APP_DIRS": False,
                "DIRS": FOLDERS,
                "NAME": "forms",
                "OPTIONS": {"trim_blocks": True, "lstrip_blocks": True},
            }
        )
        engine.env.globals["field_label"] = field_label
        others = DjangoTemplates()

        @cache
        def find(name):
            if name in WRITTEN:
                return WRITTEN[name]
            try:
                return engine.get_template(name)
            except TemplateDoesNotExist:
                return others.get_template(name)

        self.get_template = find

"""The rows of a page of the admin, written by Jinja2: there are hundreds, each of ten fields."""

from django import template
from django.forms.renderers import get_default_renderer
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def row(lines, line, number, *, is_template):
    """Write one row (`line`) of a list (`lines`); new rows are made from the one that is a template."""
    is_template = is_template and lines.has_add_permission
    context = {
        "formset": lines.formset,
        "can_delete": lines.formset.can_delete and lines.has_delete_permission,
        "line": line,
        "form": line.form,
        "original": line.original,
        "number": number,
        "is_template": is_template,
    }
    return mark_safe(get_default_renderer().render("admin/row.html", context))  # noqa: S308 the template escapes

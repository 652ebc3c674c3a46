"""Links from a list of the admin to its table."""

from django import template

from careers.tables.pages import TableEntry
from careers.tables.table import TABLES

register = template.Library()


@register.simple_tag(takes_context=True)
def table_of(context, options):
    """Return the TableEntry of a model for who looks at the page; None for what is no content."""
    return TableEntry(options.label, context["request"].user) if options.label in TABLES else None

"""The commonest parts of a form in Python: the page of a role has two thousand fields (see docs/decisions.md)."""

from django.utils.safestring import mark_safe
from markupsafe import escape


def input_html(context):
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def textarea_html(context):
    widget = context["widget"]
    # The first end of a line in it does not count.
    text = escape(widget["value"] or "")
    return f'<textarea name="{escape(widget["name"])}"{attributes(widget["attrs"])}>\n{text}</textarea>'


def select_html(context):
    widget = context["widget"]
    groups = (_group_html(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{attributes(widget["attrs"])}>{"".join(groups)}</select>'


def _group_html(name, options):
    lines = "".join(
        f'<option value="{escape(option["value"])}"{attributes(option["attrs"])}>{escape(option["label"])}</option>\n'
        for option in options
    )
    return f'<optgroup label="{escape(name)}">{lines}</optgroup>' if name else lines


def label_html(context):
    label = escape(context["label"])
    if not context["use_tag"]:
        return label
    return f"<{context['tag']}{attributes(context['attrs'] or {})}>{label}</{context['tag']}>"


def attributes(attrs):
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "password", "text", "time")

# Name of a template of Django -> what writes the same.
WRITERS = {
    **{f"django/forms/widgets/{kind}.html": input_html for kind in INPUTS},
    "django/forms/widgets/textarea.html": textarea_html,
    "django/forms/widgets/select.html": select_html,
    "django/forms/label.html": label_html,
}


class Written:
    """A function in the place of a template."""

    def __init__(self, write):
        self.write = write

    def render(self, context, request=None):
        return mark_safe(self.write(context))  # noqa: S308 each value is escaped


WRITTEN = {name: Written(write) for name, write in WRITERS.items()}

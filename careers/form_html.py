"""The commonest parts of a form in Python: the page of a role has two thousand fields (see docs/decisions.md)."""

from functools import cache

from django.templatetags.static import static
from django.utils.safestring import SafeString
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


def related_html(context):
    links = () if context["is_hidden"] else (link for link in RELATED_LINKS if context[f"can_{link[0]}_related"])
    written = "".join(_related_link(context, *link) for link in links)
    model = "" if context["model_has_limit_choices_to"] else f' data-model-ref="{escape(context["model_name"])}"'
    return f'<div class="related-widget-wrapper"{model}>{context["rendered_widget"]}{written}</div>'


# What a link beside a field does, its words, its address and query, and whether it opens in a window of its own.
RELATED_LINKS = (
    ("change", "Change selected", "change_related_template_url", "url_params", True),
    ("add", "Add another", "add_related_url", "url_params", True),
    ("delete", "Delete selected", "delete_related_template_url", "url_params", True),
    ("view", "View selected", "change_related_template_url", "view_related_url_params", False),
)


def _related_link(context, action, words, address, query, is_popup):
    start, end = _around_name(action, f"{words} {context['model']}", f"{context[address]}?{context[query]}", is_popup)
    return f"{start}{escape(context['name'])}{end}"


@cache
def _around_name(action, title, address, is_popup):
    """Return what stands before and after the name of the field; the same in all rows."""
    attrs = {
        "data-popup": "yes" if is_popup else False,
        "href" if action == "add" else "data-href-template": address,
        "title": title,
    }
    icon = f'<img src="{static(f"admin/img/icon-{ICONS[action]}.svg")}" alt="" width="24" height="24">'
    start = f'<a class="related-widget-wrapper-link {action}-related" id="{action}_id_'
    return start, f'"{attributes(attrs)}>{icon}</a>'


ICONS = {"change": "changelink", "add": "addlink", "delete": "deletelink", "view": "viewlink"}


def field_label(line_field):
    """Return the label of a field of the admin (django.contrib.admin.helpers.AdminField); most have nothing unusual."""
    field = line_field.field
    if field.field.label_suffix is not None or field.field.widget.use_fieldset:
        return line_field.label_tag()
    words = _label_words(field.label, line_field.is_checkbox, field.field.required, bool(line_field.is_first))
    return SafeString(f'<label for="{escape(field.id_for_label)}"{words}</label>')


@cache
def _label_words(label, is_checkbox, is_required, is_first):
    marks = {"vCheckboxLabel": is_checkbox, "required": is_required, "inline": not is_first}
    classes = " ".join(name for name, holds in marks.items() if holds)
    suffix = "" if is_checkbox or label[-1:] in ":?.!" else ":"
    return f"{attributes({'class': classes or False})}>{escape(label)}{suffix}"


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
    "admin/widgets/related_widget_wrapper.html": related_html,
}


class Written:
    """A function in the place of a template."""

    def __init__(self, write):
        self.write = write

    def render(self, context, request=None):
        return SafeString(self.write(context))


WRITTEN = {name: Written(write) for name, write in WRITERS.items()}

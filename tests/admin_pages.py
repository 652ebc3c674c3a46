"""What a page of the admin would send, and what it says is wrong."""

from django.contrib.auth.models import User
from django.db.models import Model
from django.forms import CheckboxInput
from django.test import RequestFactory
from django.urls import resolve

from sources.conflicts.opened import FIELD


def opened(address):
    """Return the answer of a page to an editor who may do everything; not rendered, which takes longest."""
    request = RequestFactory().get(address)
    request.user = User(is_staff=True, is_superuser=True)
    view, arguments, names = resolve(address)
    return view(request, *arguments, **names)


def filled_in(response):
    """Return what the form of an answer sends when it is saved as it is."""
    return {
        bound.html_name: _sent(bound.value())
        for form in _forms(response)
        for bound in form
        if bound.value() not in (None, False) or not isinstance(bound.field.widget, CheckboxInput)
    }


def list_filled_in(changelist):
    """Return what a list of which fields are edited in place sends when it is saved as it is."""
    forms = [changelist.formset.management_form, *changelist.formset.forms]
    return {"_save": "Save"} | {bound.html_name: _sent(bound.value()) for form in forms for bound in form}


def typed_of(data):
    """Return what a page sends without what it says of itself: what it was opened with, and when."""
    return {name: value for name, value in data.items() if not name.endswith(FIELD)}


def _sent(value):
    if isinstance(value, list):
        return [row.pk if isinstance(row, Model) else row for row in value]
    return "" if value is None else value


def _forms(response):
    yield response.context_data["adminform"].form
    for lines in response.context_data["inline_admin_formsets"]:
        yield lines.formset.management_form
        yield from lines.formset.forms


def add_row(data, prefix, **fields):
    """Add a new row to what a page sends, and return the beginning of its names."""
    number = data[f"{prefix}-TOTAL_FORMS"]
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    row = f"{prefix}-{number}"
    data |= {f"{row}-basis": "stated"} | {f"{row}-{name}": value for name, value in fields.items()}
    return row


def errors_of(response):
    """Return {name of the field: messages} of an answer, empty if it led on; a list as a whole goes by its prefix."""
    if response.status_code == 302 or not response.context_data["errors"]:
        return {}
    errors = {
        form.add_prefix(name) if name != "__all__" else f"{form.prefix}-__all__": list(messages)
        for form in _forms(response)
        for name, messages in form.errors.items()
    }
    for lines in response.context_data["inline_admin_formsets"]:
        if lines.formset.non_form_errors():
            errors[lines.formset.prefix] = list(lines.formset.non_form_errors())
    return dict(sorted(errors.items()))

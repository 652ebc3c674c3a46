"""Addresses beside those of the admin's lists: /admin/roles/role/import/."""

from django.contrib import admin
from django.urls import path

from . import views
from .folders import WRITERS
from .table import TABLES

app_name = "tables"


def _paths(label):
    room, model = label.lower().split(".")
    pages = {"export": views.export, "import": views.choose}
    for page, view in pages.items():
        yield _path(f"{room}/{model}/{page}/", view, f"{room}_{model}_{page}", label=label)
    yield _path(f"{room}/{model}/import/check/", views.check, f"{room}_{model}_check", label=label)
    for form in WRITERS:
        address = f"{room}/{model}/export/{form}/"
        yield _path(address, views.download, f"{room}_{model}_{form}", label=label, form=form)


def _path(address, view, name, **arguments):
    return path(address, admin.site.admin_view(view), arguments, name=name)


urlpatterns = [
    _path("tables/", views.index, "index"),
    *(page for label in TABLES for page in _paths(label)),
]

"""What no page can mean is refused before anything reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from .doors import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings):
    settings.TWO_STEP_REQUIRED_GROUPS = []
    client.force_login(make_editor(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "BREW"])
@pytest.mark.parametrize("address", ["/", "/admin/login/", "/no-such-page/"])
def test_methods_that_no_page_has_are_refused(client, method, address):
    assert client.generic(method, address).status_code == 405


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/roles/role/?q=a%00b", None),
        ("/admin/roles/role/%00/change/", None),
        ("/admin/roles/role/?_to_field=", None),
        ("/admin/desk/attach/1/?a=1&_to_field=&b=2", None),
        ("/admin/login/", {"username": "a\0b", "password": "c"}),
        ("/admin/login/", {"user\0name": "a"}),
        ("/admin/login/", {"_to_field": ""}),
    ],
)
def test_the_admin_takes_no_nul_and_no_field_without_a_name(editor, address, data):
    answer = editor.get(address) if data is None else editor.post(address, data)

    assert (answer.status_code, "could not be understood" in answer.content.decode()) == (400, True)


@pytest.mark.any_database  # PostgreSQL compares with any number, and the form finds no such claim
def test_a_number_that_no_column_holds_is_refused(editor):
    answer = editor.post("/admin/roles/rolealias/add/", {"claims": ["9223372036854775808"]})

    assert (answer.status_code, "could not be understood" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("headers", "status", "said"),
    [
        ({"HTTP_COOKIE": "a=" + "x" * 8_000}, 431, "delete them"),
        ({"CONTENT_LENGTH": "64001"}, 413, "larger than this page takes"),
        ({"CONTENT_LENGTH": "9" * 30}, 400, "could not be understood"),
        ({"CONTENT_LENGTH": "1_0"}, 400, "could not be understood"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read(client, headers, status, said):
    answer = client.get("/admin/login/", **headers)

    assert (answer.status_code, said in answer.content.decode()) == (status, True)


def test_files_are_for_who_has_signed_in(editor):
    address, size = reverse("tables:roles_role_import"), {"CONTENT_LENGTH": "9000000"}

    assert (Client().post(address, **size).status_code, editor.get(address, **size).status_code) == (413, 200)


def test_an_unknown_host_gets_a_page_without_it(client, settings):
    settings.ALLOWED_HOSTS = ["waymark.example"]

    answer = client.get("/", headers={"host": "evil.example"})

    assert (answer.status_code, "evil.example" in answer.content.decode()) == (400, False)

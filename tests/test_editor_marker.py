"""The cookie by which public pages know an editor's browser."""

import pytest
from django.urls import reverse

from careers.editor_marker import COOKIE

INDEX = reverse("admin:index")


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="eve", is_staff=True))
    return client


@pytest.fixture
def visitor(client, django_user_model):
    """A visitor who has an account and may not edit."""
    client.force_login(django_user_model.objects.create(username="ada"))
    return client


def test_signing_in_to_the_admin_marks_the_browser_as_long_as_the_session_lasts(client, admin_user, settings):
    response = client.post(reverse("admin:login"), {"username": "admin", "password": "password"})

    marker = response.cookies[COOKIE]
    assert {name: marker[name] for name in ("max-age", "httponly", "samesite", "secure", "path")} == {
        "max-age": settings.SESSION_COOKIE_AGE,
        "httponly": "",
        "samesite": "Lax",
        "secure": "",
        "path": "/",
    }
    assert marker.value == "1"


def test_on_a_site_with_https_the_marker_travels_by_https_alone(editor, settings):
    settings.HTTPS = True

    assert editor.get(INDEX).cookies[COOKIE]["secure"] is True


def test_a_session_that_ends_with_the_browser_takes_the_marker_along(editor, settings):
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = True

    assert editor.get(INDEX).cookies[COOKIE]["max-age"] == ""


def test_a_marked_browser_is_not_marked_again(editor):
    editor.get(INDEX)

    assert COOKIE not in editor.get(INDEX).cookies


def test_signing_out_removes_the_marker(editor):
    editor.get(INDEX)

    marker = editor.post(reverse("admin:logout")).cookies[COOKIE]

    assert (marker.value, marker["max-age"], marker["path"]) == ("", 0, "/")


def test_a_session_that_has_ended_loses_the_marker(client):
    client.cookies[COOKIE] = "1"

    assert client.get(reverse("admin:login")).cookies[COOKIE]["max-age"] == 0


def test_who_may_not_edit_is_not_marked(visitor):
    assert COOKIE not in visitor.get(reverse("admin:login")).cookies


def test_public_pages_neither_mark_nor_look_who_asks(editor, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = editor.get("/robots.txt")

    assert response.status_code == 200
    assert not response.cookies
    assert not response.has_header("Vary") or "Cookie" not in response["Vary"]

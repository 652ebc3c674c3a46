"""A slice of the hostile requests of `make fuzz`, and what the whole of them has found."""

import pytest
from django.contrib.auth.models import User
from django.core.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.urls import reverse

from careers.observing.wrapper import wrap

from .doors import make_editor
from .factories import make_claim, make_role
from .fuzz.inside import send
from .fuzz.judging import faults
from .fuzz.making import Maker
from .wsgi import connection_kept

TOKEN = "f" * 32
# Of each database; the one begins where the other ends.
REQUESTS = 700


@pytest.fixture
def administrator(db, settings):
    settings.TWO_STEP_REQUIRED_GROUPS = []
    return make_editor(is_superuser=True)


@pytest.fixture
def cookie(administrator):
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


def test_hostile_requests_break_nothing_and_bring_nothing_back(content, cookie, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    application, maker = wrap(WSGIHandler()), Maker(6, TOKEN)

    found = []
    first = REQUESTS if connection.vendor == "postgresql" else 0
    with connection_kept():
        for number in range(first, first + REQUESTS):
            request = maker.make(number)
            _, wrong = send(application, request, cookie)
            # How long it took is for the run that has the machine to itself.
            found += [f"{number}: {fault}: {request}" for fault in wrong if not fault.startswith("took")]

    assert found == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ((500, {}, b"", 0), ["answered 500"]),
        ((200, {"content-type": "text/html"}, b"<p>zq7<b>", 0), ["gave a value back unescaped"]),
        ((200, {"content-type": "text/html"}, b"<a title='zq7&lt;\"'>", 0), ["gave a value back unescaped"]),
        ((200, {"content-type": "text/html"}, b"<p>zq7&lt;&quot;", 0), []),
        ((200, {"x-injected": "yes"}, b"", 0), ["gave a value back in its headers"]),
        ((302, {"location": "//evil.example/"}, b"", 0), ["led away from the site"]),
        ((200, {}, b"", 2.5), ["took 2.5 s"]),
    ],
)
def test_what_is_wrong_with_an_answer_is_noticed(answer, found):
    assert faults(*answer) == found


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["address", "history", "compare"])
def test_forms_of_a_page_are_taken_where_no_test_holds_a_transaction(client, settings, page):
    settings.TWO_STEP_REQUIRED_GROUPS = []
    client.force_login(make_editor(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    role = make_role("baker")

    answer = client.post(reverse(f"admin:roles_role_{page}", args=[role.pk]), {"slug": "pastry-cook", "seen": "baker"})

    assert answer.status_code in (200, 302, 405)


@pytest.mark.parametrize("value", ["İıſ", "9" * 30, "-1", "1,2"])
def test_a_new_row_begins_without_what_is_none(client, administrator, value):
    make_claim("F001")
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(reverse("admin:roles_rolealias_add"), {"claims": value, "role": value})

    assert answer.status_code == 200


def test_a_list_is_not_exported_by_a_filter_that_it_has_not(client, administrator):
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(reverse("tables:roles_role_export"), {"nonsense": "1"})

    assert (answer.status_code, User.objects.count()) == (400, 1)

"""Signing in with a second step: setting it up, giving it, and what happens when it is lost."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.doors.models import RecoveryCode
from tests.doors import (
    PASSWORD,
    SIGN_IN,
    code_of,
    code_of_key,
    happened,
    is_in,
    make_editor,
    recovery_codes_on,
    send_code,
    sign_in,
    with_second_step,
)

pytestmark = pytest.mark.django_db
ACCOUNT, SET_UP = reverse("doors:account"), reverse("doors:set-up")
ROLES = reverse("admin:roles_role_changelist")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db):
    return make_editor()


@pytest.fixture
def other():
    """Another browser."""
    return Client()


# The second step


def test_the_password_alone_lets_in_who_has_no_second_step(ada, client):
    assert sign_in(client, then=ROLES).url == ROLES
    assert happened() == [("in", "ada", "Password")]


def test_the_password_alone_does_not_let_in_who_has_a_second_step(ada, client):
    with_second_step(ada)

    assert sign_in(client, then=ROLES).url == reverse("doors:second-step")
    assert not is_in(client)
    assert send_code(client, code_of(ada)).url == ROLES
    assert is_in(client)
    assert happened() == [("in", "ada", "Password and code of the app")]


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_led_off_the_site(ada, client, elsewhere):
    with_second_step(ada)
    sign_in(client, then=elsewhere)

    assert send_code(client, code_of(ada)).url == reverse("admin:index")


@pytest.mark.parametrize(
    ("seconds", "is_right"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)], ids=str
)
def test_a_code_holds_for_half_a_minute_around_its_own(ada, client, seconds, is_right, monkeypatch):
    with_second_step(ada)
    # In the middle of a code, so that half a minute is not cut short.
    monkeypatch.setattr("time.time", lambda: 1_800_000_015.0)
    sign_in(client)

    send_code(client, code_of(ada, seconds=seconds))

    assert is_in(client) == is_right


def test_a_code_lets_in_once(ada, client):
    with_second_step(ada)
    code = code_of(ada)
    sign_in(client)
    send_code(client, code)
    client.post(reverse("admin:logout"))
    sign_in(client)

    answer = send_code(client, code)

    assert not is_in(client)
    assert answer.context["form"].errors["code"] == [
        "This code is not right, or was used before. Wait for the next one in your app."
    ]


@pytest.mark.parametrize("written", [str, str.upper, lambda code: code.replace("-", " ")])
def test_a_recovery_code_lets_in_once_however_it_is_written(ada, client, written):
    code = written(with_second_step(ada)[0])
    sign_in(client)
    send_code(client, code)
    assert is_in(client)
    client.post(reverse("admin:logout"))
    sign_in(client)

    send_code(client, code)

    assert not is_in(client)
    assert ada.recovery_codes.count() == 9


def test_a_recovery_code_of_another_lets_nobody_in(ada, client):
    others = with_second_step(make_editor("bob"))
    with_second_step(ada)
    sign_in(client)

    send_code(client, others[0])

    assert not is_in(client)


def test_wrong_codes_hold_up_the_app_and_not_recovery_codes(ada, client):
    codes = with_second_step(ada)
    sign_in(client)
    for _ in range(3):
        answer = send_code(client, "000000")
    assert re.fullmatch(
        "Too many wrong codes: codes of the app are looked at again in [12] s. A recovery code is taken now.",
        answer.context["form"].errors["code"][0],
    )

    send_code(client, code_of(ada))
    assert not is_in(client)
    send_code(client, codes[0])
    assert is_in(client)


def test_the_second_step_waits_ten_minutes(ada, client, monkeypatch):
    with_second_step(ada)
    sign_in(client)
    later = timezone.now().timestamp() + 601
    monkeypatch.setattr("time.time", lambda: later)

    assert send_code(client, code_of(ada)).url == SIGN_IN
    assert not is_in(client)


def test_a_password_that_was_changed_meanwhile_opens_no_second_step(ada, client):
    with_second_step(ada)
    sign_in(client)
    ada.set_password("another four words in a row")
    ada.save()

    assert send_code(client, code_of(ada)).url == SIGN_IN


def test_the_second_step_asks_for_the_password_first(client, db):
    assert client.get(reverse("doors:second-step")).url == SIGN_IN


# Setting it up


def set_up(client, ada, *, password=PASSWORD, code=None):
    """Do what an editor does on the page to set up, and return the answer."""
    key = client.get(SET_UP).context["key"]
    code = code or code_of_key(key.in_words)
    return client.post(SET_UP, {"key": key.signed, "code": code, "password": password})


def test_setting_up_shows_recovery_codes_once_and_keeps_none_of_them(ada, client):
    sign_in(client)

    answer = set_up(client, ada)

    codes = recovery_codes_on(answer)
    digests = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert len(set(codes)) == 10
    assert not any(code in digests or code.replace("-", "") in digests for code in codes)
    assert all(code in answer.context["download"] for code in codes)
    assert recovery_codes_on(client.get(ACCOUNT)) == []
    client.post(reverse("admin:logout"))
    sign_in(client)
    send_code(client, codes[3])
    assert is_in(client)


@pytest.mark.parametrize("wrong", [{"password": "not the password"}, {"code": "12345"}, {"code": "abcdef"}])
def test_setting_up_takes_the_password_and_a_code_of_the_key(ada, client, wrong):
    sign_in(client)

    answer = set_up(client, ada, **wrong)

    assert list(answer.context["form"].errors) == list(wrong)
    assert not ada.recovery_codes.exists()


def test_the_key_of_one_account_is_not_taken_on_by_another(ada, client):
    sign_in(client)
    key = client.get(SET_UP).context["key"]
    make_editor("bob")
    client.post(reverse("admin:logout"))
    sign_in(client, "bob")

    answer = client.post(SET_UP, {"key": key.signed, "code": code_of_key(key.in_words), "password": PASSWORD})

    assert answer.context["key"].hexadecimal != key.hexadecimal
    assert not RecoveryCode.objects.exists()


def test_setting_up_signs_out_every_other_browser(ada, client, other):
    sign_in(other)
    sign_in(client)

    set_up(client, ada)

    assert (is_in(client), is_in(other)) == (True, False)


def test_turning_off_takes_the_password(ada, client):
    with_second_step(ada)
    sign_in(client)
    send_code(client, code_of(ada))

    client.post(reverse("doors:turn-off"), {"password": "not it"})
    assert ada.recovery_codes.count() == 10
    client.post(reverse("doors:turn-off"), {"password": PASSWORD})
    assert ada.recovery_codes.count() == 0
    client.post(reverse("admin:logout"))
    sign_in(client)
    assert is_in(client)


def test_new_recovery_codes_take_the_place_of_the_old(ada, client):
    old = with_second_step(ada)
    sign_in(client)
    send_code(client, old[0])

    new = recovery_codes_on(client.post(reverse("doors:new-codes"), {"password": PASSWORD}))
    client.post(reverse("admin:logout"))
    sign_in(client)
    send_code(client, old[1])
    assert not is_in(client)
    send_code(client, new[1])
    assert is_in(client)


# Who must have one


@pytest.mark.parametrize(
    ("group", "is_superuser", "must"),
    [("Author", False, False), ("Reviewer", False, True), ("Administrator", False, True), (None, True, True)],
)
def test_who_must_have_a_second_step_sets_it_up_before_anything_else(ada, client, settings, group, is_superuser, must):
    settings.TWO_STEP_REQUIRED_GROUPS = ["Reviewer", "Administrator"]
    User.objects.filter(pk=ada.pk).update(is_superuser=is_superuser)
    if group:
        ada.groups.add(Group.objects.get(name=group))
    sign_in(client)

    pages = [client.get(address) for address in (reverse("admin:index"), ACCOUNT)]

    assert [getattr(page, "url", None) for page in pages] == ([SET_UP, SET_UP] if must else [None, None])
    assert len(recovery_codes_on(set_up(client, ada))) == 10
    assert client.get(reverse("admin:index")).status_code == 200


def test_who_must_have_a_second_step_cannot_turn_it_off(ada, client, settings):
    settings.TWO_STEP_REQUIRED_GROUPS = ["Author"]
    ada.groups.add(Group.objects.get(name="Author"))
    with_second_step(ada)
    sign_in(client)
    send_code(client, code_of(ada))

    client.post(reverse("doors:turn-off"), {"password": PASSWORD})

    assert ada.recovery_codes.count() == 10


# An administrator helps


@pytest.mark.parametrize("way", ["page", "command"])
def test_an_administrator_turns_off_the_second_step_of_somebody_who_lost_it(ada, client, other, way):
    with_second_step(ada)
    sign_in(client)
    send_code(client, code_of(ada))
    if way == "page":
        other.force_login(make_editor("root", is_superuser=True))
        other.post(reverse("doors:reset", args=[ada.pk]))
    else:
        call_command("reset_second_step", "ada")

    assert not is_in(client)
    sign_in(client)
    assert is_in(client)
    by = "root" if way == "page" else "the command line"
    assert ("off", "ada", by) in happened("kind", "name", "by")


def test_only_a_superuser_touches_a_superuser(ada, client):
    root = make_editor("root", is_superuser=True)
    with_second_step(root)
    ada.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(ada)

    addresses = [
        reverse("doors:reset", args=[root.pk]),
        reverse("admin:auth_user_change", args=[root.pk]),
        reverse("admin:auth_user_password_change", args=[root.pk]),
        reverse("admin:auth_user_delete", args=[root.pk]),
    ]

    assert [client.post(address).status_code for address in addresses] == [403] * 4
    form = client.get(reverse("admin:auth_user_change", args=[ada.pk])).context["adminform"].form
    assert "is_superuser" not in form.fields

"""Sessions that end, passwords, the record of what happened to accounts, and the contact for weaknesses."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.doors import sessions
from careers.doors.models import AccessEvent, Session
from tests.doors import PASSWORD, happened, is_in, make_editor, sign_in

ACCOUNT = reverse("doors:account")
ROLES = reverse("admin:roles_role_changelist")
NEW = "another four words in a row"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db):
    return make_editor()


@pytest.fixture
def root(client, db):
    """An administrator, signed in on the client."""
    root = make_editor("root", is_superuser=True)
    client.force_login(root)
    return root


@pytest.fixture
def other(ada):
    """Another browser on which the editor is signed in."""
    other = Client()
    sign_in(other)
    return other


def age(client, **times):
    """Let a session have begun, or been used, so long ago."""
    session = client.session
    for key, time in times.items():
        session[key] = int((timezone.now() - time).timestamp())
    session.save()


# Sessions


def test_a_session_ends_twelve_hours_after_signing_in_and_leads_back(ada, client):
    sign_in(client)
    age(client, signed_in_at=timedelta(hours=12, seconds=1))

    answer = client.get(f"{ROLES}?q=baker")

    assert answer.url == f"{reverse('admin:login')}?next={ROLES}%3Fq%3Dbaker"
    assert not Session.objects.filter(account=ada).exists()
    assert happened("kind") == [("in",), ("out",)]


def test_a_form_that_was_open_when_the_time_was_up_is_still_taken(root, client):
    age(client, signed_in_at=timedelta(hours=12, seconds=1))

    client.post(reverse("admin:auth_group_add"), {"name": "Bakers"})

    assert Group.objects.filter(name="Bakers").exists()


def test_a_session_in_use_is_given_its_four_hours_again_every_five_minutes(ada, client):
    sign_in(client)
    begin = Session.objects.get(account=ada).expire_date

    client.get(ACCOUNT)
    assert Session.objects.get(account=ada).expire_date == begin
    age(client, seen_at=timedelta(minutes=6))
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    client.get(ACCOUNT)
    assert Session.objects.get(account=ada).expire_date > timezone.now() + timedelta(hours=3, minutes=59)


def test_a_session_that_nobody_used_has_ended(ada, client):
    sign_in(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert not is_in(client)


def test_signing_out_everywhere_else_leaves_this_browser(other, client):
    sign_in(client)
    assert client.get(ACCOUNT).context["other_sessions"] == 1

    client.post(reverse("doors:sign-out-elsewhere"))

    assert (is_in(client), is_in(other)) == (True, False)


def test_a_new_password_signs_out_every_other_browser(other, client):
    sign_in(client)

    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    client.post(reverse("admin:password_change"), fields)

    assert (is_in(client), is_in(other)) == (True, False)
    assert Session.objects.filter(account__username="ada").count() == 1


def test_a_password_set_by_an_administrator_signs_out_every_browser(ada, other, root, client):
    fields = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[ada.pk]), fields)

    assert not is_in(other)
    assert AccessEvent.objects.filter(kind="password", name="ada").values_list("by", flat=True)[0] == "root"


def test_an_admin_page_writes_nothing_and_asks_no_more_for_all_this(ada, client, django_assert_num_queries, settings):
    settings.TWO_STEP_REQUIRED_GROUPS = ["Reviewer"]
    sign_in(client)
    session = client.session
    session[sessions.SECOND_STEP] = True
    session.save()

    # The session and the account.
    with django_assert_num_queries(2):
        client.get(reverse("admin:jsi18n"))


# Passwords


@pytest.mark.parametrize("password", ["short words", "123456789012", "1qaz2wsx3edc", "ada-lovelace-1"])
def test_a_password_that_is_easily_guessed_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="ada-lovelace"))


@pytest.mark.parametrize("password", ["correct horse battery", "żółte łódki płyną", "aaaa bbbb cccc"])
def test_length_is_enough(password):
    validate_password(password, User(username="ada"))


def test_an_editor_reads_the_rules_in_words():
    assert password_validators_help_texts()[0] == "Your password must contain at least 12 characters."
    assert password_validators_help_texts()[-1].startswith("Four or five words in a row")


# The record


def test_what_happens_to_an_account_is_written_down_with_who_did_it(ada, root, client):
    AccessEvent.objects.all().delete()
    reviewers = Group.objects.get(name="Reviewer")
    fields = {"username": "ada", "is_active": "on", "groups": [reviewers.pk]}
    client.post(reverse("admin:auth_user_change", args=[ada.pk]), fields)
    client.post(reverse("admin:auth_user_delete", args=[ada.pk]), {"post": "yes"})

    events = AccessEvent.objects.order_by("pk").values_list("kind", "name", "detail", "by", "account")
    assert list(events) == [
        ("account", "ada", "may edit: yes → no", "root", None),
        ("rights", "ada", "Added: Reviewer", "root", None),
        ("account", "ada", "Deleted", "root", None),
    ]


def test_permissions_given_to_a_group_are_written_down(root, client):
    AccessEvent.objects.all().delete()
    group = Group.objects.create(name="Bakers")
    permission = Permission.objects.get(codename="view_role")

    client.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Bakers", "permissions": [permission.pk]})

    assert happened("kind", "name", "detail", "by") == [("rights", "Bakers", f"Added: {permission}", "root")]


def test_signing_in_says_from_where_and_changes_no_rights(ada, client):
    client.post(
        reverse("admin:login"),
        {"username": "ada", "password": PASSWORD},
        REMOTE_ADDR="203.0.113.7",
        HTTP_USER_AGENT="A browser",
    )

    assert happened("kind", "address", "browser", "by") == [("in", "203.0.113.7", "A browser", "")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_costs_the_same_however_long(root, client, count, django_assert_num_queries):
    AccessEvent.objects.all().delete()
    for _ in range(count):
        AccessEvent.objects.create(kind="in", name="ada")

    with django_assert_num_queries(4):
        answer = client.get(reverse("admin:doors_accessevent_changelist"))

    assert len(answer.context["cl"].result_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_accounts_costs_the_same_however_long(root, client, count, django_assert_num_queries):
    for number in range(count):
        User.objects.create(username=f"editor-{number}").groups.add(Group.objects.get(name="Author"))

    with django_assert_num_queries(7):
        answer = client.get(reverse("admin:auth_user_changelist"))

    assert len(answer.context["cl"].result_list) == count + 1


def test_pruning_deletes_what_is_too_old_and_nothing_else(ada, client, settings):
    settings.SIGN_INS_KEPT_DAYS = 30
    AccessEvent.objects.all().delete()
    for days in (29, 31):
        event = AccessEvent.objects.create(kind="in", name=f"{days} days ago")
        AccessEvent.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=days))
    sign_in(client)
    Session.objects.create(session_key="over", expire_date=timezone.now() - timedelta(days=1))
    said = io.StringIO()

    call_command("prune_sign_ins", stdout=said)

    assert said.getvalue() == "Deleted: 1 events older than 30 days, 1 ended sessions.\n"
    assert list(AccessEvent.objects.values_list("name", flat=True)) == ["ada", "29 days ago"]
    assert is_in(client)


# The contact


@pytest.mark.parametrize(
    ("today", "expires"),
    [((2027, 1, 1), "2027-07-01"), ((2027, 1, 31), "2027-07-01"), ((2027, 7, 1), "2028-01-01")],
)
def test_security_txt_names_the_contact_and_changes_once_a_month(client, settings, monkeypatch, today, expires):
    settings.SECURITY_CONTACT = ["mailto:security@waymark.example"]
    monkeypatch.setattr(timezone, "now", lambda: datetime(*today, 12, tzinfo=UTC))

    answer = client.get("/.well-known/security.txt")

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/plain; charset=utf-8", "public, max-age=86400")
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:security@waymark.example",
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_without_a_contact_there_is_no_security_txt(client):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECURITY_CONTACT", ["security@waymark.example"], ["doors.E001"]),
        ("SECURITY_CONTACT", ["mailto:security@waymark.example", "https://waymark.example/report"], []),
        ("TWO_STEP_REQUIRED_GROUPS", ["Reviewers"], ["doors.E002"]),
        ("TWO_STEP_REQUIRED_GROUPS", ["Reviewer", "Author"], []),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(settings, name, value, said):
    setattr(settings, name, value)

    assert [error.id for error in run_checks() if error.id.startswith("doors")] == said

"""Every address and every action of the admin, for each group of editors, as tests/who_may.py has them."""

import re
from functools import cache

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.views.generic import RedirectView

from careers.doors.models import AccessEvent
from careers.doors.sessions import SessionStore
from careers.tables.table import TABLES
from roles.drafts import review
from roles.models import Duty, RoleAlias, SkillRequirement
from sources.history import change
from sources.publication import Status
from tests import who_may
from tests.factories import ALL_FACTORIES, make_role

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# {kind of address: {"open": letter of who_may.ROWS, "send": letter}}
KINDS = who_may.read(who_may.KINDS, ("open", "send"))


@cache
def admin_addresses():
    """Return {full name: route} of everything below /admin/."""
    return dict(_named(get_resolver().url_patterns, "", ""))


def _named(patterns, route, namespace):
    for pattern in patterns:
        here = route + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _named(pattern.url_patterns, here, inner)
        elif here.startswith("admin/") and not _leads_nowhere(pattern):
            yield f"{namespace}{pattern.name}", here


def _leads_nowhere(pattern):
    """Return whether an address has no page: the redirect of old bookmarks, and what nothing else matches."""
    view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "__wrapped__", None)
    is_redirect = getattr(view, "view_class", view) is RedirectView
    return pattern.name is None and (is_redirect or "url>.*" in str(pattern.pattern))


def model_and_kind(name):
    """Return ("app.model", what follows) of the name of an address of a model, else (None, None)."""
    for model in [*admin.site._registry, *map(apps.get_model, TABLES)]:
        for namespace in ("admin", "tables"):
            prefix = f"{namespace}:{model._meta.app_label}_{model._meta.model_name}_"
            if name.startswith(prefix):
                return model._meta.label_lower, name.removeprefix(prefix)
    return None, None


def expected_of(name, group, rows_table=who_may.ROWS):
    """Return the answers to opening and to sending that the table says of an address: True if it is let through."""
    label, kind = model_and_kind(name)
    if kind in KINDS:
        verbs = who_may.read(rows_table).get(label, {}).get(group)
        assert verbs, f"Say in tests/who_may.py, ROWS, who may see, add, change and delete rows of {label}."
        return tuple(asked in verbs for asked in KINDS[kind].values())
    word = who_may.read(who_may.ADDRESSES).get(name, {}).get(group)
    assert word, f"Say in tests/who_may.py, ADDRESSES, who may open {name} ({admin_addresses()[name]})."
    return word in ("yes", "look"), word == "yes"


def path_of(name, rows):
    """Return an address of this name: of the row of its model, or what the table of arguments says."""
    label, kind = model_and_kind(name)
    route = admin_addresses()[name]
    if name in who_may.ARGUMENTS:
        arguments = who_may.ARGUMENTS[name](rows)
    elif "<" not in route:
        arguments = []
    else:
        assert label, f"Say in tests/who_may.py, ARGUMENTS, with what {name} ({route}) is opened."
        arguments = [rows[label].pk, *([rows["sources.change"].pk] if kind == "bring_back" else [])]
    if kind == "autocomplete":
        return reverse(name, args=arguments) + _search_for(rows[label])
    return reverse(name, args=arguments) + who_may.QUERIES.get(name, lambda rows: "")(rows)


def _search_for(row):
    """Return the query of a search for rows of this kind, from any field that refers to them."""
    relation = next(relation for relation in row._meta.related_objects if relation.field.concrete)
    source = relation.field.model._meta
    return f"?app_label={source.app_label}&model_name={source.model_name}&field_name={relation.field.name}&term="


def answer_of(method, path, user):
    """Return the answer of a view, not rendered, which takes longest; None if it refuses by an error page."""
    path, _, query = path.partition("?")
    request = getattr(RequestFactory(), method)(path, query_params=dict(re.findall("([a-z_]+)=([a-z_0-9]*)", query)))
    request.user, request.session, request._dont_enforce_csrf_checks = user, SessionStore(), True
    request._messages = FallbackStorage(request)
    view, arguments, named = resolve(path)
    try:
        return view(request, *arguments, **named)
    except (PermissionDenied, Http404):
        return None


def is_let_through(answer):
    """Return whether a visitor comes in; None where the address takes no such request."""
    if answer is None:
        return False
    if answer.status_code == 405:
        return None
    return answer.status_code < 400 and not is_sent_to_sign_in(answer)


def is_sent_to_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("admin:login"))


@pytest.fixture
def somebody(db):
    return User.objects.create(username="somebody", is_staff=True, is_superuser=True)


@pytest.fixture
def rows(somebody):
    """One row of everything that has a page in the admin, as {"app.model": row}, and a draft that waits for review."""
    makers = {model: make for model, make in ALL_FACTORIES.items() if admin.site.is_registered(model)}
    made = {model._meta.label_lower: make() for model, make in makers.items()}
    others = [
        User.objects.create(username="anybody", is_staff=True),
        Group.objects.create(name="Bakers"),
        AccessEvent.objects.create(kind="in"),
        review.start(make_role(), somebody),
        changed(made["roles.role"], somebody),
    ]
    made |= {row._meta.label_lower: row for row in others}
    missing = {model._meta.label_lower for model in admin.site._registry} - made.keys()
    assert missing == set(), "Make a row of each here, so that its pages can be asked for."
    return made | {"waiting": review.act("submit", review.start(make_role(), somebody), somebody)}


def changed(row, user):
    """Change a row, and return the Change that says so."""
    with change(user, "Better words") as current:
        row.summary += " Indeed."
        row.save()
    return current.change


def editor_of(group):
    editor = User.objects.create(username="editor", is_staff=True)
    if group in ("Author", "Reviewer", "Administrator"):
        editor.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=editor.pk)


def answers_to(user, rows):
    """Return {name: (opened, sent)} of every address of the admin."""
    paths = {name: path_of(name, rows) for name in admin_addresses()}
    return {name: answers_of(path, user) for name, path in paths.items()}


def answers_of(path, user):
    """Return whether an address opens, and whether it takes a form."""
    return tuple(is_let_through(answer_of(method, path, user)) for method in ("get", "post"))


@pytest.mark.parametrize("group", who_may.GROUPS)
def test_every_address_opens_for_whom_it_should(rows, group):
    expected = {name: expected_of(name, group) for name in admin_addresses()}

    found = answers_to(editor_of(group), rows)

    wrong = {name: answers for name, answers in found.items() if not _agree(answers, expected[name])}
    assert wrong == {}, {name: expected[name] for name in wrong}


@pytest.mark.parametrize("group", who_may.GROUPS)
@pytest.mark.parametrize(("table", "is_waiting"), [(who_may.WRITTEN, False), (who_may.WAITING, True)])
def test_what_readers_do_not_see_of_roles_opens_for_whom_it_should(somebody, group, table, is_waiting):
    role = make_role(status=Status.DRAFT)
    rows = {model._meta.label_lower: ALL_FACTORIES[model](role=role) for model in (RoleAlias, Duty, SkillRequirement)}
    rows |= {"roles.role": role, "sources.change": changed(role, somebody)}
    draft = review.start(role, somebody)
    if is_waiting:
        review.act("submit", draft, somebody)
    kinds = {(label, kind) for label in who_may.read(table) for kind in ("change", "delete", "bring_back", "address")}
    names = [name for name in admin_addresses() if model_and_kind(name) in kinds]
    editor = editor_of(group)

    found = {name: answers_of(path_of(name, rows), editor) for name in names}

    expected = {name: expected_of(name, group, table) for name in names}
    wrong = {name: answers for name, answers in found.items() if not _agree(answers, expected[name])}
    assert wrong == {}, {name: expected[name] for name in wrong}


def _agree(answers, expected):
    """Return whether answers are as expected, where the address takes such requests at all."""
    return all(answer in (None, said) for answer, said in zip(answers, expected, strict=True))


def test_a_stranger_is_sent_to_sign_in_from_everywhere_else(rows):
    found = answers_to(AnonymousUser(), rows)

    assert {name for name, answers in found.items() if True in answers} == who_may.OPEN


@pytest.mark.parametrize("group", who_may.GROUPS)
def test_every_action_is_offered_to_whom_it_should(db, group):
    request = RequestFactory().get("/")
    request.user = editor_of(group)
    expected = {action for action, words in who_may.read(who_may.ACTIONS).items() if words[group] == "yes"}

    offered = {
        f"{model._meta.label_lower}:{action}"
        for model, model_admin in admin.site._registry.items()
        for action in model_admin.get_actions(request)
        if action != "delete_selected"
    }

    assert offered == expected, "Say in tests/who_may.py, ACTIONS, who may do what with ticked rows."

"""What readers see of roles is changed by those who publish, and what waits for review by nobody, on whatever road."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from roles.drafts import access, review
from roles.models import Role
from roles.whole import read, to_file, to_plain
from sources.history import change
from sources.history.models import Change
from sources.models import Basis
from sources.publication import Status

from . import factories as make

pytestmark = pytest.mark.django_db

OURS = {"basis": Basis.EDITORIAL, "note": "Our own word."}


def person(name, group):
    user = User.objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def author():
    return person("ada", "Author")


@pytest.fixture
def reviewer():
    return person("rosa", "Reviewer")


@pytest.fixture
def somebody():
    return User.objects.create(username="sam", is_staff=True, is_superuser=True)


@pytest.fixture
def claim():
    return make.make_claim("F900")


@pytest.fixture
def baker(somebody):
    """A role that readers see, with a row of each kind that has a page, and a change of it that can be undone."""
    baker = make.make_role("baker", family=make.make_family("trades"), **OURS)
    make.make_role_alias("Pastry cook", role=baker, **OURS)
    make.make_duty(role=baker, **OURS)
    make.make_requirement(role=baker, skill=make.make_skill("kneading"), **OURS)
    make.make_benefit(role=baker, name="Bread", **OURS)
    with change(somebody, "Better words"):
        baker.summary = "Bakes bread."
        baker.save()
    return baker


def content_of(role):
    """Return all that is said of a role, its address and whether readers see it."""
    role = Role.objects.get(pk=role.pk)
    return to_plain(read(role)), role.slug, role.status


def page(row, view, *arguments):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=[row.pk, *arguments])


def listed(model, view="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}")


def import_table(client, label, text):
    """Import a table as an editor does: choose the file, look at the difference, say yes."""
    address = reverse(f"tables:{label.lower().replace('.', '_')}_import")
    looked_at = client.post(address, {"file": SimpleUploadedFile("file.csv", text.encode())}, follow=True)
    digest = looked_at.context_data["page"].outcome.digest
    return client.post(looked_at.redirect_chain[-1][0], {"digest": digest})


def undo(client, past):
    return confirm(client, reverse("admin:sources_change_undo", args=[past.pk]))


def bring_back(client, row, past):
    return confirm(client, page(row, "bring_back", past.pk))


def confirm(client, address):
    """Look at the consequences and say yes, as an editor does; where there is nothing to look at, just say yes."""
    looked_at = client.get(address)
    seen = looked_at.context_data["version"].digest if looked_at.status_code == 200 else "anything"
    return client.post(address, {"seen": seen})


def attach(client, claim, row, verb="attach"):
    return client.post(reverse("desk:attach", args=[claim.pk]), {verb: f"{row._meta.label_lower}:{row.pk}"})


def in_grid(client, role, words):
    """Write words into each cell of a role in the grid, and save."""
    data = {f"cell.{role.pk}.{row.skill_id}": words for row in role.requirements.all()}
    opened = client.get(f"{listed(Role, 'grid')}?role={role.pk}")
    sent = {"seen": opened.context_data["seen"], "_save": "1"} | data
    return client.post(f"{listed(Role, 'grid')}?role={role.pk}", sent)


def act_on(client, rows, action):
    ticked = {"action": action, "_selected_action": [row.pk for row in rows], "post": "yes"}
    return client.post(listed(type(rows[0])), ticked)


def add_row(client, role):
    sent = {"role": role.pk, "name": "Oven hand", "is_hidden": "", "claims": [], **OURS}
    return client.post(listed(type(role.aliases.get()), "add"), sent)


# {what an Author tries with a page that readers see: (how, whether it is refused by an error page or in words)}
ROADS = {
    "its form": (lambda client, role: client.post(page(role, "change"), {"title": "Cook"}), 403),
    "deleting it": (lambda client, role: client.post(page(role, "delete"), {"post": "yes"}), 403),
    "another address": (lambda client, role: client.post(page(role, "address"), {"slug": "cook"}), 403),
    "merging": (lambda client, role: client.post(reverse("merge", args=["roles", "role", role.pk])), 403),
    "splitting": (lambda client, role: client.post(reverse("split", args=["roles", "role", role.pk])), 403),
    "bringing back": (lambda client, role: bring_back(client, role, Change.objects.last()), 403),
    "undoing": (lambda client, role: undo(client, Change.objects.first()), 403),
    "a new row": (add_row, 403),
    "retiring it": (lambda client, role: act_on(client, [role], "retire"), 302),
    "unpublishing it": (lambda client, role: act_on(client, [role], "return_to_draft"), 302),
    "publishing it": (lambda client, role: act_on(client, [role], "publish"), 302),
    "deleting rows of a list": (lambda client, role: act_on(client, role.duties.all(), "delete_selected"), 403),
    "a cell": (lambda client, role: in_grid(client, role, "desirable"), 200),
    "a table": (lambda client, role: import_table(client, "roles.Role", "slug,title\nbaker,Cook\n"), 200),
    "a status": (lambda client, role: import_table(client, "roles.Role", "slug,status\nbaker,draft\n"), 200),
    "a table of rows": (
        lambda client, role: import_table(client, "roles.Benefit", "role,name,basis,note\nbaker,Jam,editorial,Ours\n"),
        200,
    ),
} | {
    f"{verb} {rows}": (lambda client, role, v=verb, r=rows: client.post(page(getattr(role, r).get(), v), OURS), 403)
    for verb in ("change", "delete")
    for rows in ("aliases", "duties", "requirements")
}  # fmt: skip


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.RETIRED])
def test_an_author_changes_nothing_that_readers_see(client, author, baker, status):
    Role.objects.filter(pk=baker.pk).update(status=status)
    client.force_login(author)
    before = content_of(baker)

    found = {road: (take(client, baker).status_code, content_of(baker)) for road, (take, _) in ROADS.items()}

    assert found == {road: (code, before) for road, (_, code) in ROADS.items()}


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.RETIRED])
def test_an_author_attaches_nothing_to_what_readers_see(client, author, baker, claim, status):
    rows = [baker, *(rows.get() for rows in (baker.aliases, baker.duties, baker.requirements, baker.benefits))]
    there = make.make_claim("F901")
    for row in rows:
        row.claims.add(there)
    Role.objects.filter(pk=baker.pk).update(status=status)
    client.force_login(author)

    for row in rows:
        attach(client, claim, row)
        attach(client, there, row, "detach")

    assert [list(row.claims.all()) for row in rows] == [[there]] * len(rows)


def test_an_author_writes_a_draft_of_what_readers_see_on_any_road(client, author, baker):
    whole = to_file(read(baker), "yaml").replace("Bakes bread.", "Bakes cakes.")
    client.force_login(author)
    before = content_of(baker)

    client.post(page(baker, "draft"))
    client.post(reverse("admin:roles_draft_file"), {"text": whole})
    written = baker.drafts.get().copy
    in_grid(client, written, "desirable")

    written.refresh_from_db()
    assert (written.summary, written.requirements.get().need, content_of(baker)) == (
        "Bakes cakes.",
        "desirable",
        before,
    )


# Drafts

# {how somebody writes in a draft beside its form and the grid, which have tests of their own: how it is done}
WAYS = {
    "a table": lambda client, role, claim: import_table(client, "roles.Role", f"slug,title\n{role.slug},Cook\n"),
    "a table of rows": lambda client, role, claim: import_table(
        client, "roles.Benefit", f"role,name,basis,note\n{role.slug},Jam,editorial,Ours\n"
    ),
    "a claim": lambda client, role, claim: attach(client, claim, role.benefits.get()),
    "undoing": lambda client, role, claim: undo(client, change_of(role, "Better words")),
    "bringing back": lambda client, role, claim: bring_back(client, role, change_of(role, "First words")),
}


def change_of(role, message):
    return Change.objects.filter(rows__subject_id=role.pk, message=message).first()


def drafted(role, author, editor):
    """Begin a draft of a role, changed twice by somebody, and return the row that it is written in."""
    written = review.start(role, author).written
    for words in ("First words", "Better words"):
        with change(editor, words):
            written.summary = words
            written.save()
    return Role.objects.get(pk=written.pk)


@pytest.fixture(params=["new", "copy"])
def written(request, baker, author, somebody):
    """The row in which an author writes a draft: of a role that readers have never seen, or of one that they see."""
    if request.param == "new":
        Role.objects.filter(pk=baker.pk).update(status=Status.DRAFT)
        baker.refresh_from_db()
    return drafted(baker, author, somebody)


def ways_into(written):
    """Return the ways into a draft; claims are not attached to copies, which the desk does not list."""
    return {way: take for way, take in WAYS.items() if not (written.is_copy and way == "a claim")}


def test_who_writes_in_a_draft_does_not_approve_it(client, reviewer, author, written, claim):
    client.force_login(reviewer)
    draft = access.open_draft(written)
    before = content_of(written)
    for way, take in ways_into(written).items():
        with transaction.atomic():
            take(client, written, claim)
            said = (way, content_of(written) != before, access.has_written(reviewer, draft))
            transaction.set_rollback(True)

        assert said == (way, True, True)


@pytest.mark.parametrize("group", ["Author", "Reviewer"])
def test_what_waits_for_review_stays_as_the_reviewer_sees_it(client, author, written, claim, group):
    review.act("submit", access.open_draft(written), author)
    client.force_login(person("bo", group))
    before = content_of(written)

    for take in ways_into(written).values():
        take(client, written, claim)

    assert content_of(written) == before


def test_a_reviewer_publishes_by_no_table_what_nobody_else_has_seen(client, reviewer, settings):
    make.make_role("cook", status=Status.DRAFT, family=make.make_family("trades"), **OURS)
    table = "slug,status,title,family,basis,note\ncook,published,Cook,trades,editorial,Ours\n"
    table += "new,published,New,trades,editorial,Ours\n"
    client.force_login(reviewer)

    import_table(client, "roles.Role", table)
    refused = list(Role.objects.values_list("slug", "status"))
    settings.REVIEWERS_MAY_APPROVE_THEIR_OWN = True
    import_table(client, "roles.Role", table)

    assert refused == [("cook", Status.DRAFT)]
    assert set(Role.objects.values_list("slug", "status")) == {("cook", Status.PUBLISHED), ("new", Status.PUBLISHED)}


# What undoing comes to


def unpublish(baker):
    baker.status = Status.DRAFT
    baker.save()


def add_another(baker):
    make.make_role("cook", status=Status.DRAFT)


@pytest.mark.parametrize("act", [unpublish, Role.delete, add_another])
def test_an_author_publishes_brings_back_and_removes_no_page_by_undoing(client, author, baker, somebody, act):
    with change(somebody, "Something else") as current:
        act(baker)
    before = set(Role.objects.values_list("slug", "status"))
    client.force_login(author)

    refused = undo(client, current.change).status_code, set(Role.objects.values_list("slug", "status"))
    client.force_login(somebody)
    undo(client, current.change)

    assert refused == (403, before)
    assert list(Role.objects.values_list("slug", "status")) == [("baker", Status.PUBLISHED)]


def test_rows_are_not_brought_back_from_a_page_that_an_author_may_not_change(client, author, somebody, baker):
    cook = make.make_role("cook", status=Status.DRAFT)
    with change(somebody, "Wants a name") as current:
        alias = make.make_role_alias("Chef", role=cook, **OURS)
    with change(somebody, "Split"):
        alias.role = baker
        alias.save()
    client.force_login(author)

    refused = bring_back(client, cook, current.change).status_code, baker.aliases.count()
    client.force_login(somebody)
    bring_back(client, cook, current.change)

    assert (refused, cook.aliases.count()) == ((403, 2), 1)

"""Drafts of roles: written beside the page, reviewed, published as a whole; readers never see one."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from careers import checks, content
from careers.checks.history import last_changes
from roles.drafts import access, review, sharing, updating
from roles.drafts.review import ACTIONS, RefusedError, StaleError
from roles.models import Draft, DraftState, Role
from roles.whole import WholeError, read, to_file
from roles.whole.files import from_file
from sources.history import change
from sources.history.models import Change
from sources.history.restoring import RestoreError, undo
from sources.publication import Status

from . import factories as make
from .admin_pages import filled_in, opened
from .html import parse
from .test_whole import full_role

pytestmark = pytest.mark.django_db

UNIQUE = "Zyzzyva"
APPS = ["sources", "skills", "roles"]


def person(name, *, publishes=False):
    """Make an Author, or a Reviewer."""
    user = User.objects.create(username=name, is_staff=True)
    permissions = Permission.objects.filter(content_type__app_label__in=APPS)
    user.user_permissions.set(permissions if publishes else permissions.exclude(codename="publish_role"))
    return user


@pytest.fixture
def author():
    return person("ada")


@pytest.fixture
def reviewer():
    return person("rosa", publishes=True)


def drafted(role, author, **changes):
    """Begin a draft, with these fields of the role changed in it."""
    draft = review.start(role, author)
    Role.objects.filter(pk=draft.written.pk).update(**changes)
    draft.written.refresh_from_db()
    return draft


def in_state(draft, state):
    """Set a draft to a state, whatever the way there."""
    draft.state = state
    draft.publish_at = timezone.now() + timedelta(days=1) if state == DraftState.SCHEDULED else None
    draft.save()
    return draft


# Copies


def test_a_draft_says_at_first_what_its_role_says(author):
    role = full_role()

    draft = review.start(role, author)

    assert (read(draft.copy).role, read(draft.copy).parts) == (read(role).role, read(role).parts)
    assert (draft.copy.draft_of, draft.copy.status, draft.author) == (role, Status.DRAFT, author)
    assert review.changes_of(draft) == review.changed_since(draft) == []


@pytest.mark.parametrize("count", [1, 3])
def test_beginning_and_comparing_cost_the_same_however_much_is_said(author, django_assert_num_queries, count):
    role = full_role(count)

    with django_assert_num_queries(114):
        draft = review.start(role, author)
    with django_assert_num_queries(40):
        review.changes_of(draft)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_a_draft_cost_the_same_however_much_is_said(client, author, django_assert_max_num_queries, count):
    draft = drafted(full_role(count), author, title="Changed")
    client.force_login(author)

    for page, most in (("change", 60), ("preview", 35), ("changes", 95)):
        with django_assert_max_num_queries(most):
            assert client.get(f"/admin/roles/draft/{draft.pk}/{page}/").status_code == 200


def test_one_draft_is_open_of_a_role_at_a_time(author, reviewer):
    role = make.make_role()

    first = review.start(role, author)

    assert review.start(role, reviewer) == first
    assert review.start(first.copy, reviewer) == first


# Readers never see one


@pytest.fixture
def hidden(content, author):
    """A draft of a role of the content in which every text has a word that is nowhere else."""
    draft = drafted(Role.objects.get(slug="senior-backend-engineer"), author, title=UNIQUE, summary=UNIQUE)
    copy = draft.copy
    make.make_question(f"q-{UNIQUE.lower()}", role=copy, question=UNIQUE, answer=UNIQUE)
    make.make_role_alias(f"{UNIQUE} title", role=copy)
    make.make_requirement(role=copy, skill=make.make_skill("rare", name="Rare skill"), note=UNIQUE)
    make.make_duty(role=copy, responsibility=make.make_responsibility("odd", title=f"{UNIQUE} work"), details=UNIQUE)
    make.make_step(origin=copy, target=Role.objects.get(slug="junior-backend-engineer"), details=UNIQUE)
    make.make_working_relation(role=copy, other_party=UNIQUE)
    return draft


ADDRESSES = [
    "/", "/roles/", f"/roles/?q={UNIQUE}", "/roles/senior-backend-engineer/", "/roles/junior-backend-engineer/",
    "/roles/backend-engineer/", "/skills/", "/skills/rare/", "/education/", "/sources/", "/compare/", "/map/",
    "/compare/junior-backend-engineer/senior-backend-engineer/", f"/compare/?q={UNIQUE}", "/search/?q=engineer",
    "/compare/junior-backend-engineer/senior-backend-engineer.csv", f"/search/?q={UNIQUE}", "/sitemap.xml",
    f"/search/suggest/?q={UNIQUE}", "/map/junior-backend-engineer/senior-backend-engineer/",
]  # fmt: skip


def test_readers_find_a_draft_by_no_address_list_or_search(client, hidden):
    copy = hidden.copy.slug
    answers = {address: client.get(address) for address in ADDRESSES}
    closed = [f"/roles/{copy}/", f"/compare/{copy}/junior-backend-engineer/", f"/map/{copy}/junior-backend-engineer/"]

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(ADDRESSES, 200)
    texts = {
        a: answer.content.decode().replace(f"q={UNIQUE}", "").replace(f'"{UNIQUE}"', "")
        for a, answer in answers.items()
    }
    found = {address: text.lower().count(UNIQUE.lower()) for address, text in texts.items()}
    # A search says back what was looked for, in its heading.
    echoes = {address for address in ADDRESSES if f"q={UNIQUE}" in address}
    assert {address for address, count in found.items() if count and address not in echoes} == set()
    assert all("/roles/senior" not in texts[address] for address in echoes if address.startswith("/search"))
    assert [client.get(address).status_code for address in closed] == [404] * 3
    assert all(copy not in text for text in texts.values())


def test_pages_of_drafts_are_behind_the_door_and_never_kept(client, hidden, author):
    addresses = [f"/admin/roles/draft/{hidden.pk}/{page}/" for page in ("preview", "changes", "change")]
    before = [client.get(address).status_code for address in addresses]
    client.force_login(author)
    answers = [client.get(address) for address in addresses]

    assert before == [302] * 3
    assert [answer.status_code for answer in answers] == [200] * 3
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
    assert all('name="robots" content="noindex"' in answer.content.decode() for answer in answers[:2])
    assert all(UNIQUE in answer.content.decode() for answer in answers[:2])
    assert "Draft, not public." in parse(answers[0]).one("main").text


def test_files_checks_and_figures_know_nothing_of_a_draft(author, client):
    role = full_role(title="Baker")
    files = {label: content.dump(label) for label in content.MODELS}
    problems = checks.problems(checks.load())
    family, duty = role.family, role.duties.get().responsibility

    draft = drafted(role, author, summary="")

    draft.copy.duties.all().delete()
    assert {label: content.dump(label) for label in content.MODELS} == files
    assert checks.problems(checks.load()) == problems
    counted = type(family).objects.with_role_count().get(pk=family.pk)
    assert counted.role_count == Role.objects.without_copies().filter(family=family).count()
    assert type(duty).objects.with_duty_count().get(pk=duty.pk).duty_count == 1


def test_lists_and_fields_of_the_admin_show_a_role_once(client, author):
    role = make.make_role(title="Baker")
    review.start(role, author)
    client.force_login(author)

    page = client.get("/admin/roles/role/?q=Baker")
    field = {"app_label": "roles", "model_name": "role", "field_name": "broader", "term": "Baker"}
    offered = client.get("/admin/roles/role/autocomplete/", field).json()["results"]

    assert list(page.context["cl"].result_list) == [role]
    assert "Being written" in page.content.decode()
    assert [option["id"] for option in offered] == [str(role.pk)]


# Who may do what

ALL = set(ACTIONS)
ALLOWED = {
    DraftState.WRITING: ({"submit", "withdraw"}, {"submit", "withdraw"}),
    DraftState.SENT_BACK: ({"submit", "withdraw"}, {"submit", "withdraw"}),
    DraftState.SUBMITTED: ({"take-back", "withdraw"}, ALL - {"submit"}),
    DraftState.SCHEDULED: ({"take-back", "withdraw"}, ALL - {"submit"}),
    DraftState.PUBLISHED: (set(), set()),
    DraftState.WITHDRAWN: (set(), set()),
}


@pytest.mark.parametrize("state", DraftState)
def test_each_state_lets_each_group_take_its_steps_and_no_others(author, reviewer, state):
    draft = in_state(review.start(make.make_role(), author), state)
    of_author, of_reviewer = ALLOWED[state]
    stranger = User.objects.create(username="sam", is_staff=True)

    offered = [set(review.actions_for(user, draft)) for user in (author, reviewer, stranger)]

    assert offered == [of_author, of_reviewer, set()]
    for user, allowed in ((author, of_author), (reviewer, of_reviewer), (stranger, set())):
        for name in ALL - allowed:
            with pytest.raises((PermissionDenied, RefusedError)):
                review.act(name, draft, user, comment="No.", publish_at=timezone.now() + timedelta(days=1))
    assert Draft.objects.get(pk=draft.pk).state == state


def test_nobody_approves_their_own_unless_the_setting_says_so(reviewer, settings):
    role = make.make_role()
    draft = review.act("submit", drafted(role, reviewer, title="Mine"), reviewer)
    with pytest.raises(PermissionDenied):
        review.act("publish", draft, reviewer)
    settings.REVIEWERS_MAY_APPROVE_THEIR_OWN = True

    review.act("publish", draft, reviewer)

    role.refresh_from_db()
    assert role.title == "Mine"


def test_who_wrote_in_the_draft_of_another_does_not_approve_it_either(author, reviewer, client):
    draft = review.start(make.make_role(), author)
    access.note_writer(reviewer, draft.copy)

    assert set(review.actions_for(reviewer, review.act("submit", draft, author))) == {
        "send-back", "take-back", "withdraw",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("which", "state", "may"),
    [
        ("live", DraftState.WRITING, False),
        ("copy", DraftState.WRITING, True),
        ("copy", DraftState.SENT_BACK, True),
        ("copy", DraftState.SUBMITTED, False),
        ("copy", DraftState.SCHEDULED, False),
    ],
)
def test_an_author_changes_drafts_that_are_being_written_and_nothing_else(client, author, which, state, may):
    role = make.make_role(title="Baker", claims=[make.make_claim()])
    duty = make.make_duty(role=role, claims=[make.make_claim()])
    draft = in_state(review.start(role, author), state)
    row = role if which == "live" else draft.copy
    duty = row.duties.get()
    client.force_login(author)

    page = client.get(f"/admin/roles/role/{row.pk}/change/")
    sent = client.post(f"/admin/roles/role/{row.pk}/change/", {"title": "Changed"})
    of_duty = client.post(f"/admin/roles/duty/{duty.pk}/change/", {"details": "Changed"})

    assert page.status_code == 200
    # The answer is the form with its errors: what was sent is not the whole of it.
    assert (sent.status_code, of_duty.status_code) == ((200, 200) if may else (403, 403))
    assert ("Save" in page.content.decode()) is may


def test_an_author_publishes_by_no_form_or_action(client, author):
    role = make.make_role(title="Baker", status=Status.DRAFT)
    client.force_login(author)

    page = client.get(f"/admin/roles/role/{role.pk}/change/")
    client.post("/admin/roles/role/", {"action": "publish", "_selected_action": [role.pk]})

    assert "status" not in page.context["adminform"].form.fields
    assert Role.objects.get(pk=role.pk).status == Status.DRAFT


def test_a_role_that_an_author_adds_is_a_draft_with_its_review_begun(client, author):
    address = reverse("admin:roles_role_add")
    family = make.make_family()
    wanted = {"title": "Cook", "slug": "cook", "family": family.pk, "status": "published", "claims": []}
    client.force_login(author)

    answer = client.post(address, filled_in(opened(address)) | wanted | {"basis": "editorial", "note": "Ours."})

    role, draft = Role.objects.get(), Draft.objects.get()
    assert (answer.status_code, role.status) == (302, Status.DRAFT)
    assert (draft.role, draft.copy, draft.author, draft.state) == (role, None, author, DraftState.WRITING)


# Publication


def test_publishing_brings_the_page_to_what_the_draft_says_and_keeps_what_stays(author, reviewer, client):
    role = full_role(title="Baker")
    kept = set(role.duties.values_list("pk", flat=True))
    draft = drafted(role, author, title="Master baker")
    draft.copy.questions.all().delete()
    make.make_trend(role=draft.copy, text="More of it yet.", claims=[make.make_claim()])
    copy = draft.copy

    draft = review.act("publish", review.act("submit", draft, author, comment="Ovens."), reviewer)

    role.refresh_from_db()
    page = client.get(role.get_absolute_url()).content.decode()
    assert (role.title, role.slug, role.questions.count(), role.trends.count()) == ("Master baker", role.slug, 0, 2)
    assert set(role.duties.values_list("pk", flat=True)) == kept
    assert "More of it yet." in page
    assert (draft.state, draft.copy, draft.reviewer) == (DraftState.PUBLISHED, None, reviewer)
    assert not Role.objects.filter(pk=copy.pk).exists()
    assert [(step.action, step.by, step.comment) for step in draft.steps.all()] == [
        ("Begun", author, ""),
        ("Submitted", author, "Ovens."),
        ("Published", reviewer, ""),
    ]


def test_what_breaks_a_rule_is_not_published_and_the_draft_stays(author, reviewer):
    role, lead = make.make_role(), make.make_role()
    make.make_step(origin=lead, target=role)
    draft = review.start(role, author)
    make.make_step(origin=draft.copy, target=lead, claims=[make.make_claim()])
    review.act("submit", draft, author)

    with pytest.raises(WholeError, match="round in a circle"):
        review.act("publish", draft, reviewer)

    assert (Draft.objects.get().state, role.exits.count(), draft.copy.exits.count()) == (DraftState.SUBMITTED, 0, 1)


def test_a_new_role_is_published_by_way_of_the_same_review(author, reviewer):
    role = make.make_role(status=Status.DRAFT)
    draft = review.act("submit", review.start(role, author), author)

    review.act("publish", draft, reviewer)

    role.refresh_from_db()
    assert (role.status, draft.copy) == (Status.PUBLISHED, None)


def test_withdrawing_deletes_the_copy_and_leaves_the_page(author):
    role = make.make_role(title="Baker")
    draft = drafted(role, author, title="Changed")

    review.act("withdraw", draft, author)

    role.refresh_from_db()
    assert (role.title, Role.objects.filter(draft_of=role).count()) == ("Baker", 0)
    assert review.start(role, author) != draft


def test_sending_back_says_why_and_the_author_writes_on(author, reviewer):
    draft = review.act("submit", review.start(make.make_role(), author), author)
    with pytest.raises(RefusedError):
        review.act("send-back", draft, reviewer)

    draft = review.act("send-back", draft, reviewer, comment="Name the ovens.")

    assert draft.steps.last().comment == "Name the ovens."
    assert access.may_change(author, Role.objects.get(pk=draft.copy_id))


# Changed on both sides


def test_a_draft_of_a_page_that_has_changed_since_is_brought_up_to_date_first(client, author, reviewer):
    role = make.make_role(title="Baker", summary="Bakes.")
    make.make_benefit("bread", role=role, claims=[make.make_claim()])
    draft = drafted(role, author, title="Master baker", summary="Bakes well.")
    Role.objects.filter(pk=role.pk).update(summary="Bakes bread.")
    make.make_benefit("cake", role=role, claims=[make.make_claim()])
    submitted = review.act("submit", draft, author)
    with pytest.raises(StaleError, match="2 things"):
        review.act("publish", submitted, reviewer)
    draft = review.act("take-back", submitted, author)
    with pytest.raises(RefusedError, match="Choose"):
        updating.bring_up_to_date(draft, author, {})
    client.force_login(author)
    address = reverse("admin:roles_draft_update", args=[draft.pk])

    page, nothing_chosen = client.get(address), client.post(address)
    client.post(address, {"/summary": "theirs"})

    assert list(page.context["form"].fields) == list(nothing_chosen.context["form"].errors) == ["/summary"]
    assert {change.key for change in review.changes_of(draft)} == {("title",)}
    review.act("publish", review.act("submit", draft, author), reviewer)
    role.refresh_from_db()
    assert (role.title, role.summary, role.benefits.count()) == ("Master baker", "Bakes bread.", 2)


# At a time


def scheduled(author, reviewer, **changes):
    draft = review.act("submit", drafted(make.make_role(title="Baker"), author, **changes), author)
    return review.act("schedule", draft, reviewer, publish_at=timezone.now() + timedelta(hours=1))


def come_due(draft):
    Draft.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(minutes=1))


def test_a_scheduled_draft_is_published_when_its_time_has_come_and_once(author, reviewer):
    draft = scheduled(author, reviewer, title="Master baker")
    early = review.publish_due()
    come_due(draft)
    output = StringIO()

    call_command("publish_due", stdout=output)
    call_command("publish_due", stdout=output)

    assert (early, output.getvalue()) == ([], "Published: Master baker.\n")
    assert list(Role.objects.values_list("title", "status")) == [("Master baker", Status.PUBLISHED)]
    assert Change.objects.filter(kind="publish").count() == 1


def test_only_what_is_late_is_said_to_be(client, author, reviewer):
    draft = scheduled(author, reviewer)
    client.force_login(reviewer)
    address, told = reverse("admin:roles_draft_change", args=[draft.pk]), []

    for step in (None, come_due, lambda _: review.publish_due()):
        if step:
            step(draft)
        told.append("Its time has come" in client.get(address).content.decode())

    assert told == [False, True, False]


@pytest.mark.parametrize(
    ("is_drafted", "publishes", "says"),
    [
        (False, False, "Readers see this page. What is to change is written in a draft"),
        (False, True, "Readers see this page. What you change here, they see at once"),
        (True, False, "A draft of this page is open.</p>"),
        (True, True, "A draft of this page is open. What you change here, readers see at once"),
    ],
)
def test_the_page_of_a_role_says_what_holds_for_its_reader(client, author, reviewer, is_drafted, publishes, says):
    role = make.make_role()
    if is_drafted:
        review.start(role, author)
    client.force_login(reviewer if publishes else author)

    assert says in client.get(reverse("admin:roles_role_change", args=[role.pk])).content.decode()


@pytest.mark.parametrize(
    ("state", "says"), [(DraftState.WRITING, "Submit for review"), (DraftState.SUBMITTED, "Review and publish")]
)
def test_the_page_of_a_role_names_the_next_step_of_its_draft(client, author, state, says):
    draft = in_state(review.start(make.make_role(), author), state)
    client.force_login(author)

    page = parse(client.get(reverse("admin:roles_role_change", args=[draft.role_id])))

    assert page.texts("a", href=reverse("admin:roles_draft_change", args=[draft.pk])) == [says]


def test_what_cannot_be_published_in_its_time_goes_back_with_the_reason_and_keeps_no_other_from_it(author, reviewer):
    stale, fine = scheduled(author, reviewer, title="Stale"), scheduled(author, reviewer, title="Fine")
    Role.objects.filter(pk=stale.role_id).update(summary="Changed since.")
    come_due(stale)
    come_due(fine)

    with pytest.raises(SystemExit):
        call_command("publish_due", stdout=StringIO(), stderr=StringIO())

    stale.refresh_from_db()
    assert (stale.state, stale.publish_at) == (DraftState.SENT_BACK, None)
    assert "has changed since the draft began" in stale.steps.last().comment
    assert set(Role.objects.without_copies().values_list("title", flat=True)) == {"Baker", "Fine"}


def test_a_time_that_is_past_is_refused(author, reviewer):
    draft = review.act("submit", review.start(make.make_role(), author), author)

    with pytest.raises(RefusedError):
        review.act("schedule", draft, reviewer, publish_at=timezone.now())


# Files


def test_a_file_goes_into_a_draft_and_never_into_what_readers_see(client, author):
    role = full_role(title="Baker")
    text = to_file(read(role)).replace("title: Baker", "title: Baker of rye")
    client.force_login(author)
    file = StringIO(text)
    file.name = "baker.yaml"

    seen = client.post("/admin/roles/draft/file/", {"file": file})
    taken = client.post("/admin/roles/draft/file/", {"text": seen.context["seen"]["text"].value()})

    role.refresh_from_db()
    draft = Draft.objects.get()
    assert [(told.name, told.lines) for told in seen.context["changes"]] == [("Title", [("", "Baker", "Baker of rye")])]
    assert taken.status_code == 302
    assert (role.title, draft.copy.title) == ("Baker", "Baker of rye")


def test_a_file_of_a_role_that_is_not_there_makes_it_as_a_draft(author):
    role = full_role(title="Baker")
    whole = read(role)
    role.delete()

    draft = sharing.take_in(from_file(to_file(whole)), author)

    assert (read(draft.role), draft.role.status) == (whole, Status.DRAFT)


def test_a_file_that_names_what_is_not_there_says_so_and_leaves_nothing(client, author):
    role = full_role(title="Baker", slug="baker")
    text = to_file(read(role)).replace("slug: baker", "slug: cook").replace("family: ", "family: no-")
    client.force_login(author)
    file = StringIO(text)
    file.name = "cook.yaml"

    answer = client.post("/admin/roles/draft/file/", {"file": file})

    assert answer.context["form"].errors["file"] == [
        f"There is no role family “no-{role.family.slug}”: bring it in first, or take it out of the file."
    ]
    assert not Role.objects.filter(slug="cook").exists()


# Beside the other ways of writing


def test_a_draft_is_undone_together_with_its_publication_but_its_copy_does_not_come_back(author, reviewer):
    role = full_role(title="Baker")
    before = read(role)
    review.act("publish", review.act("submit", drafted(role, author, title="Cook"), author), reviewer)
    published = Change.objects.first()

    undo(published, reviewer)

    assert (published.kind, {row.subject_id for row in published.rows.all()}) == ("publish", {role.pk})
    assert (read(role), Role.objects.exclude(draft_of=None).count()) == (before, 0)
    assert review.start(role, author).copy.title == "Baker"


def test_a_deleted_role_comes_back_without_the_copy_of_its_draft(author):
    role = make.make_role(title="Baker")
    review.start(role, author)
    role.delete()

    undo(Change.objects.first(), author)

    assert [str(found) for found in Role.objects.all()] == ["Baker"]
    assert review.start(Role.objects.get(), author).is_open


@pytest.mark.parametrize(("step", "instead"), [(None, "A draft began"), ("withdraw", "begin a new one")])
def test_the_beginning_and_the_end_of_a_draft_are_not_undone(author, step, instead):
    draft = review.start(full_role(), author)
    if step:
        review.act(step, draft, author)

    with pytest.raises(RestoreError, match=instead):
        undo(Change.objects.first(), author)


def test_whoever_changes_a_draft_in_any_way_does_not_approve_it(author, reviewer):
    draft = drafted(make.make_role(), author, title="Cook")
    with change(reviewer):
        make.make_trend(role=draft.copy, claims=[make.make_claim()])

    review.act("submit", draft, author)

    assert not access.may_approve(reviewer, draft)


def test_a_page_was_seen_to_when_its_draft_was_published(author, reviewer):
    role = make.make_role()
    review.act("publish", review.act("submit", drafted(role, author, title="Cook"), author), reviewer)

    assert last_changes() == {(Role, str(role.pk)): timezone.localdate()}

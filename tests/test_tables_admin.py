"""The pages on which editors export and import tables."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careers.tables.importing import outcome_of
from careers.tables.sheets import read
from careers.tables.uploads import Upload
from roles.models import Draft, Role
from skills.models import Skill

from .factories import make_area, make_collection, make_family, make_release, make_role, make_skill

pytestmark = pytest.mark.django_db

SKILLS = "/admin/skills/skill/"
NEW = "slug,name,kind,area\nsql,SQL,language,data\njava,Java,language,data\n"


@pytest.fixture
def area():
    return make_area("data")


def choose(client, text, address=SKILLS):
    """Choose a file, and return the page that says what importing it would do."""
    file = SimpleUploadedFile("my skills.csv", text.encode())
    return client.post(f"{address}import/", {"file": file}, follow=True)


def digest_of(response):
    return response.context_data["page"].outcome.digest


def cells(response):
    content = b"".join(response.streaming_content)
    return [row for _, row in read("a", content).rows]


def allowed(django_user_model, client, *codenames):
    editor = django_user_model.objects.create(username="ada", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(editor)
    return editor


def test_a_file_is_looked_at_and_then_imported(admin_client, area):
    make_skill("java", area=area, name="Java 21", kind="language")

    looked_at = choose(admin_client, NEW)
    address = looked_at.redirect_chain[-1][0]
    before = set(Skill.objects.values_list("name", flat=True))
    done = admin_client.post(address, {"digest": digest_of(looked_at)}, follow=True)

    assert before == {"Java 21"}
    assert set(Skill.objects.values_list("name", flat=True)) == {"SQL", "Java"}
    assert [str(message) for message in done.context["messages"]] == ["1 skill added, 1 changed."]
    assert not Upload.objects.exists()


def test_what_changed_meanwhile_is_shown_before_anything_is_imported(admin_client, area):
    skill = make_skill("java", area=area, name="Java 21", kind="language")
    looked_at = choose(admin_client, NEW)
    Skill.objects.filter(pk=skill.pk).update(name="Java 22")

    again = admin_client.post(looked_at.redirect_chain[-1][0], {"digest": digest_of(looked_at)})

    assert [str(message) for message in again.context["messages"]] == [
        "Nothing was imported: the content has changed since. Look at the difference again."
    ]
    assert ("Java 22" in again.content.decode(), Skill.objects.get().name) == (True, "Java 22")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "my skills.csv: The file is empty. Export the list"),
        ("name\nSQL\n", "my skills.csv: The column “slug” is missing"),
        ("slug,nmae\nsql,SQL\n", "my skills.csv: There is no column “nmae”. Did you mean “name”?"),
    ],
)
def test_a_file_that_is_no_table_is_refused_where_another_can_be_chosen(admin_client, area, text, message):
    response = choose(admin_client, text)

    assert (message in response.content.decode(), response.templates[0].name) == (True, "admin/tables/import.html")


def test_a_file_that_is_too_large_is_not_kept(admin_client, settings):
    settings.TABLES_MOST_BYTES = 20

    response = choose(admin_client, NEW)

    assert ("larger than 2e-05 MB" in response.content.decode(), Upload.objects.exists()) == (True, False)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_exports_what_it_is_filtered_to_or_the_site_s_own(admin_client, form):
    release = make_release(make_collection("onet"))
    make_skill("own", status="draft")
    make_skill("mine")
    make_skill("theirs", collection=release.collection, release=release, identifier="1")

    rows = {
        query: [row[0] for row in cells(admin_client.get(f"{SKILLS}export/{form}/{query}"))]
        for query in ("", "?rows=listed", "?rows=listed&status__exact=published", "?rows=listed&q=theirs")
    }

    assert rows == {
        "": ["mine", "own"],
        "?rows=listed": ["mine", "own", "theirs"],
        "?rows=listed&status__exact=published": ["mine", "theirs"],
        "?rows=listed&q=theirs": ["theirs"],
    }


def test_a_list_leads_to_the_export_of_what_it_shows(admin_client):
    page = admin_client.get(f"{SKILLS}?status__exact=draft").content.decode()

    assert f'href="{SKILLS}export/?status__exact=draft"' in page
    assert admin_client.get(f"{SKILLS}export/?status__exact=draft").status_code == 200


@pytest.mark.parametrize(
    ("codenames", "pages"),
    [
        ([], {"export": 403, "export/csv": 403, "import": 403, "import/check": 403}),
        (["view_skill"], {"export": 200, "export/csv": 200, "import": 403, "import/check": 403}),
        (["change_skill"], {"export": 200, "export/csv": 200, "import": 403, "import/check": 403}),
        (["add_skill", "change_skill"], {"export": 200, "export/csv": 200, "import": 200, "import/check": 302}),
    ],
)
def test_who_may_view_exports_and_who_may_add_and_change_imports(client, django_user_model, codenames, pages):
    allowed(django_user_model, client, *codenames)

    assert {page: client.get(f"{SKILLS}{page}/").status_code for page in pages} == pages


@pytest.mark.parametrize(
    ("status", "state", "codenames", "refusal"),
    [
        ("draft", "writing", [], []),
        ("draft", "submitted", ["publish_role"], ["This role waits for its review: take its draft back first."]),
        ("published", "writing", [], ["You may not change published roles: ask a reviewer."]),
        (
            "published",
            "writing",
            ["publish_role"],
            ["Somebody else reviews a role before it is published: leave it a draft."],
        ),
    ],
)
def test_no_table_leads_round_the_review_of_a_draft(client, django_user_model, status, state, codenames, refusal):
    role = make_role("baker", status="draft", basis="editorial", note="Ours.")
    Draft.objects.create(role=role, state=state)
    editor = allowed(django_user_model, client, "add_role", "change_role", *codenames)

    outcome = outcome_of("roles.Role", read("a.csv", f"slug,title,status\nbaker,Cook,{status}\n".encode()), editor)

    assert [fault.message for row in outcome.faulty for fault in row.faults] == refusal


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(f"{SKILLS}import/").url.startswith(reverse("admin:login"))


def test_a_file_is_seen_by_the_editor_who_chose_it_only(admin_client, client, django_user_model, area):
    choose(admin_client, NEW)
    allowed(django_user_model, client, "add_skill", "change_skill")

    assert client.get(f"{SKILLS}import/check/").url == f"{SKILLS}import/"


@pytest.mark.parametrize(
    ("label", "file", "is_refused"),
    [
        ("roles.Role", "slug,status\ndraft,published\n", True),
        ("roles.Role", "slug,rank\npublished,1\n", True),
        ("roles.Role", "slug,rank\ndraft,1\n", False),
        ("roles.Benefit", "role,name,basis,note\npublished,A bicycle,editorial,why\n", True),
        ("roles.Benefit", "role,name,basis,note\ndraft,A bicycle,editorial,why\n", False),
    ],
)
def test_what_readers_see_of_roles_is_changed_by_those_who_may_publish(
    client, django_user_model, label, file, is_refused
):
    editor = allowed(django_user_model, client, "add_role", "change_role", "add_benefit", "change_benefit")
    for status in ("draft", "published"):
        make_role(status, status=status, family=make_family(), basis="editorial", note="why")

    faults = [
        fault.message for row in outcome_of(label, read("a", file.encode()), editor).faulty for fault in row.faults
    ]

    assert faults == ["You may not change published roles: ask a reviewer."] * is_refused
    assert Role.objects.filter(status="draft").count() == 1

"""House rules of the content itself."""

from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count, Q

from careers import content as files
from roles.models import SkillRequirement
from skills.models import Skill, SkillAlias
from sources.models import Document

from .eight_word_runs import HASHES, hash_of, known_hashes, runs, shared_runs

TEXTS = {".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml"}
# Folders of texts that nobody here wrote, or that are made from others.
NOT_OURS = {"__pycache__", "node_modules", "staticfiles"}


def project_texts():
    """Return the paths of all text files of the project."""
    tops = [path for path in Path(settings.BASE_DIR).iterdir() if not path.name.startswith(".")]
    paths = [path for top in tops for path in (top.rglob("*") if top.is_dir() else [top])]
    return sorted(path for path in paths if path.suffix in TEXTS and not NOT_OURS & set(path.parts))


def test_every_model_has_a_file_and_every_file_a_model():
    folder = settings.FIXTURE_DIRS[0]

    assert {path for path in folder.rglob("*") if path.is_file()} == {files.file_of(label) for label in files.MODELS}


def test_loading_the_files_again_changes_nothing(content):
    assert files.load() == []


@pytest.mark.parametrize("label", files.MODELS)
def test_dump_equals_the_file_byte_for_byte(content, label):
    assert files.dump(label) == files.file_of(label).read_text()


def test_no_file_is_empty(content):
    # Nothing has been renamed yet.
    written = [label for label in files.MODELS if label != "sources.OldAddress"]
    assert [label for label in written if not apps.get_model(label).objects.exists()] == []


def test_every_document_has_all_its_claims(content):
    documents = Document.objects.annotate(count=Count("claims")).order_by("position")

    assert list(documents.values_list("count", flat=True)) == [172, 65, 89, 81, 251]


def test_nothing_is_wrong_with_the_content(content):
    out = StringIO()

    call_command("check_content", stdout=out)

    assert ": nothing wrong." in out.getvalue().splitlines()[-1]


def documents_by_skill():
    """Return {skill's slug: how many documents are cited where roles ask for it}."""
    documents = defaultdict(set)
    for requirement in SkillRequirement.objects.select_related("skill").prefetch_related("claims"):
        documents[requirement.skill.slug] |= {claim.document_id for claim in requirement.claims.all()}
    return {slug: len(found) for slug, found in documents.items()}


def test_documents_agree_as_far_as_was_counted_by_hand(content):
    counted = {"java": 5, "python": 5, "mysql": 5, "continuous-learning": 5, "postgresql": 2}
    found = documents_by_skill()

    assert {slug: found[slug] for slug in counted} == counted


def test_junior_is_not_asked_what_no_document_asks_of_juniors(content):
    never_asked = {"git", "docker", "rest", "kubernetes", "oop", "microservices"}
    asked = set(
        SkillRequirement.objects.filter(role__slug="junior-backend-engineer").values_list("skill__slug", flat=True)
    )
    known = set(Skill.objects.values_list("slug", flat=True))

    assert (never_asked - known, never_asked & asked, bool(asked)) == (set(), set(), True)


@pytest.mark.parametrize("model", [Skill, SkillAlias])
def test_no_skill_is_named_that_no_document_names(content, model):
    named = Q(name__iregex=r"\b(ci/cd|ci|cd)\b") | Q(name__icontains="continuous integration")

    assert list(model.objects.filter(named | Q(name__icontains="continuous de"))) == []


def test_no_eight_words_in_a_row_are_shared_with_a_document():
    known = known_hashes()
    shared = {str(path): shared_runs(path.read_text(errors="replace"), known) for path in project_texts()}

    assert {path: found for path, found in shared.items() if found} == {}


def test_texts_of_all_kinds_are_looked_at():
    folders = {path.relative_to(settings.BASE_DIR).parts[0] for path in project_texts()}

    assert {"careers", "docs", "fixtures", "roles", "skills", "sources", "templates", "tests"} <= folders


def test_runs_are_known_and_sorted():
    hashes = known_hashes()

    assert (HASHES.read_bytes(), len(hashes) > 5000) == (b"".join(sorted(hashes)), True)


def test_planted_run_is_found_whatever_its_case_its_quotes_and_its_lines():
    planted = "An engineer's first day is never like\nthe second"
    known = {hash_of(runs(planted)[0])}

    found = shared_runs(f"Before. {planted.upper().replace(chr(39), '’')} after.", known)

    assert found == ["an engineer's first day is never like the"]


def test_runs_are_hashed_as_those_of_the_documents_were():
    # Else none would be found, and nobody would notice. After a change, make the file again.
    assert [hash_of(run).hex() for run in runs("One two three four, five six “seven” eight.")] == ["d4290aa4b7182c24"]


def test_seven_words_are_no_run():
    assert runs("one two three four five six seven") == []

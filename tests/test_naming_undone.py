"""What was merged or split is taken back by the history, as one change."""

import pytest

from careers.naming.merging import MergePlan
from careers.naming.splitting import SplitPlan, split
from careers.naming.writing import merge
from sources.history import restoring

from . import factories
from .factories import make_claim, make_role, make_skill
from .test_naming import all_rows, fill
from .test_old_addresses import rename

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(django_user_model):
    return django_user_model.objects.create(username="ada")


def undo_last(user):
    from sources.history.models import Change

    past = Change.objects.latest("pk")
    restoring.undo(past, user)
    return past.kind


def two_roles():
    kept, gone = make_role(summary=""), make_role(claims=[make_claim()])
    for level, role in enumerate((kept, gone), 1):
        fill(role, level)
    make_role(broader=gone)
    return kept, gone


def two_skills():
    kept, gone = make_skill(), make_skill()
    make_role(levels={gone: 1})
    make_role(levels={kept: 1, gone: 2})
    factories.make_skill_alias(skill=gone)
    factories.make_descriptor(skill=gone)
    factories.make_skill_relation(origin=gone, target=kept)
    make_skill(broader=gone)
    return kept, gone


@pytest.mark.parametrize("make", [two_roles, two_skills])
def test_after_a_merge_is_undone_everything_is_as_before_its_old_addresses_included(ada, make):
    kept, gone = make()
    rename(gone, "second-name")
    before = all_rows()

    merge(MergePlan(kept, gone), {}, ada)
    merged = all_rows()

    assert (merged != before, undo_last(ada), all_rows()) == (True, "merge", before)


def test_after_a_split_is_undone_everything_is_as_before(ada):
    role = make_role(claims=[make_claim()])
    fill(role)
    before, plan = all_rows(), SplitPlan(role)

    split(plan, {"title": "New", "slug": "new"}, {item.key: item.places[-1] for item in plan.items}, ada)
    parted = all_rows()

    assert (parted != before, undo_last(ada), all_rows()) == (True, "split", before)

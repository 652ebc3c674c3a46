"""What must hold of the content and no database constraint can express, and what is worth a look.

A check takes the loaded Content and yields a Finding for each place: the row, what is wrong or doubtful, what to do.
The desk of the admin shows what they find, `manage.py check_content` prints it (docs/editing/desk.md).
"""

from . import age, copies, evidence, hierarchy, names, roles, skills
from .content import Content, load, unused_claims
from .findings import Check, Finding, Place, Severity
from .hierarchy import circles

CHECKS = (
    evidence.statements_rest_on_claims,
    evidence.claims_support_statements,
    hierarchy.broader_rows_form_no_circle,
    hierarchy.promotions_form_no_circle,
    hierarchy.skills_that_build_on_each_other_form_no_circle,
    hierarchy.chains_are_short,
    hierarchy.broader_terms_are_there,
    roles.members_belong_to_the_role,
    roles.choices_have_enough_members,
    evidence.levels_and_needs_follow_the_rule,
    skills.levels_do_not_go_down,
    roles.published_roles_are_complete,
    roles.roles_known_by_relation_have_nothing_else,
    roles.pay_is_tied_to_a_level_only_where_stated,
    skills.published_skills_are_described,
    evidence.documents_agree,
    skills.skills_are_asked_for,
    names.names_differ,
    copies.texts_are_not_copied_between_levels,
    hierarchy.broader_terms_are_given,
    age.documents_are_recent,
    age.pages_are_looked_at,
)

__all__ = ["CHECKS", "Check", "Content", "Finding", "Place", "Severity", "circles", "find", "load", "unused_claims"]


def find(content):
    """Return {check: its findings} of every check, in the order of the checks."""
    return {check: list(check.find(content)) for check in CHECKS}


def problems(content):
    """Return a sentence for each thing that is wrong, in the order of the checks."""
    return [finding.sentence for check in CHECKS if check.is_wrong for finding in check.find(content)]

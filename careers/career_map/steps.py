"""The steps of all careers, as the map and its ways show them."""

from dataclasses import dataclass
from operator import attrgetter

from careers.comparison.addresses import comparison_address
from careers.comparison.brief import Brief, briefs
from roles.models import ExperienceRange, ProgressionStep, Role
from sources.evidence import NOTHING, Evidence, identity_of, load_evidence
from sources.models import Document


@dataclass(frozen=True)
class TracedStep:
    """A step with what changes and what it rests on."""

    step: ProgressionStep
    brief: Brief
    evidence: Evidence

    @property
    def comparison(self):
        """The address of the comparison of its two roles."""
        return comparison_address([self.step.origin.slug, self.step.target.slug])


def count_documents():
    """Return how many documents there are to agree."""
    return Document.objects.without_frameworks().count()


def load_steps(collection=None):
    """Return the published steps with their roles, families and broader roles, in a fixed order; one query.

    collection: the slug of the only one to take them from.
    """
    related = [f"{end}__{path}" for end in ("origin", "target") for path in ("family", "broader__broader")]
    steps = ProgressionStep.objects.published().select_related(*related).order_by("origin__slug", "target__slug")
    return list(steps.filter(origin__collection=collection) if collection else steps)


def traced(steps):
    """Return the TracedSteps of some steps, in three queries."""
    found = briefs([(step.origin, step.target) for step in steps])
    evidence = load_evidence(steps)
    return [
        TracedStep(step, found[step.origin_id, step.target_id], evidence.get(identity_of(step), NOTHING))
        for step in steps
    ]


def roles_of(steps):
    """Return the roles at the ends of some steps, each once, by family, seniority and title."""
    roles = {role.pk: role for step in steps for role in (step.origin, step.target)}
    return sorted(roles.values(), key=_order)


def _order(role: Role):
    return role.family.position, role.family.name, role.seniority or 0, role.title


def load_years(roles):
    """Return {id of a role: its first ExperienceRange that gives years}, in one query."""
    years = {}
    rows = ExperienceRange.objects.filter(role__in=[role.pk for role in roles])
    for row in sorted(rows, key=attrgetter("label")):
        if row.years:
            years.setdefault(row.role_id, row.years)
    return years

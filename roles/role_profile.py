"""All that is said of a role, its own and what it inherits."""

from itertools import takewhile
from operator import attrgetter

from django.utils.functional import cached_property

from sources.hierarchy import ancestors

from .models import DEEPEST_CHAIN
from .profile import asks, inherit
from .remarks import REMARKS


def published_chain(role):
    """Return the role and its broader roles, nearest first, as far as readers may see them and queries take them."""
    return [role, *takewhile(attrgetter("is_published"), ancestors(role))][: DEEPEST_CHAIN + 1]


class RoleProfile:
    """The Lines of a role of `Role.objects.for_page()`; nothing queries.

    stated: the Statements of the role and its broader roles. evidence: {(model, id): Evidence} of
    them; what is absent is shown without.
    """

    def __init__(self, role, stated, evidence):
        self.role = role
        self.chain = published_chain(role)
        self.evidence = evidence
        self._stated = stated

    @cached_property
    def general(self):
        """Whom inherited statements speak of: “backend engineers in general”; empty without a broader role."""
        plurals = [f"{_lowered(role.title)}s" for role in self.chain[1:]]
        return f"{' and '.join(plurals)} in general" if plurals else ""

    def _inherit(self, rows, key):
        """Return a Line for every key among rows of the role and its broader roles."""
        return inherit(rows, self.chain, self.evidence, key)

    @cached_property
    def asks(self):
        """What it asks for: AskLines of choices and skills."""
        return asks(self._stated.requirements, self._stated.choices, self.chain, self.evidence)

    @cached_property
    def not_relevant(self):
        """What a framework rated and found not relevant to this very role: AskedSkills."""
        return [row for row in self._stated.not_relevant if row.role_id == self.role.pk]

    @cached_property
    def skills(self):
        """{id: name} of the skills that it asks for by themselves."""
        rows = (line.statement for line in self.asks if not line.is_choice)
        return {row.skill_id: row.skill_name for row in rows}

    @cached_property
    def duties(self):
        return self._inherit(self._stated.duties, attrgetter("responsibility_id"))

    @cached_property
    def routes(self):
        lines = self._inherit(self._stated.routes, attrgetter("route_id"))
        return sorted(lines, key=lambda line: line.statement.route.position)

    @cached_property
    def relations(self):
        return self._inherit(self._stated.relations, lambda row: (row.kind, row.other_role_id, row.other_party))

    @cached_property
    def experience(self):
        return self._inherit(self._stated.experience, attrgetter("label"))

    @cached_property
    def pay(self):
        return self._inherit(self._stated.pay, attrgetter("label"))

    @cached_property
    def remarks(self):
        """The short statements: {their model: lines}."""
        lines = self._inherit(self._stated.remarks, lambda row: (row.model, row.text))
        remarks = {model: [] for model in REMARKS}
        for line in sorted(lines, key=lambda line: (line.statement.position, line.statement.text)):
            remarks[line.statement.model].append(line)
        return remarks


def _lowered(title):
    """Return a title as it stands within a sentence; abbreviations stay as they are."""
    return " ".join(word.lower() if word.istitle() else word for word in title.split())

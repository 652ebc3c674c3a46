"""Choosing roles to compare: those chosen, those found, and those worth a look."""

from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

from django.core.validators import slug_re
from django.db.models import Q

from roles.filters import RoleFilter
from roles.models import ProgressionStep, Role, StepKind
from roles.role_index import role_index
from roles.role_profile import RoleProfile, published_chain
from roles.sharing import roles_that_share
from roles.statements import MOST_ROLES, load_asks
from sources.collection import OWN
from sources.library import newest_releases_of
from sources.parameters import whole_number
from sources.search.query import search
from sources.search.results import Results

from .addresses import choosing_address, comparison_address, without

MOST_FOUND = 24
MOST_LOOKED_UP = 100
MOST_SUGGESTED = 6
LONGEST_TEXT = 100


class Offer(NamedTuple):
    """A role that can be taken, where taking it leads, and what tells it from another of its title."""

    role: Role
    address: str
    qualifier: str = ""


class Chosen(NamedTuple):
    """A role that is chosen, and where giving it up leads."""

    role: Role
    address: str


class Suggestion(NamedTuple):
    """Two roles worth comparing, and why."""

    first: Any
    second: Any
    reason: str

    @property
    def titles(self):
        return f"{self.first.title} and {self.second.title}"

    @property
    def address(self):
        return comparison_address([self.first.slug, self.second.slug])


class Choosing:
    """What the page of choosing shows, from the parameters of its address.

    `role`: slugs of the roles chosen so far, in order. `replace`: the place of the one to be replaced, from 0.
    `q`: words of a title. `collection`: where these are looked for. What is not known is left out and named in
    `unknown`.
    """

    def __init__(self, parameters, wanted=()):
        slugs = list(dict.fromkeys([*parameters.getlist("role"), *wanted]))
        roles = _published([slug for slug in slugs if slug_re.match(slug)][:MOST_LOOKED_UP])
        self.unknown = [slug for slug in slugs if slug not in roles]
        known = [slug for slug in slugs if slug in roles]
        self.roles = [roles[slug] for slug in known[:MOST_ROLES]]
        self.left_out = [roles[slug] for slug in known[MOST_ROLES:]]
        self.text = parameters.get("q", "").replace("\0", "")[:LONGEST_TEXT].strip()
        self._given_collection = parameters.get("collection", "")
        self._replaced = _place(parameters.get("replace"), len(self.roles))

    @property
    def slugs(self):
        return [role.slug for role in self.roles]

    @property
    def replaced(self):
        """The role to be replaced, if one is."""
        return None if self._replaced is None else self.roles[self._replaced]

    @property
    def is_full(self):
        return self.replaced is None and len(self.roles) >= MOST_ROLES

    @property
    def parameters(self):
        """[(name, value)] that a search for other words keeps."""
        kept = [("role", slug) for slug in self.slugs]
        return kept if self._replaced is None else [*kept, ("replace", self._replaced)]

    @property
    def chosen(self):
        return [Chosen(role, choosing_address(without(self.slugs, place))) for place, role in enumerate(self.roles)]

    @property
    def address(self):
        """Where the roles chosen so far are compared; empty for fewer than two."""
        return comparison_address(self.slugs) if len(self.roles) > 1 else ""

    @property
    def is_narrowed(self):
        """Whether it is more than the plain page, which alone belongs into search engines."""
        return bool(self.roles or self.text or self.unknown or self._given_collection)

    @cached_property
    def collections(self):
        """{slug: name} of those with roles to offer."""
        index = role_index()
        return {slug: index.collection_names[slug] for slug in index.collections}

    @property
    def collection(self):
        """The collection that is chosen; empty for all."""
        return self._given_collection if self._given_collection in self.collections else ""

    @cached_property
    def results(self):
        """What the search finds for the words; of all collections, unless one is chosen."""
        if not self.text:
            return Results("")
        chosen = [self.collection] if self.collection else []
        return search(self.text, kinds=["role"], collections=chosen, per_page=MOST_FOUND + MOST_ROLES + 1)

    @property
    def _keys_found(self):
        """Return the keys of the roles called so, best first; where none is, of those whose text has the words."""
        hits = self.results.hits
        return [hit.object_id for hit in hits if hit.why.where != "text"] or [hit.object_id for hit in hits]

    @cached_property
    def _offered(self):
        """Offers of the roles found, best first; without words those of one collection, what is described first."""
        taken = [role.pk for role in self.roles]
        rows = Role.objects.published().select_related("family", "collection").exclude(pk__in=taken)
        if self.text:
            keys = self._keys_found
            found = rows.in_bulk(keys)
            roles = [found[key] for key in keys if key in found]
        else:
            narrowed = RoleFilter({"collection": [self.collection or self._collection]}, rows).qs
            roles = narrowed.order_by("known_only_by_relation", *Role._meta.ordering)
        return [self._offer(role) for role in roles[: MOST_FOUND + 1]]

    @property
    def _collection(self):
        """That of the roles chosen so far, else the site's own."""
        return self.roles[0].collection_id if self.roles else OWN

    @property
    def found(self):
        return self._offered[:MOST_FOUND]

    @property
    def releases(self):
        """The newest releases of the frameworks whose roles are offered, for their notices."""
        return newest_releases_of(offer.role.collection_id for offer in self.found)

    @property
    def is_cut(self):
        return len(self._offered) > MOST_FOUND

    def _offer(self, role):
        slugs = self.slugs
        place = len(slugs) if self._replaced is None else self._replaced
        address = comparison_address([*slugs[:place], role.slug, *slugs[place + 1 :]])
        return Offer(role, address, self._qualifiers.get(role.pk, ""))

    @cached_property
    def _qualifiers(self):
        return {hit.object_id: hit.qualifier for hit in self.results.hits}

    @cached_property
    def suggestions(self):
        """Pairs worth comparing: neighbours on a career, those of the roles chosen; then roles that share skills."""
        steps = ProgressionStep.objects.published().filter(origin__known_only_by_relation=False)
        steps = steps.filter(origin__collection=self._collection)
        if self.roles:
            steps = steps.filter(Q(origin__in=self.roles) | Q(target__in=self.roles))
        pairs = [
            Suggestion(step.origin, step.target, step.get_kind_display())
            for step in sorted(steps.select_related("origin", "target"), key=_promotions_first)
        ]
        return [*pairs, *self._sharing({pair[:2] for pair in pairs})][:MOST_SUGGESTED]

    def _sharing(self, known):
        """Suggestions of the roles that share most skills with the only one that is chosen."""
        if len(self.roles) != 1:
            return []
        [role] = self.roles
        profile = RoleProfile(role, _statements(role), {})
        slugs = {one.slug for pair in known for one in pair}
        return [
            Suggestion(role, other, f"{len(other.skills)} skills in common")
            for other in roles_that_share(profile)
            if other.slug not in slugs
        ]


def _published(slugs):
    roles = Role.objects.published().filter(slug__in=slugs).select_related("broader__broader")
    return {role.slug: role for role in roles}


def _statements(role):
    chain = published_chain(role)
    stated = load_asks(chain)
    return reduce(or_, [stated[one.pk] for one in chain])


def _promotions_first(step):
    return step.kind != StepKind.PROMOTION, step.origin.seniority or 0, step.target.title


def _place(text, count):
    """Return the place that a parameter names among so many; None where it names none."""
    number = whole_number(text)
    return number if number is not None and number < count else None

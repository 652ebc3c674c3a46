"""What the page of the builder shows."""

from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from .advice import advice_on
from .description import describe
from .offer import MOST_MUSTS, Option, offer_of
from .role import load_descriptors
from .wishes import MOST_CHOSEN, Wishes
from .writers import FORMS


class Group(NamedTuple):
    """Options under one heading."""

    title: str
    options: tuple[Option, ...]


class Picks(NamedTuple):
    """What is offered: the options that are taken up, and the others by group."""

    taken: tuple[Option, ...]
    others: list[Group]


class Builder:
    """A JobRole, and what somebody wants of its description; one query for what is said of levels."""

    most_musts, most_chosen = MOST_MUSTS, MOST_CHOSEN

    def __init__(self, job, parameters, site=""):
        self.job = job
        self.offer = offer_of(job.profile)
        self.wishes = Wishes(parameters, self.offer)
        self.chosen = self.wishes.chosen
        self.description = describe(job, self.wishes, self._descriptors(), site)
        self.advice = advice_on(self.wishes, self.offer, job.role)

    def _descriptors(self):
        options = (*self.chosen["must"], *self.chosen["nice"])
        skills = {skill for option in options for skill in option.skill_ids}
        return load_descriptors(skills) if skills else {}

    @property
    def form(self):
        return self.wishes.form

    @cached_property
    def chosen_keys(self):
        """{kind: keys of what is chosen}."""
        return {kind: {option.key for option in options} for kind, options in self.chosen.items()}

    @property
    def duties(self):
        return _picks(self.offer.duties, self.chosen_keys["duty"])

    @property
    def skills(self):
        return _picks(self.offer.skills, self.chosen_keys["must"] | self.chosen_keys["nice"])

    @property
    def address(self):
        """Where the same description can be seen again."""
        return f"{reverse('job-description', args=[self.job.role.slug])}?{self.wishes.query}"

    @property
    def downloads(self):
        """[(name of the form, ending, address)]."""
        slug, query = self.job.role.slug, self.wishes.query
        return [
            (form.name, form.ending, f"{reverse(f'job-description-{form.ending}', args=[slug])}?{query}")
            for form in FORMS.values()
        ]

    @property
    def interview_address(self):
        """The interview sheet for the musts."""
        return interview_address(self.job.role.slug, [option.key for option in self.chosen["must"]])


def interview_address(slug, keys):
    query = "&".join(f"must={key}" for key in keys)
    address = reverse("interview", args=[slug])
    return f"{address}?{query}" if query else address


def _picks(options, chosen):
    taken = tuple(option for option in options if option.key in chosen)
    groups = {option.group: [] for option in options}
    for option in options:
        if option.key not in chosen:
            groups[option.group].append(option)
    return Picks(taken, [Group(title, tuple(found)) for title, found in groups.items() if found])

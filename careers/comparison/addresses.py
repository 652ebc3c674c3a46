"""The addresses of comparisons: they hold the roles, in order, and nothing else."""

from django.urls import reverse
from django.utils.http import urlencode


class SlugsConverter:
    """Slugs with a slash between them: `junior-backend-engineer/senior-backend-engineer`."""

    regex = r"[-a-zA-Z0-9_]+(?:/[-a-zA-Z0-9_]+)*"

    def to_python(self, value):
        return value.split("/")

    def to_url(self, value):
        return "/".join(value)


def comparison_address(slugs):
    """Return the address of comparing these roles; that of choosing more where they are fewer than two."""
    if len(slugs) < 2:
        return choosing_address(slugs)
    return reverse("comparison", args=[slugs])


def choosing_address(slugs, **parameters):
    """Return the address of choosing one more beside these roles, or of what the parameters say."""
    query = urlencode({"role": slugs} | parameters, doseq=True)
    return f"{reverse('compare')}?{query}" if query else reverse("compare")


def swapped(slugs, place):
    """Return the slugs with the one at a place before its neighbour on the left."""
    return [*slugs[: place - 1], slugs[place], slugs[place - 1], *slugs[place + 1 :]]


def without(slugs, place):
    return [*slugs[:place], *slugs[place + 1 :]]

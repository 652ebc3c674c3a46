"""What the page of one education route shows."""

from sources.evidence import NOTHING, load_evidence
from sources.models import Document

from .models import EducationRoute, RouteIntoRole
from .profile import Line


class RoutePage:
    """A route, the published roles that it leads into, and the evidence; three queries."""

    def __init__(self, route):
        self.route = route
        into = RouteIntoRole.objects.published().filter(route=route)
        evidence = load_evidence(EducationRoute.objects.filter(pk=route.pk), into)
        self.evidence = evidence.get((EducationRoute, route.pk), NOTHING)
        rows = into.select_related("role", "choice").order_by("role__seniority", "role__title")
        self.roles = [Line(row, evidence.get((RouteIntoRole, row.pk), NOTHING)) for row in rows]
        self.documents = list(Document.objects.without_frameworks())

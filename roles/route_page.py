"""What the page of one education route shows."""

from django.db.models import F

from sources.evidence import NOTHING, identity_of, load_evidence
from sources.models import Document

from .models import RouteIntoRole
from .profile import Line


class RoutePage:
    """A route, the published roles that it leads into, and the evidence; two queries."""

    def __init__(self, route):
        self.route = route
        into = RouteIntoRole.objects.published().filter(route=route).select_related("role", "choice")
        rows = list(into.order_by(F("role__seniority").asc(nulls_first=True), "role__title"))
        evidence = load_evidence([route, *rows])
        self.evidence = evidence.get(identity_of(route), NOTHING)
        self.roles = [Line(row, evidence.get(identity_of(row), NOTHING)) for row in rows]
        self.documents = list(Document.objects.without_frameworks())

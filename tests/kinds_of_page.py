"""Every kind of page of the site, each by one address; tests that hold for all of them take them from here.

Those of FROM_FRAMEWORK are there once a test has called take_in_frameworks().

The pages of error are brought about by addresses that only tests know: a test that goes there is marked
pytest.mark.urls("tests.kinds_of_page").
"""

from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.urls import path

from careers import urls
from careers.fit.codes import code_of, write_state
from careers.frameworks.importing import import_release
from careers.urls import handler403, handler404, handler500

from .made_up_releases import BAKERY, make_release

MARKS = write_state(
    {code_of(slug): level for slug, level in {"api-design": 3, "algorithms": 1, "git": 2, "java": 2, "sql": 0}.items()},
    datetime(2026, 3, 2, 12, 30, tzinfo=UTC),
)
KINDS = {
    "home": "/",
    "list": "/roles/",
    "list, narrowed": "/roles/?q=engineer&seniority=senior&skill=api-design&sort=title",
    "list, no result": "/roles/?q=astronaut",
    "list, ignored value": "/roles/?family=astronauts",
    "role of a level": "/roles/junior-backend-engineer/",
    "role at large": "/roles/backend-engineer/",
    "role high up": "/roles/senior-backend-engineer/",
    "role beyond the ladder": "/roles/backend-architect/",
    "role only named": "/roles/product-manager/",
    "skills": "/skills/",
    "skill with levels": "/skills/api-design/",
    "skill that no role asks for": "/skills/cpp/",
    "ways in": "/education/",
    "way in": "/education/coding-bootcamp/",
    "role of a framework": "/roles/onet-baker/",
    "skill of a framework": "/skills/onet-kneading/",
    "search, widened": "/search/?q=work&collection=waymark&collection=onet&collection=ddat",
    "documents": "/sources/",
    "document": "/sources/engineer-career-overview/",
    "glossary": "/glossary/",
    "changes": "/changes/",
    "changes of a role": "/changes/?role=senior-backend-engineer",
    "choosing roles": "/compare/",
    "choosing one more role": "/compare/?role=junior-backend-engineer&role=nobody&q=engineer",
    "two roles": "/compare/junior-backend-engineer/senior-backend-engineer/",
    "two roles, differences": "/compare/junior-backend-engineer/senior-backend-engineer/?show=differences",
    "four roles": (
        "/compare/junior-backend-engineer/mid-level-backend-engineer/senior-backend-engineer/backend-architect/"
    ),
    "marking": f"/fit/onet-baker/?{MARKS}",
    "plan": f"/fit/junior-backend-engineer/plan/?{MARKS}~9unread",
    "roles that fit": f"/fit/?{MARKS}",
    "map": "/map/",
    "way": "/map/junior-backend-engineer/senior-backend-engineer/",
    "no way": "/map/senior-backend-engineer/junior-backend-engineer/",
    "search": "/search/?q=engineer",
    "search, nothing found": "/search/?q=xylophone+zither",
    "open data": "/data/",
    "how to read": "/about/evidence/",
    "documentation of the API": "/api/",
    "login": "/admin/login/",
    "forbidden": "/forbidden-in-tests/",
    "not found": "/there-is-no-such-page/",
    "broken": "/broken-in-tests/",
}
FROM_FRAMEWORK = {"marking", "role of a framework", "skill of a framework", "search, widened"}
ERRORS = {"forbidden": 403, "not found": 404, "broken": 500}


def take_in_frameworks():
    for collection in ("onet", "ddat"):
        import_release(make_release(*BAKERY, collection=collection))


def forbidden(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("broken on purpose")


urlpatterns = [
    *urls.urlpatterns,
    path(KINDS["forbidden"].lstrip("/"), forbidden),
    path(KINDS["broken"].lstrip("/"), broken),
]

__all__ = [
    "ERRORS",
    "FROM_FRAMEWORK",
    "KINDS",
    "handler403",
    "handler404",
    "handler500",
    "take_in_frameworks",
    "urlpatterns",
]

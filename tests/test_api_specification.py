"""The specification of the API: that it is one, and that what it says is so, whatever is asked."""

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode

from careers.api.reference import EXAMPLES
from careers.api.views import described

# `make fuzz-api` asks for more.
EXAMPLES_EACH = int(os.environ.get("WAYMARK_API_EXAMPLES", "5"))
BOUNDED = settings(
    max_examples=EXAMPLES_EACH,
    phases=[Phase.generate],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.any_database


def test_specification_is_valid_openapi():
    OpenAPIV31SpecValidator(described()).validate()


def test_every_operation_and_field_is_explained():
    operations = [one for path in described()["paths"].values() for one in path.values()]

    assert {one["operationId"] for one in operations} == set(EXAMPLES)
    assert [one["operationId"] for one in operations if not one.get("description")] == []
    parameters = [one for operation in operations for one in operation["parameters"] if one["in"] == "query"]
    assert [one["name"] for one in parameters if not one.get("description")] == []


def filter_query(context, query):
    """Leave out what no schema can say: only cursors of answers are any, and a level is that of a skill."""
    return not query or ("cursor" not in query and ("level" not in query or bool(query.get("skill"))))


@pytest.fixture(scope="module")
def specification():
    loaded = schemathesis.openapi.from_dict(described())
    loaded.app = get_wsgi_application()
    loaded.hook(filter_query)
    return loaded


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", sorted(described()["paths"]))
def test_whatever_is_asked_the_answer_is_as_specified(content, specification, path, mode):
    try:
        cases = specification[path]["GET"].as_strategy(generation_mode=mode)
    except Unsatisfiable:
        return  # There is nothing to be asked wrongly.

    @given(cases)
    @BOUNDED
    def ask(case):
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    ask()

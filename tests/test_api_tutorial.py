"""The tutorial of docs/api.md, run as it stands."""

import json
import re
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[1] / "docs" / "api.md"
STEPS = re.findall(
    r'```sh\ncurl "http://127\.0\.0\.1:8000(.+?)"\n```\n\n```json\n(.+?)\n```', TUTORIAL.read_text(), re.DOTALL
)
pytestmark = pytest.mark.any_database


def holds(answer, shown):
    """Tell whether an answer has all that is shown of it; of a list, each thing somewhere, in order."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(name in answer and holds(answer[name], shown[name]) for name in shown)
    if isinstance(shown, list):
        left = iter(answer)
        return all(any(holds(one, wanted) for one in left) for wanted in shown)
    return answer == shown


def test_what_is_shown_is_held_against_the_answer():
    assert holds({"a": [1, {"b": 2, "c": 3}], "d": None}, {"a": [{"b": 2}], "d": None})
    assert not holds({"a": [2, 1]}, {"a": [1, 2]})
    assert not holds({}, {"a": None})


def test_every_step_is_found():
    assert len(STEPS) == TUTORIAL.read_text().count("```sh") == 8


@pytest.mark.parametrize(("address", "shown"), STEPS)
def test_step_answers_what_it_shows(content, client, address, shown):
    assert holds(client.get(address).json(), json.loads(shown))

"""What is worked out from the content and kept until it changes."""

from threading import Barrier, Thread

import pytest

from sources import kept
from sources.kept import Kept


@pytest.fixture
def stamp(monkeypatch):
    """The stamp of the content, as a list that holds it."""
    now = ["one"]
    monkeypatch.setattr(kept, "content_stamp", lambda: now[0])
    return now


def test_it_is_worked_out_anew_only_after_a_change(stamp):
    built = []
    index = Kept(lambda: built.append(stamp[0]) or len(built))

    first = [index.now(), index.now()]
    stamp[0] = "two"
    second = [index.now(), index.now()]
    stamp[0] = "one"

    assert (first, second, index.now(), built) == ([1, 1], [2, 2], 3, ["one", "two", "one"])


def test_what_fails_is_tried_again(stamp):
    answers = iter([ZeroDivisionError, "done"])

    def build():
        if (answer := next(answers)) is ZeroDivisionError:
            raise ZeroDivisionError
        return answer

    index = Kept(build)
    with pytest.raises(ZeroDivisionError):
        index.now()

    assert index.now() == "done"


def test_of_threads_at_once_one_works_it_out(stamp):
    started, built, answers = Barrier(8), [], []
    index = Kept(lambda: built.append(1) or object())

    def ask():
        started.wait()
        answers.append(index.now())

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(built), len(answers), len(set(map(id, answers)))) == (1, 8, 1)

"""What the search keeps of the last queries."""

from sources.search.recall import Recall


def test_a_query_is_answered_once_as_long_as_the_content_is_the_same():
    recall, asked = Recall(most=2), []

    def get(wanted, stamp):
        return recall.get(wanted, stamp, lambda: asked.append((wanted, stamp)) or len(asked))

    assert [get("sql", "a"), get("sql", "a"), get("sql", "b"), get("sql", "b"), get("sql", "a")] == [1, 1, 2, 2, 3]


def test_without_a_stamp_nothing_is_kept():
    recall, answers = Recall(most=2), iter(range(9))

    assert [recall.get("sql", None, lambda: next(answers)) for _ in range(2)] == [0, 1]


def test_what_was_asked_longest_ago_is_forgotten_first():
    recall, asked = Recall(most=2), []

    for wanted in ["sql", "java", "sql", "rust", "sql", "java"]:
        recall.get(wanted, "a", lambda wanted=wanted: asked.append(wanted))

    assert asked == ["sql", "java", "rust", "java"]

"""Numbers in addresses are plain digits, and everything else is none."""

import pytest

from sources.parameters import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("042", 42),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5_000, None),
        ("", None),
        (None, None),
        ("-1", None),
        ("+1", None),
        ("1_000", None),
        (" 1", None),
        ("1e3", None),
        ("١٢", None),
        ("１", None),
        ("²", None),
        ("one", None),
        ("1\0", None),
    ],
)
def test_a_number_is_plain_digits(text, number):
    assert whole_number(text) == number

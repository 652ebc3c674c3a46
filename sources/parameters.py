"""What stands in an address, read strictly."""

# As many digits as a column of a database holds for certain.
MOST_DIGITS = 18


def whole_number(text, most_digits=MOST_DIGITS):
    """Return the number that a text of plain digits is, else None.

    int() would take “１٢”, “1_000”, “ 7 ”, and stumble over words and five thousand digits.
    """
    is_one = bool(text) and text.isascii() and text.isdecimal() and len(text) <= most_digits
    return int(text) if is_one else None

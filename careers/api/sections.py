"""A section of a comparison as plain values."""

from careers.comparison.wording import ask_words

from . import values


def section_values(section):
    """Return a ComparedSection as values."""
    return {
        "slug": section.section.slug,
        "title": section.section.title,
        "rows": [_row(row) for row in section.rows],
    }


def _row(row):
    subject = row.row.subject
    return {
        "group": subject.group,
        "subject": subject.title,
        "asks": [_ask(row, place) for place in range(len(row.row.asks))],
        "changes": [
            {"verdict": change.verdict.name.lower(), "places": change.places, "words": words}
            for change, words in zip(row.row.changes, row.changes_in_words, strict=True)
        ],
    }


def _ask(row, place):
    ask, line = row.row.asks[place], row.lines[place]
    return {
        "is_stated": ask is not None,
        "words": "rated not relevant" if row.is_refused(place) else ask_words(ask),
        "evidence": values.readings(line.evidence) if line else [],
    }

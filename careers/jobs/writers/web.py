"""A job description as a page of HTML that stands by itself: no script, nothing loaded from elsewhere."""

from html import escape

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-inline-size: 42rem; margin: 2rem auto; padding-inline: 1rem; }
h1, h2 { line-height: 1.2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
dt { font-weight: 650; }
footer { margin-block-start: 3rem; border-block-start: 1px solid; font-size: 0.85rem; }
""".strip()


def write(description):
    """Return the file as bytes."""
    return as_page(description).encode()


def as_page(description):
    title = escape(description.heading)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{as_fragment(description)}</main>\n"
        f"{_footer(description)}</body>\n</html>\n"
    )


def as_fragment(description):
    """Return the text below its title, as pages of other sites and a JobPosting take it."""
    parts = [_facts(description.facts), *map(_paragraph, description.about)]
    parts += [_paragraph(description.summary.text)] if description.summary else []
    for section in description.sections:
        items = "".join(f"<li>{_linked(line)}</li>\n" for line in section.lines)
        parts += [f"<h2>{escape(section.title)}</h2>\n<ul>\n{items}</ul>\n"]
        parts += [_paragraph(section.note)] if section.note else []
    if description.apply:
        parts += ["<h2>How to apply</h2>\n", *map(_paragraph, description.apply)]
    return "".join(parts)


def _facts(facts):
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n" for label, value in facts)
    return f"<dl>\n{rows}</dl>\n" if rows else ""


def _footer(description):
    notices = "".join(map(_paragraph, description.notices))
    return f"<footer>\n<p>Drawn up from {_linked(description.source)}</p>\n{notices}</footer>\n"


def _paragraph(text):
    return f"<p>{escape(text)}</p>\n"


def _linked(line):
    name = f'<a href="{escape(line.address)}">{escape(line.name)}</a>' if line.address else escape(line.name)
    return f"{name}{escape(line.rest)}"

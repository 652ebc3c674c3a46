"""A job description as Markdown (CommonMark)."""

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&!]")
# What makes a paragraph a list, or the line before it a heading.
_FIRST = re.compile(r"^(\d{0,9})([-+=.)])")


def write(description):
    """Return the file as bytes."""
    return as_markdown(description).encode()


def as_markdown(description):
    lines = [f"# {escaped(description.heading)}", ""]
    lines += [f"- **{label}:** {escaped(value)}" for label, value in description.facts] + [""]
    lines += [part for text in description.about for part in (paragraph(text), "")]
    if description.summary:
        lines += [paragraph(description.summary.text), ""]
    for section in description.sections:
        lines += [f"## {section.title}", "", *(f"- {_linked(line)}" for line in section.lines), ""]
        lines += [paragraph(section.note), ""] if section.note else []
    if description.apply:
        lines += ["## How to apply", "", *(part for text in description.apply for part in (paragraph(text), ""))]
    lines += ["---", "", f"Drawn up from {_linked(description.source)}", ""]
    lines += [part for notice in description.notices for part in (paragraph(notice), "")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _linked(line):
    name = f"[{escaped(line.name)}](<{line.address}>)" if line.address else paragraph(line.name)
    return f"{name}{escaped(line.rest)}"


def paragraph(text):
    """Return a text that begins a block, such that Markdown reads it as text."""
    return _FIRST.sub(r"\1\\\2", escaped(text))


def escaped(text):
    """Return text that Markdown reads as it stands."""
    return _SIGNS.sub(r"\\\g<0>", text.replace("\n", " "))

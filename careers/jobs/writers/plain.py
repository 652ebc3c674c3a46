"""A job description as plain text: headings underlined, the addresses of statements as numbered notes."""


def write(description):
    """Return the file as bytes; lines end as in e-mails."""
    return as_text(description).replace("\n", "\r\n").encode()


def as_text(description):
    notes = _Notes()
    parts = [_heading(description.heading, "=")]
    parts.append("\n".join(f"{label}: {value}" for label, value in description.facts))
    parts += description.about
    parts.append(description.summary.text if description.summary else "")
    for section in description.sections:
        lines = "\n".join(f"- {line.text}{notes.of(line)}" for line in section.lines)
        parts += [_heading(section.title, "-"), lines, section.note]
    if description.apply:
        parts += [_heading("How to apply", "-"), *description.apply]
    parts.append(f"Drawn up from {description.source.name}\n{description.source.address}")
    parts += [*description.notices, notes.text]
    return "\n\n".join(filter(None, parts)) + "\n"


def _heading(text, sign):
    return f"{text}\n{sign * len(text)}"


class _Notes:
    """The addresses of lines, numbered as they come."""

    def __init__(self):
        self._addresses = []

    def of(self, line):
        """Return the sign of a line's note; none for a line that leads nowhere."""
        if not line.address:
            return ""
        self._addresses.append(line.address)
        return f" [{len(self._addresses)}]"

    @property
    def text(self):
        return "\n".join(f"[{number}] {address}" for number, address in enumerate(self._addresses, start=1))

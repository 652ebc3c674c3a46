"""Descriptions that say a thing in prose and the rest in bullets."""

from typing import NamedTuple

# What stands where nothing is said.
NOTHING = ("", "MISSING", "NOT IN USE", "This skill level is currently not defined.")


class Description(NamedTuple):
    prose: str
    bullets: tuple


def divided(text):
    """Return the prose and the bullets of a text; the line that leads over to bullets (“you will:”) is neither."""
    prose, bullets = [], []
    for line in map(str.strip, said(text).split("\n")):
        if not line.startswith(("-", "•", "*")):
            prose.append(line)
            continue
        while prose and (not prose[-1] or prose[-1].endswith(":")):
            prose.pop()
        bullets.append(" ".join(line.lstrip("-•* ").split()))
    return Description(_paragraphs(prose), tuple(filter(None, bullets)))


def said(text):
    """Return a text, or the empty one where it only says that there is none."""
    return "" if text in NOTHING else text


def in_lines(text):
    """Return prose and bullets as lines, without the words that lead over to bullets (“You can:”)."""
    prose, bullets = divided(text)
    return "\n".join(filter(None, (*prose.split("\n"), *bullets)))


def _paragraphs(lines):
    """Return lines as paragraphs; the text before a list and the one after it are two."""
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()

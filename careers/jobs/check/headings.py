"""Which lines of a job description are headings, and of what; pure functions."""

import re
from enum import Enum
from typing import NamedTuple

LONGEST_HEADING = 70


class Part(Enum):
    """What the lines of a text are about, by their heading."""

    MUSTS = "what it asks for"
    NICES = "what would help"
    DUTIES = "what somebody does"
    OFFER = "what is offered"
    OTHER = "anything else"


class Heading(NamedTuple):
    """`rest`: where the text behind a label begins: the end of the line where there is none, 0 where the label is a
    part of what is said (“Programming skills: Python”)."""

    part: Part
    rest: int


# Tried in this order: “nice to have skills” are no musts.
_HEADINGS = [
    (
        Part.NICES,
        r"nice.to.haves?|desirable|desired|preferred|bonus|a plus|pluses|ideally|good to have|would help|would be"
        r"|extra",
    ),
    (
        Part.OFFER,
        r"offer|benefit|perk|pay\b|salary|compensation|why (?:join|us|work)|in return|in it for you|what you.ll get"
        r"|we give",
    ),
    (
        Part.MUSTS,
        r"require|must|qualification|essential|criteria|skill|profile|experience|about you|who you are|you have"
        r"|you need|you bring|you.ll need|you.ll bring|looking for|ideal candidate|your background|what it takes"
        r"|competenc|knowledge|person specification",
    ),
    (
        Part.DUTIES,
        r"responsibilit|dut(?:y|ies)|tasks?\b|you will do|you.ll do|you will be doing|the role|your role|the job"
        r"|the position|day.to.day|your day|what you do|accountabilit|role overview",
    ),
    (
        Part.OTHER,
        r"about us|who we are|our (?:team|company|mission|stack)|how to apply|application|process|equal oppor",
    ),
]
_HEADING = [(part, re.compile(rf"\b(?:{words})\w*", re.IGNORECASE)) for part, words in _HEADINGS]
# What stands in headings beside the words that say what they are of; a line with any other word is no heading.
_BESIDE = re.compile(
    r"a|about|all|also|an|and|any|applicant|applicants|are|as|at|basic|be|but|can|candidate|candidates|day|do"
    r"|does|else|every|expect|for|from|general|get|give|good|great|have|help|hiring|how|i|ideal|if|in|is|it|job"
    r"|just|key|like|list|ll|looking|m|main|minimum|more|most|must|need|of|on|or|our|own|package|person|personal"
    r"|points|position|primary|professional|range|re|role|s|see|soft|some|specific|specification|summary|table"
    r"|technical|technologies|that|the|these|they|things|this|to|us|ve|want|we|what|which|while|who|why|will"
    r"|with|working|would|you|your|yours",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_MARKS = "#*_ \t"


def heading_of(line, skills=None):
    """Return the Heading that a line is or begins with; None where it is none.

    A bare line is a heading where each of its words is one of headings: “Experience with Docker” asks for something.
    One that is marked up, or ends in a colon, may have other words, but not the name of a skill.
    """
    title, colon, rest = line.partition(":")
    plain = title.strip(_MARKS + "?")
    if not 0 < len(plain) <= LONGEST_HEADING or plain.endswith((".", "!", ",")) or len(plain.split()) > 8:
        return None
    text = rest.lstrip(_MARKS)
    is_marked = line.startswith(("#", "**")) or (bool(colon) and not text)
    part = next((part for part, words in _HEADING if words.search(plain)), None)
    if part is None:
        return Heading(Part.OTHER, len(line)) if line.startswith("#") else None
    if _is_of_headings(plain):
        return Heading(part, len(line) - len(text))
    if text:
        return Heading(part, 0)
    return Heading(part, len(line)) if is_marked and not (skills and skills.find(plain)) else None


def _is_of_headings(plain):
    """Tell whether nothing is left of a line without the words of headings."""
    rest = plain
    for _, words in _HEADING:
        rest = words.sub(" ", rest)
    return all(_BESIDE.fullmatch(word) for word in _WORD.findall(rest))

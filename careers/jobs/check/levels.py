"""The level that a text asks for, by the words beside a skill; and the seniority that it names."""

import re
from bisect import bisect_left

from roles.models import Seniority
from skills.levels import Level
from sources.models import Wording

# Whoever writes adverts has more words than documents; each stands for a wording of our scale.
_WORDINGS = {
    Wording.ADVANCED: r"expert(?:ise|ly)?|advanced|deep|in-depth|mastery|world-class|thorough",
    Wording.STRONG: r"strong|solid|excellent|extensive|fluent|very good|outstanding",
    Wording.PROFICIENT: r"proficient|proficiency",
    Wording.WORKING: r"working knowledge|hands-on",
    Wording.FAMILIAR: r"familiar(?:ity)?",
    Wording.BASIC: r"basics?|fundamentals?|beginner|exposure",
    Wording.AWARENESS: r"aware(?:ness)?",
}
_LEVEL = re.compile("|".join(rf"(?P<{word.name}>\b(?:{words})\b)" for word, words in _WORDINGS.items()), re.IGNORECASE)
# So near before and behind a skill a word is looked for: “expert in Python and SQL”, “Python (advanced)”.
FAR, NEAR = 160, 20
# What may stand between a word and what it speaks of: “deep practical knowledge of”, and the rest of a list.
_LEAD = re.compile(
    r"(?:[ -]level)?(?:(?: (?:practical|professional|technical|working|hands-on|theoretical)){0,2}"
    r" (?:knowledge|understanding|experience|command|grasp|background|skills?|proficiency|expertise)(?= ))?"
    r"(?: (?:in|with|of|at|to|on|using)(?: (?:both|the))?)?(?=\s|$)",
    re.IGNORECASE,
)
_OWN_NOUN = re.compile(r"(?:knowledge|understanding|experience|command|grasp|background|skills?)$", re.IGNORECASE)
_LIST = re.compile(r"(?:[\s,/&()]|\b(?:and|or)\b)*", re.IGNORECASE)
# “Python (advanced)”, “Python: advanced”, “Python basics”.
_APART, _BEHIND = re.compile(r"\s*[(\[:–-]\s*"), re.compile(r"\s*(?:$|[),.;/\]]|level\b|knowledge\b)")
_NOUN = re.compile(r"expertise|mastery|proficiency|basics?|fundamentals?", re.IGNORECASE)

_SENIORITIES = {
    Seniority.JUNIOR: r"junior|jr\.?|graduate|entry[- ]level|trainee|apprentice|intern",
    Seniority.MID: r"mid[- ]?level|mid[- ]?weight|intermediate|mid[- ]senior",
    Seniority.SENIOR: r"senior|sr\.?|experienced",
    Seniority.BEYOND: r"lead|principal|staff|head of|chief|architect",
}
_SENIORITY = re.compile(
    "|".join(rf"(?P<{one.name}>\b(?:{words})(?!\w))" for one, words in _SENIORITIES.items()), re.IGNORECASE
)


def level_asked(text, sentence, place, skills=()):
    """Return the Level that a sentence (a Place of the text) asks for a skill at a place in it; None for none.

    skills: the Places of all skills of the text, in their order; they may stand between, as members of one list.
    """
    match = _before(text, sentence, place, skills) or _behind(text, sentence, place)
    return Level.from_wording(Wording[match.lastgroup].value) if match else None


def _before(text, sentence, place, skills):
    """Return the match of the nearest word before a skill, where it governs it."""
    found = list(_LEVEL.finditer(text, max(sentence.start, place.start - FAR), place.start))
    if not found:
        return None
    between = text[found[-1].end() : place.start]
    for skill in reversed(skills[bisect_left(skills, (found[-1].end(),)) : bisect_left(skills, (place.start,))]):
        start, end = (at - found[-1].end() for at in skill)
        between = f"{between[:start]},{between[end:]}"
    lead = _LEAD.match(between)
    is_governing = lead and not _OWN_NOUN.search(lead[0]) and _LIST.fullmatch(between, lead.end())
    return found[-1] if is_governing else None


def _behind(text, sentence, place):
    """Return the match of a word behind a skill that says its level and nothing of what follows."""
    match = _LEVEL.search(text, place.end, min(sentence.end, place.end + NEAR))
    if not match:
        return None
    between, rest = text[place.end : match.start()], text[match.end() : sentence.end][:NEAR]
    if between.isspace():
        return match if _NOUN.fullmatch(match[0]) else None
    return match if _APART.fullmatch(between) and _BEHIND.match(rest) else None


def seniority_named(title):
    """Return the Seniority that a title names, and where; None where it names none."""
    match = _SENIORITY.search(title)
    return (Seniority[match.lastgroup], match.span()) if match else None

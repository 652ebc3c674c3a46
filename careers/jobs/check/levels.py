"""The level that a text asks for, by the words beside a skill; and the seniority that it names."""

import re

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
# So near before and behind a skill a word speaks of it: “expert in Python and SQL”, “Python (advanced)”.
FAR, NEAR = 160, 14

_SENIORITIES = {
    Seniority.JUNIOR: r"junior|jr\.?|graduate|entry[- ]level|trainee|apprentice|intern",
    Seniority.MID: r"mid[- ]?level|mid[- ]?weight|intermediate|mid[- ]senior",
    Seniority.SENIOR: r"senior|sr\.?|experienced",
    Seniority.BEYOND: r"lead|principal|staff|head of|chief|architect",
}
_SENIORITY = re.compile(
    "|".join(rf"(?P<{one.name}>\b(?:{words})(?!\w))" for one, words in _SENIORITIES.items()), re.IGNORECASE
)


def level_asked(text, sentence, place):
    """Return the Level that a sentence (a Place of the text) asks for a skill at a place in it; None for none."""
    before = list(_LEVEL.finditer(text, max(sentence.start, place.start - FAR), place.start))
    after = list(_LEVEL.finditer(text, place.end, min(sentence.end, place.end + NEAR)))
    match = before[-1] if before else after[0] if after else None
    return Level.from_wording(Wording[match.lastgroup].value) if match else None


def seniority_named(title):
    """Return the Seniority that a title names, and where; None where it names none."""
    match = _SENIORITY.search(title)
    return (Seniority[match.lastgroup], match.span()) if match else None

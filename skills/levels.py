"""The scale of proficiency, and how a document's wording falls on it."""

from django.db import models


class Level(models.IntegerChoices):
    """One ordered scale of four for every skill."""

    AWARENESS = 1, "Awareness"
    WORKING = 2, "Working"
    PRACTITIONER = 3, "Practitioner"
    EXPERT = 4, "Expert"

    @property
    def meaning(self):
        """What somebody at this level can do, whatever the skill."""
        return MEANINGS[self]

    @classmethod
    def from_wording(cls, wording):
        """Return the level that a wording (a value of `sources.models.Wording`) stands for."""
        return WORDINGS[wording]


MEANINGS = {
    Level.AWARENESS: "Knows what it is for and the main ideas; needs help to use it.",
    Level.WORKING: "Uses it for everyday tasks, with guidance on the harder ones.",
    Level.PRACTITIONER: "Uses it independently and well, and solves most problems without help.",
    Level.EXPERT: "Knows it in depth, decides how it is used and teaches others.",
}

WORDINGS = {
    "awareness": Level.AWARENESS,
    "basic": Level.AWARENESS,
    "familiar": Level.AWARENESS,
    "working": Level.WORKING,
    "proficient": Level.PRACTITIONER,
    "strong": Level.PRACTITIONER,
    "advanced": Level.EXPERT,
}

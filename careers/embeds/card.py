"""What the card of a role shows: the head of its page, and the first of what it asks for and does."""

from roles.profile import need_order

MOST_SKILLS, MOST_DUTIES = 6, 4


class Card:
    """The page of a role in short; nothing queries."""

    def __init__(self, page):
        self.role = page.role
        self.release = page.framework.release if page.framework else None
        self._page = page

    @property
    def years(self):
        return next((line.statement.years for line in self._page.years), "")

    @property
    def skills(self):
        """The AskLines of what is needed most, what is said of this very role first."""
        return self._asked[:MOST_SKILLS]

    @property
    def more_skills(self):
        return len(self._asked[MOST_SKILLS:])

    @property
    def _asked(self):
        lines = (line for line in self._page.profile.asks if not _is_technology(line))
        return sorted(lines, key=lambda line: (line.inherited_from is not None, *need_order(line)))

    @property
    def duties(self):
        return self._duties[:MOST_DUTIES]

    @property
    def more_duties(self):
        return len(self._duties[MOST_DUTIES:])

    @property
    def _duties(self):
        return [line for group in self._page.duty_groups for line in (*group.own, *group.inherited)]


def _is_technology(line):
    native = None if line.is_choice else line.statement.native
    return native is not None and native.is_technology

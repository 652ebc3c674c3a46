"""The boxes of a facet as HTML, for templates to call.

Written in Python like the lines of a role's page (`sources.evidence_html`): a list of all collections has a hundred.
Whatever was typed by a person is escaped here. `careers.jinja` tells templates that it is.
"""

from html import escape

DEEPEST_STYLED = 4


def boxes(facet, of, below=""):
    """The boxes of a facet; `of` is what is counted (“role”), `below` HTML that stands under them."""
    groups = [None, *(option.group for option in facet.options)]
    options = "".join(
        [
            (f'<p class="group">{escape(option.group)}</p>' if option.group and option.group != before else "")
            + _box(facet.name, option, of)
            for before, option in zip(groups, facet.options, strict=False)
        ]
    )
    return (
        f'<fieldset><legend>{escape(facet.title)}</legend><div class="filter-options">{options}</div>{below}</fieldset>'
    )


def _box(name, option, of):
    count, value = option.count, escape(option.value)
    plural, checked = "" if count == 1 else "s", " checked" if option.is_chosen else ""
    return (
        f'<label class="depth-{min(option.depth, DEEPEST_STYLED)}{"" if count else " none"}">'
        f'<input type="checkbox" id="{name}-{value}" name="{name}" value="{value}"{checked}>'
        f' {escape(option.label)} <span class="count">{count:,}'
        f'<span class="visually-hidden"> {of}{plural}</span></span></label>'
    )

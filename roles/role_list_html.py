"""The cards of the list of roles as HTML, for its template to call.

Written in Python like the lines of a role's page (`roles.statements_html`): two dozen cards, each of many parts.
Whatever was typed by a person is escaped here. `careers.jinja` tells templates that it is.
"""

from html import escape

from django.template.defaultfilters import truncatewords

from .statements_html import level_drawn

MOST_WORDS = 30


def role_cards(cards):
    """The Cards of a page of the list."""
    return "".join([_role_card(card) for card in cards])


def _role_card(card):
    return (
        f'<article class="card card-link role-card"><h3><a href="/roles/{card.slug}/">{escape(card.title)}</a></h3>'
        f'<p class="note">{escape(truncatewords(card.summary, MOST_WORDS))}</p>'
        f'<p class="meta note">{"".join(_meta(card))}</p></article>'
    )


def _meta(card):
    if card.seniority:
        yield level_drawn(card.seniority, card.seniority_label)
    if card.collection:
        yield f'<span class="tag">{escape(card.collection)}</span>'
    yield f"<span>{escape(card.family)}</span>"
    if card.is_only_named:
        yield '<span class="tag">named only</span>'
        return
    yield f"<span>{_count(card.duty_count, 'duty', 'duties')}</span>"
    yield f"<span>{_count(card.skill_count, 'skill', 'skills')}</span>"
    if card.has_broader and card.skill_count:
        yield "<span>with what is asked in general</span>"


def _count(count, one, many):
    return f"{count} {one if count == 1 else many}" if count else f"{many} not stated"

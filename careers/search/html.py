"""The hits of a search as HTML, for templates to call.

Written in Python like the lines of a role's page (`roles.statements_html`): a page of all kinds has dozens.
Whatever was typed by a person is escaped here. `careers.jinja` tells templates that it is.
"""

from html import escape


def hit_list(hits, collections):
    """The Hits of one kind; collections: {slug: Collection}."""
    return f'<ol class="hits">{"".join([_hit(hit, collections[hit.collection]) for hit in hits])}</ol>'


def _hit(hit, collection):
    tag = "" if collection.is_own else f' <span class="tag">{escape(collection.short_name)}</span>'
    title = f'<a href="{escape(hit.address)}">{marked(hit.title_parts)}</a>'
    return (
        f'<li class="hit"><header><h3>{title}</h3>{_qualifier(hit)}{tag}</header>'
        f"{_why(hit)}{_text(hit)}{_links(hit)}</li>"
    )


def marked(parts):
    """Parts of a text, those that were asked for marked."""
    return "".join([f"<mark>{escape(part.text)}</mark>" if part.is_marked else escape(part.text) for part in parts])


def _qualifier(hit):
    return f' <span class="note">{escape(hit.qualifier)}</span>' if hit.qualifier else ""


def _why(hit):
    where, parts = hit.why
    if where == "name":
        words = f"Also called {marked(parts)}" if parts else "Found by another spelling"
    elif where == "text" and not parts:
        words = "Found by its names and its text together"
    else:
        return ""
    return f'<p class="why">{words}</p>'


def _text(hit):
    if hit.why.where == "text" and hit.why.parts:
        return f'<p class="note"><span class="why">In its text:</span> {marked(hit.why.parts)}</p>'
    return f'<p class="note">{marked(hit.summary)}</p>' if hit.summary else ""


def _links(hit):
    if not hit.links:
        return ""
    links = ", ".join([f'<a href="{escape(link.address)}">{escape(link.title)}</a>' for link in hit.links])
    others = hit.link_count - len(hit.links)
    more = f" and {others:,} more" if others > 0 else ""
    return f'<p class="note">In {links}{more}</p>'

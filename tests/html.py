"""Pages as trees, to be asked what they show and where."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}


@dataclass(eq=False)
class Element:
    """An element, or the whole page: its attributes, and what stands in it in order."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: list = field(default_factory=list)

    @property
    def text(self):
        """All that is written in it, with single spaces."""
        return " ".join(self._raw().split())

    def _raw(self):
        return "".join(child if isinstance(child, str) else child._raw() for child in self.children)

    @property
    def classes(self):
        return self.attributes.get("class", "").split()

    def walk(self):
        """Give every element in it, in order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag=None, css=None, **attributes):
        """Return the elements in it with this tag, this class and these attributes."""
        return [
            element
            for element in self.walk()
            if tag in (None, element.tag)
            and (css is None or css in element.classes)
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag=None, css=None, **attributes):
        """Return the only such element; fails where there is none or another."""
        [element] = self.all(tag, css, **attributes)
        return element

    def texts(self, tag=None, css=None, **attributes):
        return [element.text for element in self.all(tag, css, **attributes)]

    def stands_in(self, tag=None, css=None):
        """Tell whether it stands in an element with this tag and this class."""
        around = self.parent
        while around and not ((tag in (None, around.tag)) and (css is None or css in around.classes)):
            around = around.parent
        return around is not None


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page = self.open = Element()

    def handle_starttag(self, tag, attributes):
        element = Element(tag, {name: value or "" for name, value in attributes}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        # Whatever is opened is closed, in the order of opening: pages are written so.
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
        self.open = self.open.parent

    def handle_data(self, text):
        self.open.children.append(text)


def parse(page):
    """Return the tree of a page (an answer or a text); fails where its elements are not closed in order."""
    builder = _Builder()
    builder.feed(page if isinstance(page, str) else page.content.decode())
    builder.close()
    assert builder.open is builder.page, f"<{builder.open.tag}> is not closed"
    return builder.page

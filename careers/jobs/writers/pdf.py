"""A job description as a tagged PDF (PDF/UA-1), set by Typst.

What somebody wrote goes to Typst as data: it is never read as its markup.
"""

import json
import re
from functools import cache
from pathlib import Path

import typst

_HERE = Path(__file__).parent
# A word of more signs may be wider than the page.
LONGEST_WORD = 40
_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
# Typst's own serif has Greek and Cyrillic; ours has what Western Europe writes. They are not mixed in one text.
_FONT, _WIDER_FONT = "Figtree", "Libertinus Serif"


def write(description):
    """Return the file as bytes.

    A text in letters of neither font is set in whatever fonts the machine has; where it has none either, it is a
    tagged PDF that does not claim to be PDF/UA, because a letter cannot be shown.
    """
    content = json.dumps(_breakable(_content(description)) | {"name": description.heading})
    font = _FONT if _is_covered(content) else _WIDER_FONT
    asked = {"content": content, "font": font}
    for has_system_fonts, standards in ((False, ["ua-1"]), (True, ["ua-1"]), (True, [])):
        try:
            return _compile(asked, has_system_fonts, standards)
        except typst.TypstError:
            if not standards:
                raise
    raise AssertionError("the last try returns or raises")


def _compile(asked, has_system_fonts, standards):
    return typst.compile(
        _template(), format="pdf", sys_inputs=asked, pdf_standards=standards, timestamp=0,
        ignore_system_fonts=not has_system_fonts, font_paths=[str(_HERE / "fonts")],
    )  # fmt: skip


@cache
def _template():
    return (_HERE / "description.typ").read_bytes()


def _is_covered(content):
    """Tell whether the letters of a text are among those that our font has for certain."""
    text = json.dumps(json.loads(content), ensure_ascii=False)
    return all((ord(sign) < 0x180 and not 0x7F <= ord(sign) < 0xA0) or sign in "–—‘’‚“”„•…€™\u200b" for sign in text)


def _content(description):
    return {
        "title": description.heading,
        "facts": description.facts,
        "opening": [*description.about, *([description.summary.text] if description.summary else [])],
        "sections": [
            {"title": section.title, "lines": list(map(_line, section.lines)), "note": section.note}
            for section in description.sections
        ],
        "apply": description.apply,
        "source": _line(description.source),
        "notices": description.notices,
    }


def _breakable(content):
    """Return what is set with places to break in long words; addresses stay as they are."""
    if isinstance(content, str):
        return _LONG.sub("\\g<0>\u200b", content)
    if isinstance(content, dict):
        return {name: value if name == "address" else _breakable(value) for name, value in content.items()}
    return [_breakable(one) for one in content]


def _line(line):
    return {"name": line.name, "rest": line.rest, "address": line.address}

"""A job description as a Word document: real headings and lists, a title, a language; the same bytes each time."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

PINE = RGBColor(0x0D, 0x5C, 0x4D)
# Neither the time of making nor a place: the same description is the same file.
_A_TIME = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST_PROPERTY = 255
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write(description):
    """Return the file as bytes."""
    document = _empty(description)
    document.add_heading(description.heading, level=1)
    for label, value in description.facts:
        paragraph = document.add_paragraph(style="Fact")
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
    for text in description.about:
        document.add_paragraph(text)
    if description.summary:
        document.add_paragraph(description.summary.text)
    for section in description.sections:
        _add_section(document, section)
    if description.apply:
        document.add_heading("How to apply", level=2)
        for text in description.apply:
            document.add_paragraph(text)
    _add_source(document, description)
    return _without_times(document)


def _add_section(document, section):
    document.add_heading(section.title, level=2)
    for line in section.lines:
        _add_line(document.add_paragraph(style="List Bullet"), line)
    if section.note:
        document.add_paragraph(section.note, style="Note")


def _add_source(document, description):
    paragraph = document.add_paragraph("Drawn up from ", style="Note")
    _add_line(paragraph, description.source)
    for notice in description.notices:
        document.add_paragraph(notice, style="Note")


def _add_line(paragraph, line):
    if line.address:
        _add_link(paragraph, line.name, line.address)
        paragraph.add_run(line.rest)
    else:
        paragraph.add_run(line.text)


def _add_link(paragraph, text, address):
    """Add a link, which python-docx can read and not write."""
    target, _, place = address.partition("#")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    if place:
        link.set(qn("w:anchor"), place)
    run = paragraph.add_run(text, style="Hyperlink")
    link.append(run._element)
    paragraph._element.append(link)


def _empty(description):
    """Return a document with our styles and nothing in it."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = description.heading[:LONGEST_PROPERTY], description.organisation
    properties.language, properties.comments, properties.revision = "en-GB", "", 1
    properties.created = properties.modified = _A_TIME
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    _set_styles(document.styles)
    return document


def _set_styles(styles):
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    _set_language(styles)
    for name, size, before in (("Heading 1", 22, 0), ("Heading 2", 14, 16)):
        style = styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), PINE, True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        # The theme's font stands before a name in each of its alphabets.
        fonts = style.element.rPr.rFonts
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        style.font.name = "Calibri"
    styles["List Bullet"].paragraph_format.space_after = Pt(3)
    fact = styles.add_style("Fact", WD_STYLE_TYPE.PARAGRAPH)
    fact.base_style, fact.paragraph_format.space_after = normal, Pt(1)
    note = styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size, note.paragraph_format.space_before = normal, Pt(9), Pt(8)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = PINE, True


def _set_language(styles):
    """Say in which language the text is, for whoever reads it aloud."""
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:val"), "en-GB")


def _without_times(document):
    """Return the bytes of a document, each part as if written at one time."""
    written, same = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(same, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            part = ZipInfo(name, _ZIP_TIME)
            part.compress_type = ZIP_DEFLATED
            out.writestr(part, parts.read(name))
    return same.getvalue()

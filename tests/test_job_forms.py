"""A job description in each of its forms: opened by other libraries, and nothing that somebody writes is markup."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import settings as law
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from careers.jobs.description import Description, Line, Section
from careers.jobs.wishes import Facts, Pay, Words
from careers.jobs.writers import FORMS, markdown, pdf, plain, posting, web

SITE = "https://site.example/roles/weaver/"
# What somebody may type, as the form hands it on: one line.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(Words(required=False).clean)
TYPED = TYPED.map(lambda text: " ".join(text.split()))
EVIL = [
    '#panic() #read("/etc/passwd") $x$ *b* _i_ `c` @ref <label> [x](javascript:1) // /* */ \\',
    "<script>alert(1)</script> & </li> \" '",
    "- 1. # > | ~~~ ``` === --- +++ 1) ![x](y) &amp; &lt;",
    "1. one",
    "=HYPERLINK(1)",
    "}]]} \\u{41} #sys.inputs",
]


def describe(**changes):
    """Return a Description of a weaver, with these changes."""
    lines = (
        Line("Looms", " (expert): you can mend a loom", f"{SITE}#skill-looms"),
        Line("Wool", "", f"{SITE}#skill-wool"),
    )
    fields = {
        "title": "Weaver",
        "organisation": "Mill",
        "facts": (("Place", "Leeds"), ("Pay", "GBP 30,000–35,000 a year")),
        "about": ("We weave.",),
        "summary": Line("Weaves cloth.", address=SITE),
        "sections": (Section("musts", "What you need", lines, "Expert: knows it in depth."),),
        "apply": ("Write to us.",),
        "source": Line("Waymark: Weaver", address=SITE),
        "notices": ("A notice.",),
        "pay": Pay(30_000, 35_000, "GBP", "year"),
        "given": (
            ("place", "Leeds"),
            ("mode", "remote"),
            ("contract", "permanent"),
            ("hours", "either"),
            ("closes", ""),
        ),
    }
    return Description(**fields | changes)


def typed(text):
    """Return a Description that says a text wherever somebody can write one."""
    line = Line(text or "x", f": {text}", f"{SITE}#skill")
    return describe(
        title=text or "x", organisation=text, facts=(("Place", text),), about=(text,), apply=(text,),
        sections=(Section("musts", "What you need", (line,), text),),
    )  # fmt: skip


def test_a_field_of_one_line_has_one_whatever_is_pasted():
    form = Facts({"place": "Leeds \n  or\tYork", "about": "We weave.\n\nAll day."})
    form.is_valid()

    assert {name: form.cleaned_data[name] for name in ("place", "about")} == {
        "place": "Leeds or York", "about": "We weave.\n\nAll day.",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_same_description_is_the_same_file(form):
    assert form.write(describe()) == form.write(describe())


def test_markdown_reads_as_a_person_would_write_it():
    assert markdown.as_markdown(describe()) == (
        "# Weaver, Mill\n\n- **Place:** Leeds\n- **Pay:** GBP 30,000–35,000 a year\n\nWe weave.\n\nWeaves cloth.\n\n"
        f"## What you need\n\n- [Looms](<{SITE}#skill-looms>) (expert): you can mend a loom\n"
        f"- [Wool](<{SITE}#skill-wool>)\n\nExpert: knows it in depth.\n\n## How to apply\n\nWrite to us.\n\n---\n\n"
        f"Drawn up from [Waymark: Weaver](<{SITE}>)\n\nA notice.\n"
    )


def test_plain_text_has_the_addresses_as_notes():
    assert plain.as_text(describe()).split("\n\n") == [
        "Weaver, Mill\n============",
        "Place: Leeds\nPay: GBP 30,000–35,000 a year",
        "We weave.",
        "Weaves cloth.",
        "What you need\n-------------",
        "- Looms (expert): you can mend a loom [1]\n- Wool [2]",
        "Expert: knows it in depth.",
        "How to apply\n------------",
        "Write to us.",
        f"Drawn up from Waymark: Weaver\n{SITE}",
        "A notice.",
        f"[1] {SITE}#skill-looms\n[2] {SITE}#skill-wool\n",
    ]


def test_a_posting_says_what_is_known_and_nothing_else():
    said = json.loads(FORMS["jsonld"].write(describe()))

    assert said.pop("description") == web.as_fragment(describe())
    assert said == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Weaver",
        "hiringOrganization": {"@type": "Organization", "name": "Mill"},
        "jobLocation": {"@type": "Place", "address": "Leeds"},
        "jobLocationType": "TELECOMMUTE",
        "employmentType": ["FULL_TIME", "PART_TIME"],
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "GBP",
            "value": {"@type": "QuantitativeValue", "minValue": 30_000.0, "maxValue": 35_000.0, "unitText": "YEAR"},
        },
        "qualifications": ["Looms (expert): you can mend a loom", "Wool"],
        "skills": ["Looms", "Wool"],
        "relevantOccupation": {"@type": "Occupation", "name": "Weaver", "url": SITE},
    }


def test_a_posting_in_a_page_cannot_end_its_script():
    written = posting.write(typed(EVIL[1])).decode()

    assert "<" not in written
    assert json.loads(written) == posting.as_posting(typed(EVIL[1]))


def test_without_a_pay_and_an_organisation_the_posting_is_silent():
    given = (("place", ""), ("mode", ""), ("contract", ""), ("hours", ""), ("closes", ""))
    said = posting.as_posting(describe(organisation="", pay=None, given=given, sections=()))

    assert set(said) == {"@context", "@type", "title", "description", "relevantOccupation"}


def opened(description):
    return Document(BytesIO(FORMS["docx"].write(description)))


def test_word_opens_it_with_headings_lists_links_and_a_language():
    document = opened(describe())

    assert [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs] == [
        ("Heading 1", "Weaver, Mill"),
        ("Fact", "Place: Leeds"),
        ("Fact", "Pay: GBP 30,000–35,000 a year"),
        ("Normal", "We weave."),
        ("Normal", "Weaves cloth."),
        ("Heading 2", "What you need"),
        ("List Bullet", "Looms (expert): you can mend a loom"),
        ("List Bullet", "Wool"),
        ("Note", "Expert: knows it in depth."),
        ("Heading 2", "How to apply"),
        ("Normal", "Write to us."),
        ("Note", "Drawn up from Waymark: Weaver"),
        ("Note", "A notice."),
    ]
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.url) for link in links] == [
        ("Looms", f"{SITE}#skill-looms"),
        ("Wool", f"{SITE}#skill-wool"),
        ("Waymark: Weaver", SITE),
    ]
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("Weaver, Mill", "Mill", "en-GB")
    assert properties.created == properties.modified == datetime(2000, 1, 1, tzinfo=UTC)


def test_a_word_document_has_no_time_in_it():
    with ZipFile(BytesIO(FORMS["docx"].write(describe()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def tags(element, found):
    """Return the kinds of a PDF's structure, in order of the document."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            tags(child, found)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        found.append(str(element.S))
        tags(element.get("/K", pikepdf.Array()), found)
    return found


def test_a_pdf_is_tagged_titled_in_a_language_and_claims_to_be_accessible():
    with pikepdf.open(BytesIO(FORMS["pdf"].write(describe()))) as document:
        root = document.Root
        structure = tags(root.StructTreeRoot.K, [])
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        links = [note for page in document.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        with document.open_metadata() as metadata:
            said = metadata["dc:title"], metadata["pdfuaid:part"]

        assert bool(root.MarkInfo.Marked)
        assert (str(root.Lang), said) == ("en-GB", ("Weaver, Mill", "1"))
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert [kind for kind in structure if kind in {"/Title", "/H1", "/L", "/LI", "/Link"}] == [
            *("/Title", "/H1", "/L", "/LI", "/Link", "/LI", "/Link", "/H1", "/Link"),
        ]
        assert descriptors
        assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
        assert [str(link.A.URI) for link in links] == [f"{SITE}#skill-looms", f"{SITE}#skill-wool", SITE]
        assert all("/Contents" in link for link in links)


@pytest.mark.parametrize("text", ["Žofia Łukasz", "Ελένη", "Привет", "日本語", "🙂 مرحبا"])
def test_a_pdf_takes_a_name_in_any_letters(text):
    with pikepdf.open(BytesIO(pdf.write(describe(organisation=text)))) as document:
        assert bool(document.Root.MarkInfo.Marked)
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == f"Weaver, {text}"


def with_examples(test):
    for text in EVIL:
        test = example(text)(test)
    return law(max_examples=15)(given(TYPED)(test))


def texts_of(tokens):
    """Return what a parsed Markdown document shows, and its kinds of blocks and spans."""
    shown, kinds = [], set()
    for token in tokens:
        for child in token.children or [token]:
            kinds.add(child.type)
            shown.append(child.content if child.type == "text" else " " if child.type == "softbreak" else "")
        shown.append(" ")
    return " ".join("".join(shown).split()), kinds


@with_examples
def test_nothing_that_is_written_is_markdown(text):
    shown, kinds = texts_of(MarkdownIt("commonmark").parse(markdown.as_markdown(typed(text))))

    assert shown.count(" ".join(text.split())) >= 6 or not text
    assert not kinds & {
        "html_block",
        "html_inline",
        "image",
        "code_inline",
        "fence",
        "blockquote_open",
        "ordered_list_open",
    }


class Shown(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, [name for name, _ in attrs]))

    def handle_data(self, data):
        self.text += data


@with_examples
def test_nothing_that_is_written_is_html(text):
    shown, plain_one = Shown(web.as_page(typed(text or "x"))), Shown(web.as_page(typed("x")))

    assert shown.elements == plain_one.elements
    assert shown.text.count(text or "x") >= 7


@with_examples
def test_nothing_that_is_written_is_a_command_of_typst(text):
    with pikepdf.open(BytesIO(pdf.write(typed(text)))) as document:
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == typed(text).heading
        assert len(document.Root.StructTreeRoot.K) == 1


def test_word_shows_what_is_written():
    text = " ".join(EVIL)
    shown = [paragraph.text for paragraph in opened(typed(text)).paragraphs]

    assert shown[:2] == [typed(text).heading, f"Place: {text}"]


def test_a_pdf_breaks_words_that_are_wider_than_the_page():
    with pikepdf.open(BytesIO(pdf.write(describe(title="w" * 400, apply=("m" * 300,))))) as file:
        assert (str(file.docinfo["/Title"]), len(file.pages)) == ("w" * 400 + ", Mill", 1)
    assert pdf._breakable(["x" * 81, {"address": "y" * 41}]) == [
        "\u200b".join(["x" * 40, "x" * 40, "x"]), {"address": "y" * 41},
    ]  # fmt: skip

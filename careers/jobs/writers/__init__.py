"""A Description in each of the forms it can be taken away in: the same description, the same bytes."""

from collections.abc import Callable
from typing import NamedTuple

from careers.jobs.description import Description

from . import markdown, pdf, plain, posting, web, word


class Form(NamedTuple):
    """A kind of file: how it ends, what pages call it, its media type, and what writes it."""

    ending: str
    name: str
    content_type: str
    write: Callable[[Description], bytes]


FORMS = {
    form.ending: form
    for form in (
        Form("md", "Markdown", "text/markdown; charset=utf-8", markdown.write),
        Form("html", "HTML", "text/html; charset=utf-8", web.write),
        Form("txt", "Plain text", "text/plain; charset=utf-8", plain.write),
        Form("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
        Form("pdf", "PDF", "application/pdf", pdf.write),
        Form("jsonld", "JobPosting", "application/ld+json; charset=utf-8", posting.write),
    )
}

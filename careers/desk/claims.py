"""The claims of one document: those that support nothing first."""

import re
from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from careers.checks import unused_claims
from sources.citations import links
from sources.models import Claim, Document

from .models import MeantSo

PER_PAGE = 50
_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True)
class ClaimsOfDocument:
    document: Document
    count: int
    unused: list[Claim]
    """Support nothing yet."""
    meant: list[Claim]
    """Support nothing, and are meant to."""
    page: Page
    """Of the others; each says how many statements rest on it (`support`)."""


def claims_of(document, number):
    """Return the claims of a document, and of those in use the page of this number; four queries."""
    support = Counter(claim_id for _, _, claim_id in links(claim__document=document))
    claims = document.claims.order_by("position", "code")
    unused = list(claims.exclude(pk__in=support))
    listed = _meant() if unused else frozenset()
    page = Paginator(claims.filter(pk__in=support), PER_PAGE).get_page(number)
    for claim in page:
        claim.support = support[claim.pk]
    return ClaimsOfDocument(
        document=document,
        count=len(unused) + page.paginator.count,
        unused=[claim for claim in unused if claim.code not in listed],
        meant=[claim for claim in unused if claim.code in listed],
        page=page,
    )


def _meant():
    """Return the codes of the claims that may support nothing: docs/content.md lists them, or an editor says so."""
    said = MeantSo.objects.filter(check_name="claims-support-statements").values_list("sentence", flat=True)
    return unused_claims() | {sentence.split()[1] for sentence in said}


def next_code():
    """Return a code that no claim has: the next number after the highest of the kind that was given last."""
    codes = Claim.objects.order_by("-pk").values_list("code", flat=True)
    numbered = [match for code in codes if (match := _NUMBERED.fullmatch(code))]
    if not numbered:
        return "F001"
    prefix, digits = numbered[0].groups()
    highest = max(int(match[2]) for match in numbered if match[1] == prefix)
    return f"{prefix}{highest + 1:0{len(digits)}}"

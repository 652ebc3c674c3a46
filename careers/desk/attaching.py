"""Attaching claims to statements and taking them off again, with the consequence in words."""

from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction

from roles.drafts import access
from sources.citations import links
from sources.evidence import NOTHING, load_evidence
from sources.models import Basis
from sources.watching import hold_content

from .agreement import agreement, change_in_words, difference_in_words
from .statements import Statement

MOST = 20


@dataclass(frozen=True)
class Candidate:
    """A statement, and what becomes of it with one claim more or less."""

    statement: Statement
    change: str
    """What the documents then agree on, beside what they do now."""
    difference: str
    """What the line then says other than its claims give; empty where they agree."""
    is_only: bool
    """Whether the claim is all that a stated or inferred line rests on, so that it cannot be taken off."""


def supported(claim, statements, seen):
    """Return the Candidates that rest on a claim already, of those that somebody sees; two queries."""
    keys = [f"{label.lower()}:{pk}" for label, pk, _ in links(claim=claim)]
    return candidates(claim, [statements.by_key[key] for key in keys if key in seen])


def suggested(claim, query, statements, seen, resting):
    """Return the Candidates that a query finds or, without one, those without evidence and the likely ones.

    Those that rest on the claim already are left out.
    """
    lacking = [statement for statement in statements.by_key.values() if statement.lacks_evidence]
    likely = statements.nearest(query or claim.statement, MOST + len(resting), subject=claim.subject)
    found = likely if query else lacking + likely
    wanted = dict.fromkeys(statement.key for statement in found)
    keys = [key for key in wanted if key in seen and key not in resting]
    return candidates(claim, [statements.by_key[key] for key in keys[:MOST]])


def candidates(claim, found):
    """Return the Candidates of some statements; one query."""
    evidence = load_evidence(found)
    return [_candidate(claim, statement, _readings(evidence, statement)) for statement in found]


def _readings(evidence, statement):
    return evidence.get((statement.model, statement.pk), NOTHING).own


def _candidate(claim, statement, readings):
    others = [reading for reading in readings if reading.code != claim.code]
    after = others if len(others) < len(readings) else [*readings, claim]
    now, then = agreement(readings), agreement(after)
    return Candidate(
        statement=statement,
        change=change_in_words(now, then, has_level=statement.has_level),
        difference=difference_in_words(statement, then) if statement.has_level and then.documents else "",
        is_only=not after and statement.basis != Basis.EDITORIAL,
    )


@transaction.atomic
def attach(user, claim, statement):
    """Let a statement rest on a claim; raises PermissionDenied where its draft is under review."""
    row = _locked(user, statement)
    row.claims.add(claim)
    _remember(user, statement, row, f"Attached claim {claim.code}.")


@transaction.atomic
def detach(user, claim, statement):
    """Take a claim off a statement, and return whether that was possible: the last one of a stated line stays.

    Raises PermissionDenied where its draft is under review.
    """
    row = _locked(user, statement)
    if row.basis != Basis.EDITORIAL and not row.claims.exclude(pk=claim.pk).exists():
        return False
    row.claims.remove(claim)
    _remember(user, statement, row, f"Took off claim {claim.code}.")
    return True


def _locked(user, statement):
    """Return the row of a statement; two editors at once take turns."""
    hold_content()
    row = statement.model.objects.get(pk=statement.pk)
    role = access.role_of(row)
    if role and not access.may_change(user, role):
        raise PermissionDenied
    return row


def _remember(user, statement, row, message):
    access.note_writer_of(user, {statement.role_id})
    LogEntry.objects.log_actions(user.pk, [row], CHANGE, message)

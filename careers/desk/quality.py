"""The quality of the content: what the checks find, kept until the content changes."""

from dataclasses import dataclass
from itertools import chain

from careers import checks
from careers.checks import Check, Finding
from sources.kept import Kept

from .models import MeantSo

# Only of claims does a check find what has no place: a code on the list of unused ones that no claim has.
NOWHERE = "sources.change_claim"


def _find():
    return checks.find(checks.load(checks.unused_claims()))


_FOUND = Kept(_find)


@dataclass(frozen=True)
class Result:
    """What one check finds, and what of it editors found all right."""

    check: Check
    findings: list[Finding]
    meant: list[tuple[Finding, MeantSo]]

    def seen_by(self, user):
        """Return what of it somebody may mend."""
        return Result(
            self.check,
            [finding for finding in self.findings if may_mend(user, finding)],
            [(finding, word) for finding, word in self.meant if may_mend(user, finding)],
        )


def may_mend(user, finding):
    """Tell whether somebody may change one of the places of a finding."""
    permissions = {place.permission for place in finding.places} or {NOWHERE}
    return any(map(user.has_perm, permissions))


def results(found=None):
    """Return the Result of every check, worst first; two short queries unless the content has changed.

    found: {check: its findings}, if not those of the content as it is.
    """
    words = {(word.check_name, word.key): word for word in MeantSo.objects.select_related("editor")}
    found = (_FOUND.now() if found is None else found).items()
    return sorted((_result(check, findings, words) for check, findings in found), key=_badness)


def _result(check, findings, words):
    said = [(finding, words.get((check.name, finding.key)) if check.may_be_meant else None) for finding in findings]
    return Result(
        check,
        [finding for finding, word in said if word is None],
        [(finding, word) for finding, word in said if word is not None],
    )


def _badness(result):
    return not result.findings, not result.check.is_wrong, -len(result.findings)


def count(results, *, wrong):
    """Return how many findings of one severity there are."""
    chosen = (result.findings for result in results if result.check.is_wrong == wrong)
    return len(list(chain.from_iterable(chosen)))

"""What statements rest on, and whether they say what it gives."""

from roles.models import Choice, SkillRequirement
from roles.rules import level_from, levels_put, need_from, needs_put
from sources.models import Basis

from .findings import Finding, doubtful, finding, wrong

# Documents put a level so many steps apart, or a need: that is more than another choice of words.
FAR_APART = 2


@wrong("Statements without evidence", "What is stated or inferred rests on at least one claim.")
def statements_rest_on_claims(content):
    for row in content.statements:
        if row.basis != Basis.EDITORIAL and not content.claims_of(row):
            yield finding(row, f"is {row.basis} without a claim: add one or make it editorial.")


@wrong("Claims that support nothing", "A claim was written down to be used.", may_be_meant=True)
def claims_support_statements(content):
    used = {claim.code for row in content.statements for claim in content.claims_of(row)}
    known = {claim.code: claim for claim in content.claims}
    for code in sorted(known.keys() - used - content.unused):
        yield finding(known[code], "supports no statement: cite it, or list it in docs/content.md and say why.")
    for code in sorted(used & content.unused):
        yield finding(known[code], "supports a statement: take it off the list in docs/content.md.")
    for code in sorted(content.unused - known.keys()):
        yield Finding(f"claim {code}", "is listed in docs/content.md but does not exist: take it off the list.")


@wrong(
    "Levels and needs that differ from the documents",
    "A level and a need are what more than half of the documents support; a note explains any other.",
)
def levels_and_needs_follow_the_rule(content):
    for row in content.rows[Choice] + content.rows[SkillRequirement]:
        claims = content.claims_of(row)
        if not claims or row.note:
            continue
        is_member = getattr(row, "choice_id", None) is not None
        level = level_from(claims)
        # The level of a choice belongs to the whole, so a member need not have one.
        if row.level != level and not (is_member and row.level is None):
            yield _deviation(row, "level", row.get_level_display(), level)
        if row.need != (need := need_from(claims)) and not is_member:
            yield _deviation(row, "need", row.get_need_display(), need)


def _deviation(row, field, value, rule):
    ruled = rule.label if rule is not None else "none"
    return finding(row, f"has {field} {value or 'none'}, its claims give {ruled}: change it or add a note.")


@doubtful(
    "Documents that contradict each other",
    "The rule of more than half settles what a line says; where documents are two steps or more apart, a note says "
    "how an editor reads them.",
)
def documents_agree(content):
    for row in content.rows[Choice] + content.rows[SkillRequirement]:
        claims = content.claims_of(row)
        if row.note or not claims:
            continue
        for what, put in (("level", levels_put(claims)), ("need", needs_put(claims))):
            if put and _steps_between(put[0], put[-1]) >= FAR_APART:
                extremes = f"{put[0].label} to {put[-1].label}"
                yield finding(row, f"has documents that put its {what} from {extremes}: read them and add a note.")


def _steps_between(lower, higher):
    scale = list(type(lower))
    return scale.index(higher) - scale.index(lower)

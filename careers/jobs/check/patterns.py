"""What the rules look for in a text, as patterns; each is bounded, so that none takes longer than a text is long."""

import re

ANY_CASE = re.IGNORECASE
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
YEARS = re.compile(
    rf"\b(?P<least>\d{{1,2}}|{'|'.join(NUMBERS)})\s?(?:\+|plus|or more)?\s?(?:(?:[-–]|to)\s?\d{{1,2}}\s?\+?)?\s?"
    r"(?:years?|yrs?)\b(?! old| or older)",
    ANY_CASE,
)
OF_WORK = re.compile(r"experience|working|hands-on|professional|background|track record|commercial|industry", ANY_CASE)
# Of work, and asked of the reader: “5+ years”, “at least”; not what the company has behind it.
ASKING = re.compile(
    r"\b(?:at least|at minimum|minimum|you(?: will|['’]ll)? (?:have|bring|need)|you['’]ve|needs?|needed|requires?"
    r"|required|must|looking for|seek(?:ing)?|expect(?:ed)?)\b|\b\d{1,2}\s?(?:\+|plus|or more|[-–]\s?\d)",
    ANY_CASE,
)
OF_COMPANY = re.compile(
    r"\b(?:we(?:['’]ve)?(?!(?: are|['’]re)? (?:require|need|expect|ask|look|seek|want|would))"
    r"|(?:our|the|this) (?:company|team|firm|business|group|people|founders)"
    r"|our (?:\w+ ){1,3}(?:has|have|brings?|share)|company (?:has|with)|founded|ha(?:s|ve) been)\b",
    ANY_CASE,
)
DEGREE = re.compile(
    r"\b(?:bachelor(?:['’]?s)?(?: degree)?|master(?:['’]s(?: degree)?|s? degree|s (?=in\b|of\b))"
    r"|(?<!scrum )master (?=of (?:science|arts|engineering)\b)|(?<!360 )(?<!360-)degree(?! of\b)"
    r"|b\.?sc|m\.?sc|ph\.?d|university (?:education|diploma)|diploma|graduated? (?:in|from))(?!\w)",
    ANY_CASE,
)
# “A similar field” is still a degree.
_ALIKE = r"(?:equivalent|comparable|similar)(?! (?:[\w-]{1,20} )?(?:field|subject|discipline|area)s?\b)"
EQUIVALENT = re.compile(
    rf"(?:\bor|/|\() ?(?:(?:an?|the|some|other|any) )?{_ALIKE}\b"
    r"|\b(?:equivalent|comparable|similar) (?:\w{1,20} ){0,2}?(?:experience|qualifications?|training|education)\b"
    r"|\bor (?:(?!and\b|with\b|plus\b)[\w'’+-]{1,20} ){0,4}experience\b|\balternatively\b",
    ANY_CASE,
)
NO_DEGREE = re.compile(
    r"\bno (?:university )?degree\b|\bdegree (?:is )?(?:not|isn.t) (?:required|necessary|needed)", ANY_CASE
)
MONEY = re.compile(
    r"(?:[€£$¥]|\b(?:EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|CAD|AUD|INR)\b)\s?\d[\d.,’' ]{0,15}k?"
    r"|\b\d[\d.,’']{0,15}\s?k?\s?(?:[€£$]|\b(?:EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|CAD|AUD|INR|euros?|pounds|dollars)\b)",
    ANY_CASE,
)
_NUMBER = r"(?:\d{1,3}(?:[.,’' ]\d{3}){1,2}|\d{4,6}|\d{2,3}\s?k)\b"
# A figure of pay without its currency.
FIGURE = re.compile(
    r"\b(?:salary|pay|compensation|wage|remuneration)(?: range| band)? ?(?::|[-–]|of|is|from|between|up to|around)"
    rf" ?(?:from |between |up to |around )?{_NUMBER}|{_NUMBER} ?(?:-|–|to) ?{_NUMBER} (?:gross|per annum|p\.?a\b)",
    ANY_CASE,
)
# What else money may be for, before or behind an amount.
_EXTRA = r"(?:budget|bonus(?:es)?|allowance|voucher|credit|grant|contribution|discount|reimbursement|referral|fund)s?"
BEFORE_EXTRA = re.compile(rf"\b{_EXTRA}\b(?: (?:of|up to|is|worth|to)){{0,3}}[\s:(–-]{{0,3}}$", ANY_CASE)
BEHIND_EXTRA = re.compile(rf"(?:[ -](?!(?:plus|and|or|with)\b)[\w'’/-]{{1,20}}){{0,4}}?[ -]{_EXTRA}\b", ANY_CASE)
# What may stand with an amount where nothing else is said: “London | £35,000 - £40,000 + bonus”.
BETWEEN = re.compile(r"[|·•;\n]|[.!?]\s")
BESIDE_MONEY = re.compile(
    r"(?:up to|from|around|circa|to|and|plus|or|equity|benefits|bonus|options|depending on experience|negotiable|basic"
    r"|base|DOE|OTE|pro rata|k|[\W\d_])+",
    ANY_CASE,
)
PAY = re.compile(
    r"\b(?:salary|pay|paid|compensation|wage|remuneration|earn|rate|per annum"
    r"|(?:per|an?) (?:hour|day|month|year)|p\.?a\.?|gross|OTE)\b",
    ANY_CASE,
)
PAY_UNSAID = re.compile(
    r"\b(?:competitive|attractive|excellent|market[- ]rate|negotiable) "
    r"(?:salary|pay|compensation|package|remuneration|rates?)\b"
    r"|\bsalary (?:depending on|commensurate|negotiable|DOE)\b|\b(?:DOE|depending on experience)\b",
    ANY_CASE,
)
# Not “the required papers”, “duties as required”, “essential services”, “essential to our users”.
_FOR_WORK = r"(?:skills?|experience|knowledge|qualifications?|requirements?|criteria)\b"
_REQUIRED = (
    rf"required(?= {_FOR_WORK})"
    r"|(?<!as )(?<!when )(?<!if )(?<!where )(?<!the )(?<!all )(?<!any )(?<!our )(?<!their )required"
)
_ESSENTIAL = (
    rf"essential(?= {_FOR_WORK}| (?:to|for|in) (?:this|the) (?:role|job|position|post|work)\b|\s?(?:[.;:,)]|$))"
    r"|(?:is|are|be) essential(?! (?:to|for|\w{1,20}s\b))"
)
MUST = re.compile(
    rf"\b(?:must(?! not| be kidding)|{_REQUIRED}|requires?|mandatory|{_ESSENTIAL}|prerequisite"
    r"|need to (?:have|know|be)|have to (?:have|know|be)|you.ll need)(?!\w)",
    ANY_CASE,
)
NEGATED = re.compile(r"\b(?:not|no|nothing|isn.t|aren.t|don.t)\b[^.]{0,25}$", ANY_CASE)
REMOTE = re.compile(
    r"\b(?:fully remote|100 ?% remote|remote[- ](?:only|first|position|role|job)|work from anywhere)\b", ANY_CASE
)
ON_SITE = re.compile(
    r"\b(?:on[- ]site|onsite|in[- ]office|office[- ]based|(?:in|at|from) (?:our|the) office)\b", ANY_CASE
)
_REMOTE_OR_NOT = (r"\b(?:remote|home)\b", r"\b(?:on[- ]site|onsite|office)\b")
REMOTE_OR_NOT = re.compile(
    "|".join(rf"{one}[^.]{{0,60}}\bor\b[^.]{{0,60}}{other}" for one, other in (_REMOTE_OR_NOT, _REMOTE_OR_NOT[::-1])),
    ANY_CASE,
)
_CONTRACT = r"(?:contract|role|position|employment|basis|job|post)"


def _contract(words):
    """Return the pattern of words for a contract: “a temporary role”, “the position is temporary”."""
    return re.compile(
        rf"\b(?:{words})(?:,? (?:full|part)[- ]time)?,? {_CONTRACT}\b"
        rf"|\b{_CONTRACT}(?: type)?(?: is|:| –| -) (?:an? )?(?:{words})\b",
        ANY_CASE,
    )


# (what is said, one, its opposite, what shows that either is offered)
OPPOSITES = [
    (
        "It says full-time and part-time",
        re.compile(r"\bfull[- ]time\b", ANY_CASE),
        re.compile(r"\bpart[- ]time\b", ANY_CASE),
        re.compile(r"\bor (?:part|full)[- ]time|/", ANY_CASE),
    ),
    (
        "It says permanent and fixed term",
        _contract("permanent"),
        _contract("fixed[- ]term|temporary|freelance"),
        re.compile(r"\bor\b", ANY_CASE),
    ),
]

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
DEGREE = re.compile(
    r"\b(?:(?:bachelor|master)(?:['’]?s)?(?: degree)?|degree|b\.?sc|m\.?sc|ph\.?d|university (?:education|diploma)"
    r"|diploma|graduated? (?:in|from))\b",
    ANY_CASE,
)
EQUIVALENT = re.compile(
    r"\b(?:equivalent|comparable|similar|or (?:relevant |related |practical )?experience|alternatively)\b",
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
MUST = re.compile(
    r"\b(?:must(?! not| be kidding)|required|requires?|mandatory|essential|prerequisite|need to (?:have|know|be)"
    r"|have to (?:have|know|be)|you.ll need)\b",
    ANY_CASE,
)
NEGATED = re.compile(r"\b(?:not|no|nothing|isn.t|aren.t|don.t)\b[^.]{0,25}$", ANY_CASE)
REMOTE = re.compile(
    r"\b(?:fully remote|100 ?% remote|remote[- ](?:only|first|position|role|job)|work from anywhere)\b", ANY_CASE
)
ON_SITE = re.compile(
    r"\b(?:on[- ]site|onsite|in[- ]office|office[- ]based|(?:in|at|from) (?:our|the) office)\b", ANY_CASE
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
        re.compile(r"\bpermanent\b", ANY_CASE),
        re.compile(r"\b(?:fixed[- ]term|temporary|freelance)\b", ANY_CASE),
        re.compile(r"\bor\b", ANY_CASE),
    ),
]

"""What somebody wants of a job description, as it stands in the address: read strictly, bounded, nothing stored."""

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import category

from django import forms
from django.utils.http import urlencode

# So many lines of a kind; more is no job description.
MOST_CHOSEN = 60
LONGEST_KEY = 100
KINDS = {"duty": "duty", "must": "skill", "nice": "skill", "way": "way"}
MODES = {"on-site": "On site", "hybrid": "Hybrid", "remote": "Remote"}
CONTRACTS = {
    "permanent": "Permanent",
    "fixed-term": "Fixed term",
    "apprenticeship": "Apprenticeship",
    "internship": "Internship",
    "freelance": "Freelance",
}
HOURS = {"full-time": "Full-time", "part-time": "Part-time", "either": "Full-time or part-time"}
PERIODS = {"year": "a year", "month": "a month", "day": "a day", "hour": "an hour"}
# In an address it says that the lists are meant as they are: without it a description begins with our choice.
SENT = "chosen"


class Words(forms.CharField):
    """A text without the characters that no document can hold."""

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return "".join(sign for sign in text if not _is_unkept(sign)).strip()


class OneLine(Words):
    """Words in one line, whatever was pasted."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


def _is_unkept(sign):
    is_of_none = category(sign) in ("Cc", "Cs") and sign not in "\n\t"
    return is_of_none or ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def _words(label, longest=120, kind=OneLine):
    return kind(label=label, max_length=longest, required=False)


def _one_of(label, choices):
    message = "“%(value)s” is none of the choices; choose another."
    field = forms.ChoiceField(label=label, choices=[("", "Not said"), *choices.items()], required=False)
    field.error_messages["invalid_choice"] = message
    return field


def _amount(label):
    return forms.DecimalField(
        label=label, required=False, min_value=Decimal("0.01"), max_digits=11, decimal_places=2,
        error_messages={"invalid": "Write a plain number, such as 42000."},
    )  # fmt: skip


class Facts(forms.Form):
    """The facts that only the organisation knows."""

    title = _words("Title")
    org = _words("Organisation")
    about = _words("About the organisation", 1000, Words)
    place = _words("Place")
    mode = _one_of("Way of working", MODES)
    contract = _one_of("Contract", CONTRACTS)
    hours = _one_of("Hours", HOURS)
    pay_from = _amount("Pay from")
    pay_to = _amount("Pay to")
    currency = _words("Currency", 3)
    per = _one_of("For", PERIODS)
    apply = _words("How to apply", 300, Words)
    closes = forms.DateField(
        label="Closing date", required=False, input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Write the date as 2026-12-31."},
    )  # fmt: skip

    def clean_currency(self):
        currency = self.cleaned_data["currency"].upper()
        if currency and not re.fullmatch("[A-Z]{3}", currency):
            raise forms.ValidationError("Write the three letters of the currency, such as EUR.")
        return currency

    def clean(self):
        facts = super().clean()
        lowest, highest = facts.get("pay_from"), facts.get("pay_to")
        if lowest and highest and lowest > highest:
            self.add_error("pay_to", "It ends below where it begins: write the higher amount here.")
        if (lowest or highest) and not facts.get("currency") and "currency" not in self.errors:
            self.add_error("currency", "Say in which currency the pay is: three letters, such as EUR.")
        if (lowest or highest) and not facts.get("per") and "per" not in self.errors:
            self.add_error("per", "Say for how long the pay is: a year, a month, a day, an hour.")
        return facts


@dataclass(frozen=True)
class Pay:
    """What is paid: from, to (or both the same), in a currency, for a period (a key of PERIODS)."""

    lowest: Decimal | None
    highest: Decimal | None
    currency: str
    period: str

    @property
    def words(self):
        """“GBP 38,000–46,000 a year”."""
        lowest, highest = map(_figure, (self.lowest, self.highest))
        amount = f"from {lowest}" if not highest else f"up to {highest}" if not lowest else f"{lowest}–{highest}"
        return f"{self.currency} {lowest if lowest == highest else amount} {PERIODS[self.period]}"


def _figure(amount):
    return f"{amount:,.2f}".removesuffix(".00") if amount else ""


class Wishes:
    """The facts, the keys of what is chosen, and what of the address could not be used.

    parameters: a QueryDict. offer: the Offer of the role, which says what the description begins with.
    """

    def __init__(self, parameters, offer):
        self._offer = offer
        self.form = Facts(parameters)
        # A field with an error keeps what was typed, and nothing of it stands in the description.
        self.form.is_valid()
        self.facts = {name: self.form.cleaned_data.get(name) for name in self.form.fields}
        self.is_begun = SENT not in parameters
        self._given = {kind: list(dict.fromkeys(parameters.getlist(kind))) for kind in KINDS}
        self.has_links = self.is_begun or "links" in parameters

    @property
    def chosen(self):
        """{kind: the Options chosen, in the order of the role}; what is a must is not also nice to have."""
        keys = self._first if self.is_begun else self._given
        found = {}
        for kind, of in KINDS.items():
            wanted = set(keys[kind]) - {option.key for option in found.get("must", ())}
            options = (option for key, option in self._offer.by_kind[of].items() if key in wanted)
            found[kind] = tuple(options)[:MOST_CHOSEN]
        return found

    @property
    def _first(self):
        offer = self._offer
        return {
            "duty": offer.first_duties,
            "must": offer.first_musts,
            "nice": offer.first_nices,
            "way": offer.first_routes,
        }

    @property
    def unknown(self):
        """The keys of an address that name nothing stated of this role."""
        given = [(key, of) for kind, of in KINDS.items() for key in self._given[kind]]
        return [key[:LONGEST_KEY] for key, of in given if key not in self._offer.by_kind[of]][:MOST_CHOSEN]

    @property
    def is_cut(self):
        """Whether more was chosen than a description takes."""
        return any(len(keys) > MOST_CHOSEN for keys in self._given.values())

    @property
    def pay(self):
        facts = self.facts
        is_said = (facts["pay_from"] or facts["pay_to"]) and not {"pay_from", "pay_to", "currency", "per"} & set(
            self.form.errors
        )
        return Pay(facts["pay_from"], facts["pay_to"], facts["currency"], facts["per"]) if is_said else None

    @property
    def errors(self):
        """[(name of a field, its label, what to do)]."""
        return [(name, self.form.fields[name].label, said[0]) for name, said in self.form.errors.items()]

    @property
    def query(self):
        """The wishes as the query of an address: the same wishes, the same text."""
        given = [(name, self.form[name].value() or "") for name in self.form.fields]
        listed = [(kind, option.key) for kind, options in self.chosen.items() for option in options]
        links = [("links", "1")] if self.has_links else []
        return urlencode([(SENT, "1"), *((name, text) for name, text in given if text), *listed, *links])

"""What a role pays, and what that depends on."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sources.constraints import filled, known, runs_upwards
from sources.models import Cited

from .role import Role


class PayKind(models.TextChoices):
    AVERAGE = "average", "Average"
    RANGE = "range", "Range"


class PayPeriod(models.TextChoices):
    HOUR = "hour", "an hour"
    DAY = "day", "a day"
    MONTH = "month", "a month"
    YEAR = "year", "a year"


def _money(amount):
    """Return an amount with its cents, where there are any."""
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"


class PayFigure(Cited):
    """A quoted figure of pay; tied to a level only where a document ties it."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="pay_figures")
    label = models.CharField(max_length=120, help_text="What the figure is: “average salary”.")
    kind = models.CharField(max_length=7, choices=PayKind)
    amount_from = models.DecimalField("amount, or lower end", max_digits=12, decimal_places=2)
    amount_to = models.DecimalField("upper end", max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, help_text="Three letters (ISO 4217): USD, EUR.")
    period = models.CharField(max_length=5, choices=PayPeriod, blank=True, help_text="Empty: not stated.")
    place = models.CharField(max_length=80, blank=True, help_text="Empty: not stated.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: not stated.")

    natural_key_fields = ("role__slug", "label")
    says = "label"
    violations = Cited.violations | {
        "amount_is_positive": ("amount_from", "An amount is more than nothing."),
        "amount_to_not_below_amount_from": ("amount_to", "It ends below where it begins."),
        "range_has_two_ends": ("amount_to", "A range has an upper end; an average has none."),
        "currency_is_a_code": ("currency", "Three capital letters: USD, EUR."),
    }

    class Meta(Cited.Meta):
        ordering = ["role__slug", "label"]
        constraints = [
            *Cited.Meta.constraints,
            known("kind", PayKind),
            CheckConstraint(condition=Q(period__in=["", *PayPeriod.values]), name="payfigure_period_is_known"),
            CheckConstraint(condition=Q(amount_from__gt=0), name="payfigure_amount_is_positive"),
            CheckConstraint(
                condition=Q(kind=PayKind.AVERAGE, amount_to__isnull=True)
                | Q(kind=PayKind.RANGE, amount_to__isnull=False),
                name="payfigure_range_has_two_ends",
                violation_error_message="A range has an upper end; an average has none.",
            ),
            CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="payfigure_currency_is_a_code"),
            filled("label"),
            runs_upwards("amount_from", "amount_to"),
            UniqueConstraint(fields=["role", "label"], name="payfigure_unique_role_label"),
        ]

    def __str__(self):
        return f"{self.role}: {self.label}"

    @property
    def amount(self):
        """The figure in words: “USD 120,000–200,000 a year”; without the period where none is stated."""
        upper = f"–{_money(self.amount_to)}" if self.amount_to else ""
        return f"{self.currency} {_money(self.amount_from)}{upper} {self.get_period_display()}".rstrip()

    @property
    def circumstances(self):
        """Where, when and for how long, as far as stated: “Period not stated; place not stated; 2024”."""
        period = "" if self.period else "period not stated"
        year = f"in {self.year}" if self.year else "year not stated"
        words = "; ".join(filter(None, [period, self.place or "place not stated", year]))
        return f"{words[:1].upper()}{words[1:]}."


class PayFactor(Cited):
    """Something that pay is said to depend on."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="pay_factors")
    name = models.CharField(max_length=120)

    natural_key_fields = ("role__slug", "name")
    says = "name"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "name"]
        constraints = [
            *Cited.Meta.constraints,
            filled("name"),
            UniqueConstraint(fields=["role", "name"], name="payfactor_unique_role_name"),
        ]

    def __str__(self):
        return self.name


class Benefit(Cited):
    """Something offered beside pay."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="benefits")
    name = models.CharField(max_length=120)

    natural_key_fields = ("role__slug", "name")
    says = "name"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "name"]
        constraints = [
            *Cited.Meta.constraints,
            filled("name"),
            UniqueConstraint(fields=["role", "name"], name="benefit_unique_role_name"),
        ]

    def __str__(self):
        return self.name

"""Rules between the rows of a role's page."""

from django.core.exceptions import ValidationError

from roles.models import ProgressionStep, StepKind
from roles.promotions import leads_to
from sources.forms import RowFormSet


class StepFormSet(RowFormSet):
    """Steps into or out of a role; promotions lead upwards only."""

    def clean(self):
        super().clean()
        steps = self._kept_steps()
        promotions = self._promotions_elsewhere() | {_ends(step) for step in steps if step.kind == StepKind.PROMOTION}
        for form in self.kept_forms:
            step = form.instance
            if form.has_changed() and step.kind == StepKind.PROMOTION and leads_to(promotions, *reversed(_ends(step))):
                form.add_error(
                    "target",
                    "Promotions would lead round in a circle: make this one another kind of step, or remove it.",
                )

    def _both_lists(self):
        return [formset for formset in self.siblings if isinstance(formset, StepFormSet)]

    def _kept_steps(self):
        """Return the steps, in and out, that the page will have once it is saved; those without an end left out."""
        steps = [form.instance for formset in self._both_lists() for form in formset.kept_forms]
        return [step for step in steps if None not in _ends(step)]

    def _promotions_elsewhere(self):
        """Return the promotions of the database that the page does not show, as pairs of role ids."""
        shown = {form.instance.pk for formset in self._both_lists() for form in formset.forms}
        promotions = ProgressionStep.objects.promotions().values_list("pk", "origin_id", "target_id")
        return {(origin, target) for pk, origin, target in promotions if pk not in shown}


def _ends(step):
    return step.origin_id, step.target_id


class ChoiceFormSet(RowFormSet):
    """Choices, which take their members along when they go: so they go once they have none."""

    def clean(self):
        super().clean()
        members = [form.instance for formset in self.siblings for form in formset.kept_forms]
        for form in self.forms:
            if self._should_delete_form(form):
                self._check_empty(form.instance, members)

    def _check_empty(self, choice, members):
        left = [member for member in members if getattr(member, "choice_id", None) == choice.pk]
        if left:
            names = ", ".join(str(getattr(member, "skill", None) or member.route) for member in left)
            raise ValidationError(
                f"“{choice.label}” is still a choice of {names}: remove these, or give each a need of its own, "
                "before you delete it."
            )

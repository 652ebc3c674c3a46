"""Skills and the words of the field."""

from django.contrib import admin

from sources.admin import (
    EVIDENCE,
    CitedMixin,
    CollectedAdmin,
    OwnOptionsFilter,
    PageAdmin,
    PublishableMixin,
    RowInline,
    StatementInline,
)

from .models import GlossaryTerm, LevelDescriptor, Skill, SkillAlias, SkillArea, SkillInArea, SkillRelation


@admin.register(SkillArea)
class SkillAreaAdmin(CollectedAdmin):
    list_display = ["name", "skill_count", "position"]
    list_editable = ["position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "position"]
    related_words = {"skills": ("skill stands in this area", "skills stand in this area")}

    def get_queryset(self, request):
        return super().get_queryset(request).with_skill_count()

    @admin.display(ordering="skill_count", description="skills")
    def skill_count(self, area):
        return area.skill_count


class SkillAliasInline(RowInline):
    model = SkillAlias
    verbose_name = "other name"
    verbose_name_plural = "other names"
    fields = [("name", "is_hidden")]


class LevelDescriptorInline(StatementInline):
    model = LevelDescriptor
    verbose_name_plural = "what each level means"
    fields = ["level", "text"]


class FurtherAreaInline(RowInline):
    model = SkillInArea
    verbose_name = "further area"
    verbose_name_plural = "further areas"
    fields = ["area"]
    joined = ["area"]
    autocomplete_fields = ["area"]


class RelationInline(StatementInline):
    model = SkillRelation
    fk_name = "origin"
    verbose_name_plural = "skills it goes with, builds on or is the same as"
    fields = [("target", "kind")]
    joined = ["target"]


class InverseRelationInline(StatementInline):
    model = SkillRelation
    fk_name = "target"
    verbose_name_plural = "skills that go with it, build on it or are the same"
    fields = [("origin", "kind")]
    joined = ["origin"]


@admin.register(Skill)
class SkillAdmin(PublishableMixin, CollectedAdmin):
    list_display = ["name", "kind", "area", "broader", "role_count", "status"]
    list_filter = ["collection", "status", ("area", OwnOptionsFilter), "kind"]
    list_select_related = ["area", "broader"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["area", "broader"]
    fields = ["name", "slug", ("kind", "area"), "broader", "description", "status"]
    inlines = [SkillAliasInline, LevelDescriptorInline, RelationInline, InverseRelationInline]
    can_be_merged = True
    save_on_top = True
    related_words = {
        "requirements": ("role asks for this skill", "roles ask for this skill"),
        "narrower": ("skill is narrower than this", "skills are narrower than this"),
        "aliases": ("other name", "other names"),
        "descriptors": ("description of a level", "descriptions of levels"),
        "relations": ("link to another skill", "links to other skills"),
        "inverse_relations": ("link from another skill", "links from other skills"),
        "further_areas": ("further area", "further areas"),
    }

    def get_inlines(self, request, obj):
        """Only skills of frameworks stand in several areas."""
        found = super().get_inlines(request, obj)
        return [*found, FurtherAreaInline] if obj and obj.is_imported else found

    def get_queryset(self, request):
        return super().get_queryset(request).with_role_count()

    @admin.display(description="published roles asking for it")
    def role_count(self, skill):
        """Not to be sorted by: every skill of every framework would have to be counted."""
        return skill.role_count


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(CitedMixin, PageAdmin):
    list_display = ["term", "skill", "basis"]
    list_filter = ["basis"]
    list_select_related = ["skill"]
    search_fields = ["term", "definition"]
    prepopulated_fields = {"slug": ["term"]}
    autocomplete_fields = ["skill", "claims"]
    fieldsets = [(None, {"fields": ["term", "slug", "definition", "skill"]}), EVIDENCE]

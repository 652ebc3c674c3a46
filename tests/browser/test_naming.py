"""A skill is merged in a browser: read, choose, and the old address leads on."""

from roles.models import SkillRequirement
from skills.models import Skill

from .accessibility import CONTRAST, EVERY_RULE, found_by_axe
from .test_admin import page_of

PAIR = ("backend-frameworks", "cloud-platforms")


def test_an_editor_merges_two_skills_and_the_old_address_leads_on(sign_in):
    kept, gone = (Skill.objects.get(slug=slug) for slug in PAIR)
    role = SkillRequirement.objects.filter(skill=kept, choice=None).first().role
    SkillRequirement.objects.filter(role=role, skill=gone).delete()
    SkillRequirement.objects.create(role=role, skill=gone, need="mentioned", level=4)
    page = sign_in(color_scheme="dark", viewport={"width": 360, "height": 800})
    faults = {}

    for deed in ("address", "split", "merge"):
        page.goto(page_of(kept).replace("/change/", f"/{deed}/"))
        faults[deed] = found_by_axe(page, EVERY_RULE)
    page.fill("[name=q]", gone.name)
    page.keyboard.press("Enter")
    page.click(f".naming-found >> text='{gone.name}'")
    question = page.get_by_role("group", name=f"{role.title} role that asks for it", exact=True)
    faults["plan"] = found_by_axe(page, EVERY_RULE)
    page.emulate_media(color_scheme="light")
    faults["plan, light"] = found_by_axe(page, CONTRAST)
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    question.locator("label", has_text=f"As “{gone.name}” has it").click()
    page.click("text=Merge >> nth=-1")
    page.wait_for_url(f"**{page_of(kept)}")
    page.goto(f"/skills/{gone.slug}/?from=here")

    assert faults == {"address": [], "split": [], "merge": [], "plan": [], "plan, light": []}
    assert not is_too_wide
    assert page.url.endswith(f"/skills/{kept.slug}/?from=here")
    assert SkillRequirement.objects.values_list("need", "level").get(role=role, skill=kept) == ("mentioned", 4)

"""The ground that the other tests of this folder stand on."""

import pytest
from django.urls import reverse

from sources.models import Document


def test_a_page_comes_with_its_style_sheets(page):
    page.goto(reverse("admin:login"))

    background = "getComputedStyle(document.querySelector('#header')).backgroundColor"
    assert page.evaluate(background) != "rgba(0, 0, 0, 0)"


def test_the_site_has_its_content(live_site):
    assert Document.objects.exists()


def test_the_site_shows_what_a_test_writes(page, django_user_model):
    django_user_model.objects.create_superuser("ada", password="a long password")
    page.goto(reverse("admin:login"))

    page.fill("#id_username", "ada")
    page.fill("#id_password", "a long password")
    page.click("[type=submit]")

    page.wait_for_url("**" + reverse("admin:index"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_opens_as_the_visitor_likes_it(new_page, scheme):
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page.goto(reverse("admin:login"))

    assert page.evaluate("[matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]") == [
        scheme == "dark",
        390,
    ]


def test_a_page_opens_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(reverse("admin:login"))

    assert page.locator("#id_username").is_visible()

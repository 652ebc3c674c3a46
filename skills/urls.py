from django.urls import path

from . import views

app_name = "skills"

urlpatterns = [
    path("skills/", views.skill_list, name="skills"),
    path("skills/<slug:slug>/", views.skill, name="skill"),
    path("glossary/", views.glossary, name="glossary"),
]

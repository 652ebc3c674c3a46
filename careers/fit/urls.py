from django.urls import path

from . import views

app_name = "fit"
urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:slug>/", views.mark, name="mark"),
    path("<slug:slug>/plan/", views.plan, name="plan"),
    path("<slug:slug>/plan.json", views.plan_json, name="plan-json"),
    path("<slug:slug>/plan.csv", views.plan_csv, name="plan-csv"),
    path("<slug:slug>/plan.md", views.plan_markdown, name="plan-md"),
]

"""Addresses of job descriptions, their check, and interview sheets."""

from django.urls import path

from . import views
from .check.views import check
from .interview_views import interview, interview_csv
from .writers import FORMS

urlpatterns = [
    path("roles/<slug:slug>/job-description/", views.job_description, name="job-description"),
    *(
        path(f"roles/<slug:slug>/job-description.{ending}", views.download(ending), name=f"job-description-{ending}")
        for ending in FORMS
    ),
    path("job-descriptions/check/", check, name="job-check"),
    path("roles/<slug:slug>/interview/", interview, name="interview"),
    path("roles/<slug:slug>/interview.csv", interview_csv, name="interview-csv"),
]

from django.urls import path

from . import views

urlpatterns = [
    path("", views.data, name="data"),
    path("changes.jsonl", views.changes_since, name="data-changes"),
    path("releases.atom", views.by_newest_release(views.ReleasesFeed()), name="data-feed"),
    path("<str:version>/", views.data_of_version, name="data-version"),
    path("<str:version>/<str:name>", views.download, name="data-file"),
]

from django.urls import path

from . import views
from .history.views import ChangesFeed, changes

app_name = "sources"

urlpatterns = [
    path("sources/", views.document_list, name="documents"),
    path("sources/<slug:slug>/", views.document, name="document"),
    path("changes/", changes, name="changes"),
    path("changes/feed.atom", ChangesFeed(), name="changes-feed"),
]

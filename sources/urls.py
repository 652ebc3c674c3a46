from django.urls import path

from . import views

app_name = "sources"

urlpatterns = [
    path("sources/", views.document_list, name="documents"),
    path("sources/<slug:slug>/", views.document, name="document"),
]

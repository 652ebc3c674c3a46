from django.urls import path

from .views import merge_view, split_view

urlpatterns = [
    path("admin/<slug:app_label>/<slug:model_name>/<int:pk>/merge/", merge_view, name="merge"),
    path("admin/<slug:app_label>/<slug:model_name>/<int:pk>/split/", split_view, name="split"),
]

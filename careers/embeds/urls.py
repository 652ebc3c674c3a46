from django.urls import path

from . import views

urlpatterns = [
    path("roles/<slug:slug>/", views.role, name="embed-role"),
    path("compare/<slug:before>/<slug:after>/", views.comparison, name="embed-comparison"),
]

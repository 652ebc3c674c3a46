from django.urls import path

from . import views

app_name = "roles"

urlpatterns = [
    path("roles/", views.role_list, name="roles"),
    path("roles/<slug:slug>/", views.role, name="role"),
    path("education/", views.route_list, name="routes"),
    path("education/<slug:slug>/", views.route, name="route"),
]

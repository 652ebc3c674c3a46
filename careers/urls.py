"""The site map."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("roles.urls")),
    path("", include("skills.urls")),
    path("", include("sources.urls")),
    path("admin/", admin.site.urls),
]

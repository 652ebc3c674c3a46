from django.contrib import admin
from django.urls import path

from . import views

app_name = "desk"

_seen_by_editors = admin.site.admin_view

urlpatterns = [
    path("checks/<slug:name>/", _seen_by_editors(views.check), name="check"),
    path("documents/<int:pk>/claims/", _seen_by_editors(views.claims), name="claims"),
    path("claims/<int:pk>/attach/", _seen_by_editors(views.attach), name="attach"),
]

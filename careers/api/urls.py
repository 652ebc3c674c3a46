from django.urls import path, re_path

from .service import service
from .views import documentation, nothing, specification, terms

urlpatterns = [
    path("", documentation, name="api"),
    path("terms", terms, name="api-terms"),
    path("v1/openapi.json", specification, name="api-specification"),
    path("v1/", service.urls),
    re_path("", nothing),
]

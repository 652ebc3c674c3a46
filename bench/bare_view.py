"""The least that Django can do: one view, no middleware, no template, no database."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], ROOT_URLCONF=__name__)


def hello(request):
    return HttpResponse("Hello")


urlpatterns = [path("", hello)]

application = get_wsgi_application()

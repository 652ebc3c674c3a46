"""The least that a view can do, inside of all that stands around the views of the site."""

import os

from django.http import HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careers.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application


def hello(request):
    return HttpResponse("Hello")


urlpatterns = [path("", hello)]
settings.ROOT_URLCONF = __name__

application = get_wsgi_application()

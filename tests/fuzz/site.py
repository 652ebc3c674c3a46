"""A throw-away site to be attacked: its database, its content, an administrator."""

import os
import secrets
import sys

from bench.servers import granian, running

NAME = "fuzz"


def set_up(database, folder):
    """Set Django up on a database with the site's content, for this process and those that it starts."""
    os.environ.update(
        ENV_FILE=os.devnull,
        DEBUG="0",
        HTTPS="0",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="127.0.0.1,testserver",
        DATABASE_URL=database,
        STATIC_ROOT=f"{folder}/static",
        LOG_LEVEL="WARNING",
        SLOW_REQUEST_MS="2000",
        RATE_LIMITS="search=off,suggestions=off,lists=off,api=off,documents=off",
        DJANGO_SETTINGS_MODULE="careers.settings",
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from careers import content

    content.load()


def cookie_of_administrator(token):
    """Return the cookies of an administrator who has just signed in, with a token for forms."""
    from django.contrib.auth.models import User
    from django.test import Client

    account, _ = User.objects.update_or_create(
        username=NAME, defaults={"is_staff": True, "is_superuser": True, "is_active": True}
    )
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}; waymark_editor=1"


def server(folder):
    return running(granian(sys.executable, "careers.wsgi:application"), folder)

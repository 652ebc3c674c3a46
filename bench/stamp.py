"""Let the site forget what it was asked: python -m bench.stamp changes the stamp of the content."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careers.settings")
    django.setup()

    from sources.watching import stamp_now

    stamp_now()

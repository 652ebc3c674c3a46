"""What a server of the site calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careers.settings")

# Django first: what is around it reads its settings.
django = get_wsgi_application()

from careers.caching.wrapper import wrap as kept  # noqa: E402
from careers.observing.wrapper import wrap as observed  # noqa: E402
from careers.safety.limits import wrap as limited  # noqa: E402

application = observed(limited(kept(django), refuse=django))

# A page makes some ten thousand objects and drops them all: to look for circles among them as often as Python
# does by itself takes a fifth of the time of the fullest page. What is loaded by now stays for good.
gc.freeze()
gc.set_threshold(50_000, 20, 20)

"""The entry point of the web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
application = get_wsgi_application()

# Every page is loaded now, and what is loaded stays: to look through it for garbage, again and again, would stop all
# requests of a process for a tenth of a second each time.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()

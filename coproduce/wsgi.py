"""The door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
gc.disable()  # what is read at the start stays for ever: looking through it for rubbish costs a tenth of the time
application = get_wsgi_application()
_ = get_resolver().url_patterns  # now, not while the first visitor waits
gc.freeze()
gc.enable()

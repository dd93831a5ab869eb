"""What the server serves, and the worker beside it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gradus.config.settings")  # noqa: TID251 - entry
application = get_wsgi_application()

from gradus.jobs import runner  # noqa: E402 - its tables load only once Django is set up

if settings.WORKER_INSIDE:
    runner.start_inside()

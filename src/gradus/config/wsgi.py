"""What the server serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gradus.config.settings")  # noqa: TID251 - entry
application = get_wsgi_application()

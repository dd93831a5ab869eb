"""Templates, static files and the admin; no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Second entry in INSTALLED_APPS, so that Django finds templates and static files."""

    name = "gradus.web"
    label = "gradus_web"

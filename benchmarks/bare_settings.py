"""The yardstick: the same Django, database and sessions, and nothing else of Gradus' stack."""

from pathlib import Path

from gradus.config.settings import *  # noqa: F403 - the same installation, another set of pages

ROOT_URLCONF = "benchmarks.bare"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
INSTALLED_APPS = [
    "benchmarks.bare_apps.Tables" if app == "allauth.account" else app
    for app in INSTALLED_APPS  # noqa: F405
]
WORKER_INSIDE = False

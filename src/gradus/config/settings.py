"""All settings. The environment is read here and nowhere else; docs/operators.md names each."""

import os
import secrets
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

PACKAGE: Final = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _content_dir() -> Path:
    """Where what we ship as files lies: inside the wheel, or beside src in a checkout."""
    shipped = PACKAGE / "_content"
    return shipped if shipped.is_dir() else PACKAGE.parent.parent / "content"


DATA_DIR = Path(os.environ.get("GRADUS_DATA_DIR", "var")).resolve()
CONTENT_DIR = _content_dir()
CONTENT_ROOT = DATA_DIR / "content"


def _secret(name: str) -> str:
    """Take a secret from the environment, else from a file of its own made on first use."""
    given = os.environ.get(f"GRADUS_{name}")
    if given:
        return given
    kept = DATA_DIR / f"{name.lower()}.txt"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


def _database(url: str) -> dict[str, object]:
    """Read a database address (postgres://…); an empty one is SQLite in the data folder."""
    if not url:
        return {
            "ENGINE": "gradus.config.sqlite",
            "NAME": DATA_DIR / "gradus.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE_OPTIONS,
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


SQLITE_OPTIONS: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000"
    ),
}

DEMO = _flag("GRADUS_DEMO", default=False)
DEBUG = False
SECRET_KEY = _secret("SECRET_KEY")
# Seals the issuers' signing keys; kept and backed up apart from the database.
CREDENTIAL_KEY_SECRET = _secret("CREDENTIAL_KEY_SECRET")
# Stands inside every signature and cannot change afterwards.
CREDENTIAL_ORIGIN = os.environ.get(
    "GRADUS_CREDENTIAL_ORIGIN", "https://credentials.gradus.example" if DEMO else ""
)
# The address people type; used in mails and as the trusted origin of forms.
ORIGIN = os.environ.get("GRADUS_ORIGIN", "http://127.0.0.1:8000")
ALLOWED_HOSTS = [
    urlsplit(address).hostname or "127.0.0.1"
    for address in (ORIGIN, CREDENTIAL_ORIGIN, "http://127.0.0.1", "http://localhost")
]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SECURE = ORIGIN.startswith("https://")

# Providers a buyer may choose, first one preferred: demo (no money moves), manual.
PAYMENT_PROVIDERS = [
    name
    for name in os.environ.get("GRADUS_PAYMENT_PROVIDERS", "demo" if DEMO else "").split(",")
    if name
]
# Run the background worker inside the server process.
WORKER_INSIDE = _flag("GRADUS_WORKER_INSIDE", default=True)
SERVER_THREADS = int(os.environ.get("GRADUS_SERVER_THREADS", "8"))

INSTALLED_APPS = [
    "gradus.apps.GradusConfig",
    "gradus.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gradus.web.parts.policy.PolicyMiddleware",
    "gradus.web.parts.clock.ClockMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gradus.web.parts.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "gradus.config.urls"
WSGI_APPLICATION = "gradus.config.wsgi.application"
DATABASES = {"default": _database(os.environ.get("GRADUS_DATABASE_URL", ""))}
AUTH_USER_MODEL = "gradus.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gradus.web.parts.shell.shell",
            ],
            "builtins": ["gradus.web.parts.tags"],
        },
    }
]

FORM_RENDERER = "gradus.web.parts.forms.Renderer"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/learn/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "gradus.web.account.forms.NameForm"
ACCOUNT_FORMS = {
    "signup": "gradus.web.account.entry.SignUp",
    "login": "gradus.web.account.entry.SignIn",
    "add_email": "gradus.web.account.entry.AddAddress",
    "reset_password": "gradus.web.account.entry.Forgotten",
}
ACCOUNT_EMAIL_VERIFICATION = "none" if DEMO else "mandatory"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
EMAIL_BACKEND = os.environ.get(
    "GRADUS_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("GRADUS_FROM_EMAIL", "gradus@localhost")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE and _flag("GRADUS_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gradus.web.parts.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"gradus": {"level": "INFO"}},
}

"""Settings of the tests: ours, with what makes tests quick and keeps them on this machine."""

import atexit
import os
import shutil
import tempfile

from tests.support import postgres

# One folder for content, media and databases; xdist's workers inherit it.
if "GRADUS_TEST_DATA_DIR" not in os.environ:
    os.environ["GRADUS_TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="gradus-tests-")
    atexit.register(shutil.rmtree, os.environ["GRADUS_TEST_DATA_DIR"], ignore_errors=True)
os.environ |= {
    "GRADUS_DATA_DIR": os.environ["GRADUS_TEST_DATA_DIR"],
    "GRADUS_DEMO": "1",
    "GRADUS_ORIGIN": "http://testserver",
    "GRADUS_SECRET_KEY": "only-for-tests-" * 4,
    "GRADUS_CREDENTIAL_KEY_SECRET": "only-for-tests-" * 4,
    # Playwright leaves an event loop running in a thread that goes on with ordinary tests.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
DATABASE = os.environ.setdefault("GRADUS_TEST_DATABASE", "sqlite")
if DATABASE == "postgres":
    os.environ["GRADUS_DATABASE_URL"] = postgres.address()

from gradus.config.settings import *  # noqa: E402, F403 - ours, read once the address stands

if DATABASE == "sqlite":
    # A file, not memory: the fair queue and WAL are what we want to test.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "tests.sqlite3"}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WORKER_INSIDE = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - whitenoise warns without it

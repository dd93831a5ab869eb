"""The one Django app that holds every room's tables (ADR 0001)."""

from django.apps import AppConfig


class GradusConfig(AppConfig):
    """Rooms share the label `gradus` and one chain of migrations."""

    name = "gradus"
    label = "gradus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Plug the job queue into `lib.later` and register the checks of settings."""
        from gradus.config import checks  # noqa: F401, PLC0415 - importing registers them
        from gradus.jobs import runner  # noqa: PLC0415 - models load only once apps are ready

        runner.plug()

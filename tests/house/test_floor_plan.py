"""What the import contracts cannot see: keys by string, the list of models, the environment."""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import Model

import gradus.models

SOURCE = Path(gradus.models.__file__).parent
LINE = (
    ("accounts", "catalog"),
    ("enrollment",),
    ("payments", "assessment"),
    ("credentials",),
    ("pathways",),
    ("advising",),
    ("jobs",),
)
RANK = {room: rank for rank, rooms in enumerate(LINE) for room in rooms}
READS_THE_ENVIRONMENT = {"config/settings.py", "config/wsgi.py", "management/cli.py"}


def room(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def own_models() -> list[type[Model]]:
    return [m for m in apps.get_app_config("gradus").get_models() if not m._meta.auto_created]


def test_no_key_points_to_a_room_above_or_beside() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if isinstance(field.related_model, type)
        and field.related_model._meta.app_label == "gradus"
        and room(field.related_model) != room(model)
        and RANK[room(field.related_model)] >= RANK[room(model)]
    ]
    assert wrong == []


def test_every_model_stands_in_a_room() -> None:
    assert [model.__name__ for model in own_models() if room(model) not in RANK] == []


def test_the_list_of_models_is_complete_and_sorted() -> None:
    assert gradus.models.__all__ == sorted(model.__name__ for model in own_models())


def test_only_settings_and_the_two_entries_read_the_environment() -> None:
    readers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text())
    }
    assert readers - READS_THE_ENVIRONMENT == set()
